"""Delivers sample mails in their order and follows their cases until all rest."""

from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from samples.live import talk
from samples.live.verdict import differences
from samples.manifest import Expected, Manifest, Sample

RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Followed:
    """One case of a delivered mail. `row` is its line in `cases`; `story` its record once it rests."""

    sample: Sample
    expected: Expected | None
    case: str
    row: dict[str, Any]
    story: talk.Story | None

    @property
    def wrong(self) -> list[str]:
        if self.story is None or self.expected is None:
            return []
        return differences(self.expected, self.story)


@dataclass(slots=True)
class Delivery:
    """The samples of a folder on their way. Call `step` until `done`.

    `said` is what `receive_mail` printed by mail, `rows` what `cases` prints by case, `stories` the records of the
    cases that rest.
    """

    folder: Path
    manifest: Manifest
    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    stories: dict[str, talk.Story] = field(default_factory=dict)

    def step(self) -> bool:
        """Deliver the next mail that is due, and look at the cases. Returns whether a mail was delivered."""
        sample = self._next()
        if sample:
            self.said[sample.file] = talk.receive_mail(self.folder / "mails" / sample.file)
        self.rows = talk.cases()
        self.stories |= talk.stories(case for case in self._cases() if self._rests(case) and self._is_news(case))
        return sample is not None

    @property
    def done(self) -> bool:
        return len(self.said) == len(self.manifest.emails) and all(map(self._rests, self._cases()))

    @property
    def known_before(self) -> int:
        """How many mails had been received before this delivery; repeats within the set don't count."""
        repeated = {sample.file for sample in self.manifest.emails if sample.duplicate_of}
        return sum(said["duplicate"] for file, said in self.said.items() if file not in repeated)

    def followed(self, sample: Sample) -> list[Followed]:
        """The cases of a delivered mail; a repeated one has none of its own."""
        if sample.duplicate_of:
            return []
        cases = self.said[sample.file]["cases"]
        expected = chain(sample.cases, repeat(None))
        return [
            Followed(sample, wanted, case, self.rows.get(case, {}), self.stories.get(case))
            for case, wanted in zip(cases, expected, strict=False)
        ]

    def differences(self) -> list[str]:
        """Everything that is otherwise than the manifest says, with the mail's name; empty if nothing is."""
        followed = [one for sample in self._delivered() for one in self.followed(sample)]
        found = [f"{one.sample.file}: {words}" for one in followed for words in one.wrong]
        for sample in self.manifest.emails:
            found += self._miscounted(sample)
        unrested = [one for one in followed if one.story is None]
        return found + [f"{one.sample.file}: case {one.case} is still {one.row.get('step')}" for one in unrested]

    def _miscounted(self, sample: Sample) -> list[str]:
        said = self.said.get(sample.file)
        if said is None:
            return [f"{sample.file}: not delivered, because a mail before it never came to rest"]
        if sample.duplicate_of:
            first = self.said[sample.duplicate_of]
            same = said["duplicate"] and said["cases"] == first["cases"]
            return [] if same else [f"{sample.file}: not recognised as the same mail as {sample.duplicate_of}"]
        if len(said["cases"]) != len(sample.cases):
            return [f"{sample.file}: {len(said['cases'])} cases instead of {len(sample.cases)}"]
        return []

    def _next(self) -> Sample | None:
        for sample in self.manifest.emails:
            if sample.file not in self.said and all(map(self._mail_rests, sample.after)):
                return sample
        return None

    def _mail_rests(self, file: str) -> bool:
        return file in self.said and all(map(self._rests, self.said[file]["cases"]))

    def _rests(self, case: str) -> bool:
        return case in self.rows and self.rows[case]["state"] != RUNNING

    def _is_news(self, case: str) -> bool:
        return case not in self.stories or self.stories[case]["state"] != self.rows[case]["state"]

    def _delivered(self) -> list[Sample]:
        return [sample for sample in self.manifest.emails if sample.file in self.said and not sample.duplicate_of]

    def _cases(self) -> list[str]:
        return [case for sample in self._delivered() for case in self.said[sample.file]["cases"]]
