"""Names that lead nowhere: entries, sources, facts, parameters, forms, programmes."""

from collections.abc import Iterator

from knowledge import markup
from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.entry import Entry, EntryKind, Tool
from knowledge.figures import Figures, FormError, form_of
from knowledge.nearest_name import did_you_mean
from knowledge.problem import Problem
from rules.institutions import ANY
from rules.programmes.names import known_programmes

_WITH_PROGRAMME = (Tool.ELIGIBILITY, Tool.GRANT, Tool.DURATION)


def check(subject: Subject) -> Iterator[Problem]:
    """Yield every name in an entry that does not exist, or does not fit there."""
    for entry in subject.looked_at:
        yield from check_entry(subject, entry)
    yield from _fact_sources(subject)
    yield from _same_question(subject)


def check_entry(subject: Subject, entry: Entry) -> Iterator[Problem]:
    """Yield every name in one entry that does not exist, or does not fit there."""
    yield from _sources(subject, entry)
    yield from _facts(subject, entry)
    yield from _related(subject, entry)
    yield from _tool(subject, entry)
    yield from _lines(subject, entry)
    yield from _figures(subject, entry)


def _sources(subject: Subject, entry: Entry) -> Iterator[Problem]:
    known = subject.collection.sources
    whose = {known[name].document.institution for name in entry.sources if name in known}
    for number, name in enumerate(entry.sources):
        if name not in known:
            message = f"the source {name!r} is not in sources.yaml{did_you_mean(name, known)}"
            yield subject.problem(entry, message, "sources", number)
            continue
        document = known[name].document
        if not document.outside and entry.institution not in (
            ANY,
            document.institution,
        ):
            message = (
                f"belongs to {entry.institution} and rests on {name!r}, a text of "
                f"{document.institution}; a rule of one institution is never told as another's"
            )
            alone = entry.institution not in whose
            yield subject.problem(entry, message, "sources", number, error=alone)
    if entry.kind in (EntryKind.ANSWER, EntryKind.OVERVIEW) and not entry.sources:
        message = (
            f"an {entry.kind} needs at least one source; name it, or make it kind: gap or talk"
        )
        yield subject.problem(entry, message)
    if entry.kind is EntryKind.ANSWER and entry.institution == ANY:
        message = "institution: any is for overviews, gaps and talk; an answer is somebody's rule"
        yield subject.problem(entry, message, "institution")


def _facts(subject: Subject, entry: Entry) -> Iterator[Problem]:
    known = subject.collection.facts
    for number, name in enumerate(entry.facts):
        if known and name not in known:
            message = f"the fact {name!r} is not in facts.yaml{did_you_mean(name, known)}"
            yield subject.problem(entry, message, "facts", number)


def _related(subject: Subject, entry: Entry) -> Iterator[Problem]:
    known = subject.collection.entries
    for number, name in enumerate(entry.related):
        if name not in known:
            message = f"the related entry {name!r} does not exist{did_you_mean(name, known)}"
            yield subject.problem(entry, message, "related", number)
        elif name == entry.id or name in entry.related[:number]:
            message = f"the related entry {name!r} is this one, or stands twice; remove it"
            yield subject.problem(entry, message, "related", number)


def _lines(subject: Subject, entry: Entry) -> Iterator[Problem]:
    """Yield lines outside an overview, and those that do not lead to one entry or one tool."""
    if (entry.kind is EntryKind.OVERVIEW) != bool(entry.lines):
        message = "an overview has lines:, and only an overview has them"
        yield subject.problem(entry, message)
    known = subject.collection.entries
    for number, line in enumerate(entry.lines):
        if (line.entry is None) == (line.tool is None):
            message = "a line leads to an entry or to a tool: write entry: or tool:, one of them"
            yield subject.problem(entry, message, "lines", number)
        elif line.entry is not None and line.entry not in known:
            message = f"the entry {line.entry!r} does not exist{did_you_mean(line.entry, known)}"
            yield subject.problem(entry, message, "lines", number, "entry")
        elif line.entry == entry.id:
            message = "a line leads on, and this one leads back to its own overview"
            yield subject.problem(entry, message, "lines", number, "entry")
        if line.programme is not None:
            yield from _programme(subject, entry, line.programme, line.tool, "lines", number)


def _tool(subject: Subject, entry: Entry) -> Iterator[Problem]:
    if entry.programme is None:
        return
    yield from _programme(subject, entry, entry.programme, entry.tool)


def _programme(
    subject: Subject, entry: Entry, programme: str, tool: Tool | None, *place: str | int
) -> Iterator[Problem]:
    if programme not in known_programmes():
        message = f"there is no programme {programme!r}; allowed: {', '.join(known_programmes())}"
        yield subject.problem(entry, message, *place, "programme")
    elif tool not in _WITH_PROGRAMME:
        allowed = " or ".join(_WITH_PROGRAMME)
        yield subject.problem(entry, f"a programme goes with tool: {allowed}", *place, "programme")


def _figures(subject: Subject, entry: Entry) -> Iterator[Problem]:
    figures = subject.figures.at(entry.institution)
    for language in LANGUAGES:
        for place, text in entry.texts(language):
            for placeholder in markup.parse(text).placeholders:
                message = _figure_fault(subject, entry, placeholder, figures)
                if message:
                    below = text.split(placeholder.raw)[0].count("\n")
                    yield subject.problem(entry, message, *place, below=below)


def _figure_fault(
    subject: Subject, entry: Entry, placeholder: markup.Placeholder, figures: Figures
) -> str | None:
    known = figures.parameter_names()
    if placeholder.name not in known:
        return (
            f"{placeholder.raw}: there is no such parameter{did_you_mean(placeholder.name, known)}"
        )
    try:
        figure = figures.parameter(placeholder.name, on=subject.on)
        form_of(figure, placeholder.form)
    except (FormError, LookupError) as error:
        return f"{placeholder.raw}: {error}"
    whose = _whose(subject, figure.reference)
    if figure.outside or whose in (None, ANY) or entry.institution in (whose, ANY):
        return None
    return (
        f"{placeholder.raw}: this number is that of {whose}, and the answer that of "
        f"{entry.institution}, which has none of that name; leave it out, or add the number to "
        f"the parameters of {entry.institution}"
    )


def _whose(subject: Subject, reference: str) -> str | None:
    """Return the institution whose text a source is; None where it is no text of one."""
    source = subject.collection.sources.get(reference)
    return None if source is None else source.document.institution


def _fact_sources(subject: Subject) -> Iterator[Problem]:
    known = subject.collection.sources
    for fact in subject.collection.facts.values():
        if fact.source not in known:
            message = (
                f"{fact.id}: the source {fact.source!r} is not in sources.yaml"
                f"{did_you_mean(fact.source, known)}"
            )
            yield Problem(fact.file, fact.line, message)


def _same_question(subject: Subject) -> Iterator[Problem]:
    groups: dict[str, list[Entry]] = {}
    for entry in subject.entries:
        if entry.same_question:
            groups.setdefault(entry.same_question, []).append(entry)
    for word, entries in groups.items():
        if len({entry.institution for entry in entries}) < 2:
            message = (
                f"same_question: {word} is for entries of different institutions, "
                "and only one has it; add it to the other entry, or remove it"
            )
            yield subject.problem(entries[0], message, "same_question", error=False)
