"""Programmes of all institutions by name: how people call them, and which kind each is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from locales import Bilingual, fold
from rules.institutions import Registry, registry
from rules.phrases import ways_of
from rules.programme import SHORT_KINDS, ProgrammeKind
from rules.strict_yaml import Mistakes, StrictYamlError, read_yaml


@dataclass(frozen=True, slots=True)
class NamedProgramme:
    """A programme as far as its name tells.

    Attributes:
        kind: which of the known kinds it is.
        title: its name as it stands alone; None where the catalogues have one for it.
        words: phrases that name it beside those of the vocabulary.
        institutions: who has a programme of the name.
        paid_by_day: amounts by the day are published for it.
    """

    kind: ProgrammeKind
    title: Bilingual | None
    words: tuple[str, ...]
    institutions: tuple[str, ...]
    paid_by_day: bool = False


def known_programmes() -> Mapping[str, NamedProgramme]:
    """Return the programmes of the institutions in use by name; of two, the first."""
    return _known(registry())


@lru_cache(maxsize=4)
def _known(institutions: Registry) -> Mapping[str, NamedProgramme]:
    found: dict[str, NamedProgramme] = {}
    for one in (institutions[name] for name in institutions.available):
        files = (one.folder / "programmes").glob("*.yaml")
        for file in sorted(files, key=lambda file: (_place(file.stem, one.programmes), file.stem)):
            try:
                given = read_yaml(file).value
            except StrictYamlError:
                continue  # told by who reads the rules
            if isinstance(given, dict) and given.get("kind") in list(ProgrammeKind):
                title = given.get("title")
                named = (
                    Bilingual(str(title["sr"]), str(title["en"]))
                    if isinstance(title, dict) and {"sr", "en"} <= title.keys()
                    else None
                )
                words = given.get("words")
                phrases = tuple(fold(str(one)) for one in words) if isinstance(words, list) else ()
                kind = ProgrammeKind(str(given["kind"]))
                known = found.setdefault(file.stem, NamedProgramme(kind, named, (), ()))
                found[file.stem] = replace(
                    known,
                    words=(*known.words, *phrases),
                    institutions=(*known.institutions, one.id),
                    paid_by_day=known.paid_by_day or given.get("paid_by_day") is True,
                )
    return found


def hold_words_apart(files: Iterable[Path]) -> None:
    """Make sure that no words name two programmes of an institution.

    Raises:
        StrictYamlError: for those that do.
    """
    first: dict[str, str] = {}
    mistakes = Mistakes()
    for file in files:
        try:
            document = read_yaml(file)
        except StrictYamlError:
            continue  # told by who reads the programme
        words = document.value.get("words") if isinstance(document.value, dict) else None
        for place, phrase in enumerate(words if isinstance(words, list) else ()):
            for way in sorted(ways_of(fold(str(phrase)))):
                named = first.setdefault(way, file.stem)
                if named != file.stem:
                    message = f"{way!r} names the programme {named} already; take it out of one"
                    mistakes.add(document.error(("words", place), message))
                    break
    mistakes.raise_all()


def _place(name: str, order: tuple[str, ...]) -> int:
    return order.index(name) if name in order else len(order)


def is_of_staff(name: object) -> bool:
    """Return whether a programme of some institution is for employees."""
    known = known_programmes().get(name) if isinstance(name, str) else None
    return known is not None and known.kind is ProgrammeKind.STAFF


def is_short(name: object) -> bool:
    """Return whether a programme of some institution is one of short stays."""
    known = known_programmes().get(name) if isinstance(name, str) else None
    return known is not None and known.kind in SHORT_KINDS


def is_paid_by_day(name: object) -> bool:
    """Return whether some institution publishes amounts by the day for a programme of the name."""
    known = known_programmes().get(name) if isinstance(name, str) else None
    return known is not None and known.paid_by_day


def is_of_students(name: object) -> bool:
    """Return whether a programme of some institution is for students."""
    return name in known_programmes() and not is_of_staff(name)


def has_words_of_its_own(name: str, institution: str) -> bool:
    """Return whether an institution has a programme that words of its own name."""
    known = known_programmes().get(name)
    return known is not None and bool(known.words) and institution in known.institutions
