"""What an answer was about, so that the next question need not say it again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.session import Session
from bot.forms.slots import STAFF_STAYS
from bot.messages.voice import Voice
from knowledge import Entry, Knowledge

STAFF = "staff"
# Tools that compute by the Academy's rules; the others go by those of Belgrade.
_OF_THE_ACADEMY = frozenset({"grade", "deadlines"})


@dataclass(frozen=True, slots=True)
class Subject:
    """What the last answer was about.

    Attributes:
        entry: the entry that answered; None for a computed answer, and where entries were offered.
        matter: the kind of mobility, `staff` for both kinds of staff mobility; None for any.
        institution: whose rule was told; None for nobody's.
    """

    entry: Entry | None
    matter: str | None
    institution: str | None

    def words(self, voice: Voice) -> str:
        """The kind of mobility as people name it; empty where there is none."""
        return "" if self.matter is None else voice.label(f"subject.{self.matter}")


def subject_of(session: Session, knowledge: Knowledge) -> Subject | None:
    """What the last answer was about, or all that was offered; None where it was no one matter."""
    last, interview = session.last, session.interview
    if last.computed and interview is not None:
        programme = interview.answers.get("programme")
        institution = "asss" if interview.tool in _OF_THE_ACADEMY else "ub"
        return Subject(None, None if programme is None else _matter(str(programme)), institution)
    if last.suggested:
        offered = [knowledge.entries[one] for one in last.entries if one in knowledge.entries]
        return _of_all(offered, knowledge)
    entry = knowledge.entries.get(next(iter(last.entries), ""))
    if entry is None:
        return None
    return Subject(entry, matter_of(entry, knowledge), _told_by(entry))


def _of_all(entries: Sequence[Entry], knowledge: Knowledge) -> Subject | None:
    """What candidates are about, where all are about the same kind of mobility."""
    matters = {matter_of(entry, knowledge) for entry in entries}
    institutions = {_told_by(entry) for entry in entries}
    if len(matters) != 1 or None in matters or len(institutions) != 1:
        return None
    return Subject(None, matters.pop(), institutions.pop())


def _told_by(entry: Entry) -> str | None:
    return None if entry.institution == "any" else entry.institution.value


def matter_of(entry: Entry, knowledge: Knowledge) -> str | None:
    """The kind of mobility an entry is about: its own, or that of most entries of its file."""
    if entry.programme is not None:
        return _matter(entry.programme)
    matters = [
        None if one.programme is None else _matter(one.programme) for one in knowledge.beside(entry)
    ]
    matter, number = Counter(matters).most_common(1)[0]
    return matter if number * 2 > len(matters) else None


def _matter(programme: str) -> str:
    return STAFF if programme in STAFF_STAYS else programme
