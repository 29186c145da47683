"""The clock as a child of `up`: `python -m embedded.beat`. It only ever rings the tick."""

from celery.signals import beat_init

from config.celery import app
from embedded.ready import announce


def main() -> None:
    beat_init.connect(announce)
    app.start(["beat", "--pidfile="])  # `up` sees to it that there is one


if __name__ == "__main__":
    main()
