"""A thousand tamperings by somebody with the owner's rights: each is found, and the row is named."""

from collections import Counter
from random import Random

from django.db import transaction

from tests.workflow.sealing import tampering
from tests.workflow.sealing.conftest import Vault
from tests.workflow.sealing.resealing import reckon_anew
from tests.workflow.sealing.tampering import Named

SEED, CASES, TAMPERINGS = 20261122, 24, 1000


def test_every_tampering_is_found_and_the_row_is_named(vault: Vault) -> None:
    vault.live(CASES)
    assert list(vault.verify()) == []
    random = Random(SEED)
    missed: list[str] = []
    tried: Counter[str] = Counter()

    for number in range(TAMPERINGS):
        tamper = tampering.ALL[number % len(tampering.ALL)]
        anew = tamper in tampering.OF_ROWS and random.random() < 0.5
        tried[f"{tamper.__name__}, all seals reckoned anew" if anew else tamper.__name__] += 1
        wanted, named, others = tampered(vault, tamper, random, anew)
        if not wanted <= named or others:
            missed.append(f"{number} {tamper.__name__} anew={anew}: {sorted(wanted - named)} unnamed; also {others}")

    assert missed == []
    assert len(tried) == len(tampering.ALL) + len(tampering.OF_ROWS), tried
    assert list(vault.verify()) == [], "everything was taken back"


def tampered(
    vault: Vault, tamper: tampering.Tampering, random: Random, anew: bool
) -> tuple[Named, Named, list[tuple[int, str, int]]]:
    """What had to be named, what was, and which events were named although nobody had touched them."""
    before = transaction.savepoint()
    tampering.sql("SET LOCAL session_replication_role = replica")
    wanted = tamper(random)
    if anew:
        reckon_anew()
    named = {(finding.case, finding.table, finding.row) for finding in vault.verify()}
    transaction.savepoint_rollback(before)
    touched = {case for case, _, _ in wanted}
    return wanted, named, [one for one in named if one[1] == "event" and one[0] % 1_000_000 not in touched]
