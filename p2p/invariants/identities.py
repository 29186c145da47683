"""Rule: of one invoice at most one case comes beyond approval."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, F, Func, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Concat

from p2p.models import Approval, Identification, Posting
from workflow.invariants import Broken, Looked, Rule, Scope
from workflow.models import Case, Decision, Effect

SAYS_NO_DUPLICATE = {"reason": "suspected_duplicate", "choice": "not_duplicate"}
OWN = "|case:"


def look(scope: Scope) -> Iterator[Broken | Looked]:
    """Approvals with the same identity, with one of their own unasked, with a wrong one; work beyond none."""
    approvals = Approval.objects.filter(**scope.where("case_id"))
    yield from _shared()
    yield from _own_unasked(approvals)
    yield from _not_its_own(approvals)
    yield from _beyond_none(scope)
    yield Looked(f"{approvals.count():,} approvals")


def _shared() -> Iterator[Broken]:
    many = Approval.objects.values("identity").annotate(many=Count("id")).filter(Q(many__gt=1)).order_by("identity")
    for row in many.iterator():
        cases = Approval.objects.filter(identity=row["identity"]).order_by("case_id").values_list("case_id", flat=True)
        listed = ", ".join(map(str, cases))
        yield Broken(row["identity"], f"Cases {listed} were all approved as the invoice {row['identity']}.", cases[0])


def _own_unasked(approvals: Any) -> Iterator[Broken]:
    """Only a person can say that two that look the same are two, and not one who has taken it back."""
    said = Decision.objects.filter(case=OuterRef("case"), undoing=None, **SAYS_NO_DUPLICATE)
    for approval in approvals.filter(~Exists(said), identity__contains=OWN).order_by("id").iterator():
        case = approval.case_id
        yield Broken(
            f"case {case}",
            f"Case {case} was approved as {approval.identity}, but nobody has said that it is no duplicate.",
            case,
        )


def _not_its_own(approvals: Any) -> Iterator[Broken]:
    """The identity is made of what the case was taken for: vendor, kind, currency, number."""
    bar = Value("|")
    newest = (
        Identification.objects.filter(case=OuterRef("case"))
        .order_by("-id")
        .annotate(
            made=Concat("vendor__code", bar, "kind", bar, "currency", bar, "number_key", output_field=TextField())
        )
    )
    plain = Func(F("identity"), Value(OWN), Value(1), function="split_part", output_field=TextField())
    compared = approvals.annotate(plain=plain, made=Subquery(newest.values("made")[:1]))
    for approval in compared.exclude(plain=F("made")).exclude(made=None).order_by("id").iterator():
        case = approval.case_id
        yield Broken(
            f"case {case}", f"Case {case} was approved as {approval.identity}, but taken for {approval.made}.", case
        )


def _beyond_none(scope: Scope) -> Iterator[Broken]:
    """Nothing is booked for a case that nobody approved."""
    effects = Effect.objects.filter(case=OuterRef("pk"), step__in=("post", "schedule_payment"))
    cases = Case.objects.filter(Exists(effects), approval=None, process="procure_to_pay", **scope.where("id"))
    for case in cases.order_by("id").iterator():
        yield Broken(f"case {case.pk}", f"Case {case.pk} went on to the accounts system without an approval.", case.pk)
    different = Posting.objects.filter(**scope.where("approval__case_id")).exclude(
        gross=F("approval__gross"), currency=F("approval__currency")
    )
    for posting in different.select_related("approval").order_by("id").iterator():
        approval = posting.approval
        yield Broken(
            f"case {approval.case_id}",
            f"Case {approval.case_id} was approved over {approval.gross} {approval.currency}, "
            f"but {posting.gross} {posting.currency} were posted.",
            approval.case_id,
        )


RULE = Rule(
    name="identities",
    meaning="Of one invoice at most one case is approved; two that look the same only where a person said so.",
    remedy="Stop the payment of the later one in the accounts system, then look at both cases.",
    look=look,
)
