"""By when recognition must be asked for, counted back from the semester."""

from dataclasses import dataclass
from datetime import date, timedelta

from rules.condition import Numbers
from rules.institutions import Institution
from rules.reading import read_date
from rules.staleness import stale_note
from rules.verdict import Note
from rules.wording import days

_PROPOSAL, _DOCUMENTS = "recognition.proposal_days", "recognition.documents_days"
# What is said, and of which of the two days; where it is known who must act, and where it is not.
_BY_COORDINATORS = (
    ("rules.deadlines.proposal", _PROPOSAL),
    ("rules.deadlines.documents", _DOCUMENTS),
    ("rules.deadlines.student", ""),
    ("rules.deadlines.calendar_days", ""),
)
_PLAIN = (
    ("rules.deadlines.plain.proposal", _PROPOSAL),
    ("rules.deadlines.plain.documents", _DOCUMENTS),
    ("rules.deadlines.plain.calendar_days", ""),
)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The days that are counted back from the semester in which studies go on at home.

    Attributes:
        proposal_by: the proposal for recognition is made at the latest.
        documents_by: the documents are handed in at the latest.
        notes: who must act, and what the source leaves open.
        institution: whose deadlines these are.
        sources: the sections that set them.
    """

    proposal_by: date
    documents_by: date
    notes: tuple[Note, ...]
    institution: Institution
    sources: tuple[str, ...]


def deadlines(
    semester_start: date, institution: Institution, numbers: Numbers, on: date
) -> Deadlines:
    """Return both days, counted in calendar days.

    Raises:
        FactError: for something that is not a day.
    """
    start = read_date("semester_start", semester_start)
    proposal, documents = numbers[_PROPOSAL], numbers[_DOCUMENTS]
    notes = [*rule(institution, numbers)]
    stale = stale_note([proposal, documents], on)
    if stale is not None:
        notes.append(stale)
    return Deadlines(
        proposal_by=start - timedelta(days=numbers.days(_PROPOSAL)),
        documents_by=start - timedelta(days=numbers.days(_DOCUMENTS)),
        notes=tuple(notes),
        institution=institution,
        sources=tuple(dict.fromkeys((proposal.reference, documents.reference))),
    )


def rule(institution: Institution, numbers: Numbers) -> tuple[Note, ...]:
    """Return how long before a semester each thing is due, whenever that begins."""
    told = _BY_COORDINATORS if institution.coordinators_propose else _PLAIN
    counted = {name: days(numbers.days(name)) for name in (_PROPOSAL, _DOCUMENTS)}
    return tuple(
        Note(
            message,
            {"days": counted[name]} if name in counted else {},
            source=numbers[name or _PROPOSAL].reference,
        )
        for message, name in told
    )
