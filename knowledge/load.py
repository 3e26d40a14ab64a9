"""From the folder of YAML files to entries, sources and facts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.conditions import read_condition
from knowledge.entry import Document, Entry, Lead, OverviewLine, Source
from knowledge.examples import NO_EXAMPLES, add_examples
from knowledge.files import read, validate
from knowledge.parts import FOLDER, owner_of, parts_of, topic_of
from knowledge.problem import Problem
from knowledge.schema import DOCUMENTS, FACTS, BilingualForm, EntryForm, LeadForm, LineForm
from locales import Bilingual
from rules.calls import calls_in, read_call
from rules.institutions import ANY, BUILT_IN, SHARED, registry
from rules.strict_yaml import StrictYamlError, YamlDocument

_ONE_ENTRY: TypeAdapter[EntryForm] = TypeAdapter(EntryForm)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the sources say and the entries must cover."""

    id: str
    source: str
    about: str
    file: Path
    line: int


@dataclass(frozen=True, slots=True)
class Collection:
    """What the files hold, before anything is rendered or found.

    Attributes:
        entries: by id, in the order of the files' names and of the entries in them.
        sources: every `document/section` by id.
        facts: what must be covered, by id.
        places: the file of each entry and its number in it, to find the line of any part of it.
        problems: everything that is wrong with the files themselves.
        parts: the folders that were read.
    """

    entries: Mapping[str, Entry]
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    places: Mapping[str, tuple[YamlDocument, int]]
    problems: tuple[Problem, ...]
    parts: tuple[Path, ...]

    def line(self, entry: Entry, *part: str | int) -> int:
        """Return the line of a part of an entry: `line(entry, "phrasings", "sr", 3)`."""
        document, number = self.places[entry.id]
        return document.line((number, *part))


def collect(folder: Path = FOLDER) -> Collection:
    """Read entries, sources and facts of all institutions. Nothing is raised: problems are listed.

    Args:
        folder: what the institutions share, and `institutions/` with a folder of each.
    """
    problems: list[Problem] = []
    parts = parts_of(folder)
    sources: dict[str, Source] = {}
    facts: dict[str, Fact] = {}
    for part in parts:
        if part == folder or (part / "sources.yaml").exists():
            _read_sources(part / "sources.yaml", sources, problems)
        _read_facts(part / "facts.yaml", facts, problems)
    for part in (folder / BUILT_IN.name / SHARED, *parts):
        _read_calls(part, sources, problems)
    entries: dict[str, Entry] = {}
    places: dict[str, tuple[YamlDocument, int]] = {}
    for file in entry_files(parts):
        document = read(file, problems)
        for number, form in _entry_forms(document, problems):
            line = document.line((number,)) if document else 1
            if form.id in entries:
                other = entries[form.id]
                problems.append(
                    Problem(
                        file,
                        line,
                        f"the id {form.id!r} is taken ({other.file}:{other.line}); choose another",
                    )
                )
            elif document and _belongs(form, document, number, problems):
                entries[form.id] = _entry(form, file, line)
                places[form.id] = (document, number)
    add_examples(parts, entries, problems)
    return Collection(entries, sources, facts, places, tuple(problems), parts)


def entry_files(parts: Iterable[Path]) -> list[Path]:
    """Return the files that hold entries, in alphabetical order of their topics."""
    files = (file for part in parts for file in (part / "entries").rglob("*.yaml"))
    return sorted(files, key=topic_of)


def _entry_forms(
    document: YamlDocument | None, problems: list[Problem]
) -> Iterator[tuple[int, EntryForm]]:
    """Yield the entries of a file that have the right shape: a faulty one hides no other."""
    if document is None or document.value is None:
        return
    if not isinstance(document.value, list):
        problems.append(
            Problem(document.file, 1, "must be a list of entries; each begins with '- id: …'")
        )
        return
    for number in range(len(document.value)):
        form = validate(document, _ONE_ENTRY, problems, within=(number,))
        if form is not None:
            yield number, form


def _belongs(form: EntryForm, document: YamlDocument, number: int, problems: list[Problem]) -> bool:
    """Return whether an entry is of an institution that there is, and stands in its folder."""
    owner = owner_of(document.file)
    given = form.institution or owner
    allowed = (*registry().ids, ANY) if owner is None else (owner, ANY)
    if given in allowed:
        return True
    named = ", ".join(allowed)
    message = (
        f"'institution' is missing here; add it: {named}"
        if given is None
        else f"institution: {given!r} is not allowed; allowed: {named}"
    )
    line = document.line((number, "institution"))
    problems.append(Problem(document.file, line, message))
    return False


def _entry(form: EntryForm, file: Path, line: int) -> Entry:
    declared = {} if form.holds_for == "always" else form.holds_for
    return Entry(
        id=form.id,
        institution=form.institution or owner_of(file) or ANY,
        kind=form.kind,
        title=_bilingual(form.title),
        phrasings={"sr": form.phrasings.sr, "en": form.phrasings.en},
        answer=_bilingual(form.answer),
        lines=tuple(map(_line, form.lines)),
        sources=form.sources,
        facts=form.facts,
        tool=form.tool,
        programme=form.programme,
        same_question=form.same_question,
        contact=form.contact,
        conditions=tuple(read_condition(fact, written) for fact, written in declared.items()),
        unconditional=form.holds_for == "always",
        needs=_needs(form),
        related=form.related,
        leads=tuple(map(_lead, form.leads)),
        items_hold=form.items_hold,
        follow_ups=_follow_ups(form),
        examples=NO_EXAMPLES,
        file=file,
        line=line,
    )


def _needs(form: EntryForm) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    if form.needs is None:
        return None
    return ((), ()) if form.needs == "nothing" else (form.needs.sr, form.needs.en)


def _follow_ups(form: EntryForm) -> dict[str, tuple[str, ...]]:
    if form.follow_ups is None:
        return {"sr": (), "en": ()}
    return {"sr": form.follow_ups.sr, "en": form.follow_ups.en}


def _lead(form: LeadForm) -> Lead:
    text = None if form.lead is None else _bilingual(form.lead)
    return Lead(_bilingual(form.starts), text, form.asked.aspects, (form.asked.sr, form.asked.en))


def _line(form: LineForm) -> OverviewLine:
    return OverviewLine(_bilingual(form), form.entry, form.tool, form.programme, form.most_for)


def _bilingual(form: BilingualForm) -> Bilingual:
    return Bilingual(sr=form.sr, en=form.en)


def _read_sources(file: Path, sources: dict[str, Source], problems: list[Problem]) -> None:
    content = read(file, problems)
    forms = validate(content, DOCUMENTS, problems) if content else None
    taken = {source.document.id for source in sources.values()}
    for name, form in (forms or {}).items():
        if content and name in taken:
            message = f"the document {name!r} stands in another sources.yaml too; rename one"
            problems.append(Problem(file, content.line((name,)), message))
            continue
        document = Document(
            id=name,
            title=_bilingual(form.title),
            institution=form.institution,
            outside=form.outside,
            link=form.link,
            checked_on=form.checked_on,
            sections={key: _bilingual(section) for key, section in form.sections.items()},
        )
        for key, section in document.sections.items():
            sources[f"{name}/{key}"] = Source(f"{name}/{key}", document, section)


def _read_calls(part: Path, sources: dict[str, Source], problems: list[Problem]) -> None:
    """Add the section of each call to its document, where `sources.yaml` does not have it."""
    documents = {source.document.id: source.document for source in sources.values()}
    for file in calls_in(part):
        try:
            call = read_call(file)
        except StrictYamlError as error:
            problems.append(Problem(error.file, max(error.line, 1), error.message))
            continue
        document = documents.get(call.source.partition("/")[0])
        if document is None:
            message = f"the document of {call.source} is in no sources.yaml; add it there"
            problems.append(Problem(file, 1, message))
        elif call.source not in sources:
            sources[call.source] = Source(call.source, document, call.section)


def _read_facts(file: Path, facts: dict[str, Fact], problems: list[Problem]) -> None:
    if not file.exists():
        return
    document = read(file, problems)
    forms = validate(document, FACTS, problems) if document and document.value else None
    for number, form in enumerate(forms or ()):
        line = document.line((number,)) if document else 1
        if form.id in facts:
            problems.append(
                Problem(file, line, f"the fact {form.id!r} stands twice; keep one of them")
            )
        facts[form.id] = Fact(form.id, form.source, form.about, file, line)
