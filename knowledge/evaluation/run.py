"""Putting questions to the finder, and phrasings to finders that have not seen them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.entry import Entry, EntryKind
from knowledge.evaluation.heldout import Material, held_out
from knowledge.evaluation.outcome import Asked
from knowledge.evaluation.question import LabelledQuestion
from knowledge.finder import Finder
from knowledge.finder.lexicon import Lexicon, Meaning
from knowledge.second_opinion import Ranker
from knowledge.understanding import about, examples, material_of, phrasings, prepare
from locales import Locale
from rules.institutions import ANY

_KEEP = 5


@dataclass(frozen=True, slots=True)
class Workbench:
    """Everything that a measurement needs.

    Attributes:
        entries: by id.
        meanings: the lexicon.
        outside: questions that nothing here answers.
        finder: over all of it, as it answers people.
    """

    entries: Mapping[str, Entry]
    meanings: Sequence[Meaning]
    outside: Sequence[str]
    finder: Finder

    def ask(self, text: str, question: LabelledQuestion, ranker: Ranker | None = None) -> Asked:
        """Put a question to the finder, or to a ranker over it, in these words."""
        among = None if question.institution is None else self.told_by(question.institution)
        found = tuple((ranker or self.finder).rank(text, among, limit=_KEEP))
        return self.judge(found, question.entry, question.also)

    def told_by(self, institution: str) -> frozenset[str]:
        """Return the entries that a question naming an institution may find."""
        own = (institution, ANY)
        return frozenset(name for name, entry in self.entries.items() if entry.institution in own)

    def judge(
        self, found: Sequence[tuple[str, float]], expected: str | None, also: Sequence[str] = ()
    ) -> Asked:
        """Return a ranking beside what was expected."""
        best = self.entries[found[0][0]]
        right = self.entries.get(expected or "")
        neighbour = right is not None and right is not best and _are_neighbours(right, best)
        return Asked(expected, found, best.kind is not EntryKind.GAP, neighbour, also)

    def ask_all(
        self,
        questions: Iterable[LabelledQuestion],
        noise: Callable[[str, Locale], str] | None = None,
    ) -> list[Asked]:
        """Put many questions, each with noise if so wished."""
        return [
            self.ask(noise(question.text, question.locale) if noise else question.text, question)
            for question in questions
        ]

    def held_out(
        self, passes: int | None = None, folds: int = 10
    ) -> tuple[list[Asked], list[Asked]]:
        """Ask every phrasing and every outside question of a finder that has not seen it.

        Examples are learned from and not asked.
        """
        asked = phrasings(self.entries.values())
        material = Material(
            asked=asked,
            beside=examples(self.entries.values()),
            told=about(self.entries.values()),
            outside=self.outside,
            lexicon=Lexicon(self.meanings),
            calibration=self.finder.trained.calibration,
            passes=passes,
            folds=folds,
        )
        found, outside = held_out(material)
        return (
            [self.judge(one, label) for one, (_, label) in zip(found, asked, strict=True)],
            [self.judge(one, None) for one in outside],
        )


def _are_neighbours(one: Entry, other: Entry) -> bool:
    """Return whether they tell a fact in common, or one leads to the other."""
    in_common = set(one.facts) & set(other.facts)
    return bool(in_common) or one.id in _leads_to(other) or other.id in _leads_to(one)


def _leads_to(entry: Entry) -> set[str | None]:
    return {*entry.related, *(line.entry for line in entry.lines)}


def set_up(folder: Path) -> Workbench:
    """Read everything and make the finder ready.

    Raises:
        KnowledgeError: with every problem in the files.
    """
    entries, meanings, outside = material_of(folder)
    finder = prepare(entries, meanings, outside)
    return Workbench({entry.id: entry for entry in entries}, meanings, outside, finder)
