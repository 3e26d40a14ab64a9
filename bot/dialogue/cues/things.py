"""Papers that a conversation is about: "in Serbian there?" asks it of the one just named."""

from collections.abc import Iterable

from knowledge import Entry, EntryKind, Knowledge
from knowledge.units import BULLET, sentences_of

# Meanings of the lexicon that name one paper each; "certificate" or "contract" may be any.
_PAPERS = frozenset(
    "@" + one
    for one in (
        "attendance-certificate",
        "diploma-supplement",
        "grading-document",
        "learning-agreement",
        "transcript",
    )
)
# An entry is about what this share of the ways to ask for it names.
_ABOUT = 0.4


class Things:
    """The papers that entries are about, and that messages name."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._sayings = knowledge.sayings
        self._of = dict[str, frozenset[str]]()
        self._spoken_of = dict[str, str | None]()

    def named(self, text: str) -> str | None:
        """Return the one paper that a message names; None for none, or several."""
        return _only(self._sayings.meanings(text))

    def all_named(self, text: str) -> frozenset[str]:
        """Return all papers that a message names."""
        return _PAPERS.intersection(self._sayings.meanings(text))

    def spoken_of(self, entry: Entry) -> str | None:
        """Return the paper that is spoken of once an entry was told, by its first line at last."""
        if entry.id not in self._spoken_of:
            self._spoken_of[entry.id] = self._find_spoken_of(entry)
        return self._spoken_of[entry.id]

    def _find_spoken_of(self, entry: Entry) -> str | None:
        if entry.kind is EntryKind.TALK:
            return None
        own = _only(self._sayings.title(entry.id)) or _only(self.of(entry))
        if own is not None:
            return own
        first = entry.answer.en.strip().partition("\n")[0]
        told = [one for one in map(self._named_in, sentences_of(first)) if one is not None]
        return told[-1] if told else None

    def _named_in(self, sentence: str) -> str | None:
        return _only(self._sayings.of_sentence(sentence))

    def listed(self, entry: Entry) -> frozenset[str]:
        """Return the papers that the items of an entry's list name."""
        lines = entry.answer.en.split("\n")
        items = (self._sayings.of_sentence(one) for one in lines if one.startswith(BULLET))
        return _PAPERS & frozenset[str]().union(*items)

    def of(self, entry: Entry) -> frozenset[str]:
        """Return the papers that an entry is asked about."""
        if entry.id not in self._of:
            named = self._sayings.title(entry.id) | self._sayings.usual(entry.id, _ABOUT)
            self._of[entry.id] = named & _PAPERS
        return self._of[entry.id]


def _only(features: Iterable[str]) -> str | None:
    papers = _PAPERS.intersection(features)
    return next(iter(papers)) if len(papers) == 1 else None
