"""Rule: what was meant to be done outside has one row, under its one key, and isn't left half done."""

from collections.abc import Iterator

from django.db.models import Count, F, Q, TextField, Value
from django.db.models.functions import Cast, Concat

from workflow.invariants.rule import Broken, Looked, Rule, Scope
from workflow.models import Effect


def look(scope: Scope) -> Iterator[Broken | Looked]:
    """Keys, repeats, and what cases that have ended left behind."""
    effects = Effect.objects.filter(**scope.where("case_id"))
    key = Concat(
        "case__process", Value(":"), Cast("case__uid", TextField()), Value(":"), "step", output_field=TextField()
    )
    doubtful = ~Q(key=F("should_be")) | Q(state="done", reference="") | ~Q(state="done") & Q(case__state="completed")
    suspects = effects.annotate(should_be=key).filter(doubtful)
    for effect in suspects.select_related("case").order_by("id").iterator():
        yield from _faults(effect)
    twice = Q(many__gt=1)
    repeated = effects.values("case_id", "step").annotate(many=Count("id")).filter(twice).order_by("case_id", "step")
    for row in repeated.iterator():
        case = row["case_id"]
        yield Broken(f"case {case}", f"Case {case} has {row['many']} effects for step {row['step']}, not 1.", case)
    same_key = effects.values("key").annotate(many=Count("id")).filter(twice).order_by("key")
    for row in same_key.iterator():
        yield Broken(row["key"], f"The key {row['key']} stands on {row['many']} effects, not 1.")
    yield Looked(f"{effects.count():,} effects")


def _faults(effect: Effect) -> Iterator[Broken]:
    case = effect.case
    key = f"{case.process}:{case.uid}:{effect.step}"
    name = f"The effect {effect.key} of case {case.pk}"
    if effect.key != key:
        yield Broken(f"case {case.pk}", f"{name} should have the key {key}.", case.pk)
    if effect.state == "done" and not effect.reference:
        yield Broken(f"case {case.pk}", f"{name} is done, but has no reference.", case.pk)
    if effect.state != "done" and case.state == "completed":
        yield Broken(f"case {case.pk}", f"{name} is {effect.state}, but the case is completed.", case.pk)


RULE = Rule(
    name="effects",
    meaning="A call to the outside has one row, under the key of its case and step, and is done when its case is.",
    remedy="Look in the other system for the key before anything else is done for the case.",
    look=look,
)
