#!/usr/bin/env python
"""The way in for people and scripts: `manage.py COMMAND`."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from embedded import cli

    cli.run(sys.argv)


if __name__ == "__main__":
    main()
