"""Kinds of mobility: which one an entry, a programme or a message is about."""

from collections import Counter
from datetime import date

from bot.dialogue.cues.things import Things
from bot.messages.voice import Voice
from bot.understanding import Understanding, understand
from bot.understanding.once import once
from bot.understanding.people.roles import ANY_STAFF, STAFF
from knowledge import Entry, EntryKind, Knowledge
from rules.programme import ProgrammeKind
from rules.programmes.names import known_programmes

STAFF_MATTER = "staff"
"""Both kinds of staff mobility: whoever asks on about staff seldom says which."""
# What a title names does not go by the day.
_ANY_DAY = date(2000, 1, 1)


class Matters:
    """The kinds of mobility that entries are about."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.things = Things(knowledge)
        # By entry, as far as it was asked for, or is known from an earlier start.
        self.known: dict[str, str | None] = {}

    def of(self, entry: Entry) -> str | None:
        """Return the kind of mobility an entry is about; None for any."""
        if entry.id not in self.known:
            self.known[entry.id] = self._found(entry)
        return self.known[entry.id]

    def _found(self, entry: Entry) -> str | None:
        """Return an entry's own kind, that of most of its file, or the one its title names."""
        if entry.programme is not None:
            return matter_of_programme(entry.programme)
        if entry.kind in (EntryKind.TALK, EntryKind.OVERVIEW):
            return None
        matters = [
            None if one.programme is None else matter_of_programme(one.programme)
            for one in self.knowledge.beside(entry)
        ]
        matter, number = Counter(matters).most_common(1)[0]
        if matter is not None and number * 2 > len(matters):
            return matter
        return matter_named(understand(entry.title.authored("en"), _ANY_DAY))


def matter_of_programme(programme: str) -> str:
    """Return the kind of mobility of a programme."""
    known = known_programmes().get(programme)
    of_staff = known is not None and known.kind is ProgrammeKind.STAFF
    return STAFF_MATTER if of_staff else programme


def matter_words(matter: str, voice: Voice) -> str:
    """Return the name of a kind of mobility, by the one that its institution gives it."""
    own = known_programmes().get(matter)
    if own is None or own.title is None:
        return voice.label(f"subject.{matter}")
    return voice.plain(own.title)


@once
def matter_named(reading: Understanding) -> str | None:
    """Return the kind of mobility that a message names; None where it names none, or several."""
    matters = {matter_of_programme(one) for one in reading.programmes}
    if len(matters) == 1:
        return matters.pop()
    role = reading.case.get("role")
    of_staff = role in STAFF or any(one.reason == ANY_STAFF for one in reading.ambiguous)
    return STAFF_MATTER if of_staff and not matters else None
