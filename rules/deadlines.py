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


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The days that are counted back from the semester in which studies go on at home.

    Attributes:
        proposal_by: the coordinators' proposal is with the Director at the latest.
        documents_by: the documents are with the Student Affairs Office at the latest.
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
    before_proposal, before_documents = numbers.days(_PROPOSAL), numbers.days(_DOCUMENTS)
    notes = [
        Note(
            "rules.deadlines.proposal",
            {"days": days(before_proposal)},
            source=proposal.reference,
        ),
        Note(
            "rules.deadlines.documents",
            {"days": days(before_documents)},
            source=documents.reference,
        ),
        Note("rules.deadlines.student", source=proposal.reference),
        Note("rules.deadlines.calendar_days", source=proposal.reference),
    ]
    stale = stale_note([proposal, documents], on)
    if stale is not None:
        notes.append(stale)
    return Deadlines(
        proposal_by=start - timedelta(days=before_proposal),
        documents_by=start - timedelta(days=before_documents),
        notes=tuple(notes),
        institution=institution,
        sources=tuple(dict.fromkeys((proposal.reference, documents.reference))),
    )
