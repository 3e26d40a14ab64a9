"""From the folder of YAML files to entries, sources and facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.conditions import read_condition
from knowledge.entry import Bilingual, Document, Entry, OverviewLine, Source
from knowledge.files import read, validate
from knowledge.problem import Problem
from knowledge.schema import DOCUMENTS, FACTS, BilingualForm, EntryForm, LineForm
from rules.strict_yaml import YamlDocument

FOLDER = Path(__file__).parent
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
    """

    entries: Mapping[str, Entry]
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    places: Mapping[str, tuple[YamlDocument, int]]
    problems: tuple[Problem, ...]

    def line(self, entry: Entry, *part: str | int) -> int:
        """Return the line of a part of an entry: `line(entry, "phrasings", "sr", 3)`."""
        document, number = self.places[entry.id]
        return document.line((number, *part))


def collect(folder: Path = FOLDER) -> Collection:
    """Read `entries/`, `sources.yaml` and `facts.yaml`. Nothing is raised: problems are listed."""
    problems: list[Problem] = []
    sources = _sources(folder / "sources.yaml", problems)
    facts = _facts(folder / "facts.yaml", problems)
    entries: dict[str, Entry] = {}
    places: dict[str, tuple[YamlDocument, int]] = {}
    for file in entry_files(folder):
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
            elif document:
                entries[form.id] = _entry(form, file, line)
                places[form.id] = (document, number)
    return Collection(entries, sources, facts, places, tuple(problems))


def entry_files(folder: Path) -> list[Path]:
    """Return the files that hold entries, in alphabetical order."""
    return sorted((folder / "entries").rglob("*.yaml"))


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


def _entry(form: EntryForm, file: Path, line: int) -> Entry:
    declared = {} if form.holds_for == "always" else form.holds_for
    return Entry(
        id=form.id,
        institution=form.institution,
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
        follow_ups=_follow_ups(form),
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


def _line(form: LineForm) -> OverviewLine:
    return OverviewLine(_bilingual(form), form.entry, form.tool, form.programme, form.most_for)


def _bilingual(form: BilingualForm) -> Bilingual:
    return Bilingual(sr=form.sr, en=form.en)


def _sources(file: Path, problems: list[Problem]) -> dict[str, Source]:
    content = read(file, problems)
    forms = validate(content, DOCUMENTS, problems) if content else None
    sources: dict[str, Source] = {}
    for name, form in (forms or {}).items():
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
    return sources


def _facts(file: Path, problems: list[Problem]) -> dict[str, Fact]:
    if not file.exists():
        return {}
    document = read(file, problems)
    forms = validate(document, FACTS, problems) if document and document.value else None
    facts: dict[str, Fact] = {}
    for number, form in enumerate(forms or ()):
        line = document.line((number,)) if document else 1
        if form.id in facts:
            problems.append(
                Problem(file, line, f"the fact {form.id!r} stands twice; keep one of them")
            )
        facts[form.id] = Fact(form.id, form.source, form.about, file, line)
    return facts
