import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from upkeep import checkup, incidents
from workflow.clock import now
from workflow.invariants import Examined, Scope
from workflow.management.output import USAGE, number


class Command(BaseCommand):
    help = (
        "Check everything that must always hold, rule by rule. Exit code 1 where something is broken: nothing is "
        "changed, and each rule says what to do. Safe to run at any time, beside a running system."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object per rule, nothing else")
        parser.add_argument("--case", metavar="ID", action="append", help="only this case (may be repeated)")
        parser.add_argument("--rule", metavar="NAME", action="append", help="only this rule (may be repeated)")
        parser.add_argument(
            "--incidents",
            action="store_true",
            help="put what is broken into the queue as questions, and withdraw those that are healed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        cases = frozenset(number(text, "case") for text in options["case"]) if options["case"] else None
        if cases and options["incidents"]:
            raise CommandError("--incidents looks at everything: leave --case away.", returncode=USAGE)
        scope = Scope(now=now(), cases=cases)
        examined = self._examined(scope, options["rule"] or (), as_json=options["json"])
        if options["incidents"]:
            reported = incidents.report(examined, scope)
            self.stderr.write(f"{reported.opened} questions opened, {reported.healed} found healed.")
        if any(one.breaches for one in examined):
            sys.exit(1)

    def _examined(self, scope: Scope, names: Any, *, as_json: bool) -> list[Examined]:
        examined = []
        try:
            for one in checkup.examine(scope, names):
                examined.append(one)
                self._print(one, as_json=as_json)
        except checkup.NoSuchRule as error:
            raise CommandError(str(error), returncode=USAGE) from error
        return examined

    def _print(self, one: Examined, *, as_json: bool) -> None:
        if as_json:
            breaches = [asdict(breach) for breach in one.breaches]
            line = {"rule": one.rule.name, "looked": one.looked, "unchecked": one.unchecked, "breaches": breaches}
            self.stdout.write(json.dumps(line, ensure_ascii=False))
            return
        verdict = f"BROKEN, {len(one.breaches)} times" if one.breaches else "holds"
        self.stdout.write(f"{one.rule.name}: {verdict} ({', '.join(one.looked)}). {one.rule.meaning}")
        for why in one.unchecked:
            self.stdout.write(f"    not checked: {why}")
        for breach in one.breaches:
            self.stdout.write(f"    {breach.sentence}")
        if one.breaches:
            self.stdout.write(f"    What to do: {one.rule.remedy}")
