"""Leads: each is a sentence of its answer, and is understood where it stands first."""

from collections.abc import Iterator

from knowledge import markup
from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.entry import Entry, Lead
from knowledge.files import read
from knowledge.nearest_name import did_you_mean
from knowledge.problem import Problem
from knowledge.units import hangs, units_of

_ASPECTS = "aspects.yaml"


def check(subject: Subject) -> Iterator[Problem]:
    """Yield leads that are no sentence of the answer, hang, or are asked for by nothing known."""
    aspects = _aspects(subject)
    for entry in subject.looked_at:
        for number, lead in enumerate(entry.leads):
            yield from _asked(subject, entry, lead, number, aspects)
            for language in LANGUAGES:
                yield from _written(subject, entry, lead, number, language)


def _asked(
    subject: Subject, entry: Entry, lead: Lead, number: int, aspects: frozenset[str]
) -> Iterator[Problem]:
    for name in lead.aspects:
        if name not in aspects:
            message = f"there is no aspect {name!r}{did_you_mean(name, sorted(aspects))}"
            yield subject.problem(entry, message, "leads", number, "asked")
    if not (lead.aspects or any(lead.words)) and lead.text is None:
        message = (
            "nothing asks for this lead; write aspects, sr and en words under asked:, or a lead:"
        )
        yield subject.problem(entry, message, "leads", number)


def _written(
    subject: Subject, entry: Entry, lead: Lead, number: int, language: str
) -> Iterator[Problem]:
    place = ("leads", number, "starts", language)
    starts = _plain(lead.starts.authored(language))
    text = "\n".join(text for part, text in entry.texts(language) if part[0] != "leads")
    found = [one for one in units_of(text) if _plain(one.html).startswith(starts)]
    if len(found) != 1:
        message = f"{starts!r} begins {len(found)} sentences of the answer; it must begin one"
        yield subject.problem(entry, message, *place)
        return
    told = found[0].words if lead.text is None else _plain(lead.text.authored(language))
    if not found[0].is_item and hangs(told):
        where = place if lead.text is None else ("leads", number, "lead", language)
        message = (
            f"{told.partition('.')[0]!r} points back to another sentence, so it cannot come first; "
            "name what it is about, or give a lead: that does"
        )
        yield subject.problem(entry, message, *where)


def _plain(text: str) -> str:
    return " ".join(markup.parse(text).words.split())


def _aspects(subject: Subject) -> frozenset[str]:
    document = read(subject.folder / _ASPECTS, [])
    found = [] if document is None or not isinstance(document.value, list) else document.value
    return frozenset(str(one["aspect"]) for one in found if isinstance(one, dict))
