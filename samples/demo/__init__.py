"""The demo set: one mail for each thing that can happen to an invoice, in the order of delivery."""

from samples.demo import again, clean, questions, wrappings
from samples.demo.scenario import Writer

SAMPLES: tuple[tuple[str, Writer], ...] = (
    *clean.SAMPLES,
    *wrappings.SAMPLES,
    *questions.SAMPLES,
    *again.SAMPLES,
)
