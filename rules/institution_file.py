"""What `institution.yaml` of a folder says, with all that is wrong in it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from locales import Bilingual
from rules.institution import (
    ANY,
    DEADLINES,
    GRADES,
    OUTSIDE,
    OVERVIEWS,
    PROGRAMMES,
    SHARED,
    Institution,
    Name,
)
from rules.phrases import read_phrases
from rules.strict_yaml import (
    Mistakes,
    StrictYamlError,
    YamlDocument,
    YamlPath,
    parse_yaml,
    read_yaml,
)

_Read = TypeVar("_Read")
_SILENT = ("coming", "going")
_PUBLISHED = (
    (PROGRAMMES, "programmes/*.yaml"),
    (GRADES, "parameters/grades.yaml"),
    (DEADLINES, "parameters/recognition.yaml"),
)
_ID = "2 to 16 small letters and digits, beginning with a letter, such as the folder's name"
_CASES = ("nominative", "genitive", "locative", "accusative")
_NOT_EMPTY = ("words",)
_NEEDED = ("name", "short", "about", "words")
_MAY_BE_TOLD = (
    "full",
    "acronyms",
    "cities",
    "tells_partners",
    "coordinators_propose",
    "overviews",
    "silent",
    "of_coming",
    "programmes",
    "contact",
)
_TAKEN = frozenset({ANY, SHARED, OUTSIDE, "gaps", "talk", "gap", "other"})


def read_institution(folder: Path) -> Institution:
    """Read the names and words of one institution.

    Raises:
        StrictYamlError: `file:line: what is wrong; what is allowed`.
    """
    mistakes = Mistakes()
    found = _institution(read_yaml(folder / "institution.yaml"), mistakes)
    mistakes.raise_all()
    return found


def stand_in(folder: Path) -> Institution:
    """Return an institution as far as its file can be read, to look at what else its folder holds.

    What has a mistake is left out; of a faulty name the cases stand in for each other, and where
    there is none the folder's name does.
    """
    file = folder / "institution.yaml"
    try:
        document = read_yaml(file)
    except StrictYamlError:
        document = parse_yaml("{}", file)
    return _institution(document, Mistakes(), _name_as_told(document))


def _name_as_told(document: YamlDocument) -> Name:
    """Return a name as far as a file tells it."""
    given = document.value.get("name") if isinstance(document.value, dict) else None
    told: dict[str, list[str]] = {}
    for language in ("sr", "en"):
        words = given.get(language) if isinstance(given, dict) else None
        each = words.values() if isinstance(words, dict) else [words]
        told[language] = [one for one in each if isinstance(one, str) and one.strip()]
    of_any = [*told["en"], *told["sr"], document.file.parent.name]
    first = Bilingual((told["sr"] or of_any)[0], (told["en"] or of_any)[0])
    return Name(*[first] * 5)


def _institution(
    document: YamlDocument, mistakes: Mistakes, otherwise: Name | None = None
) -> Institution:
    folder = document.file.parent
    with mistakes.of_a_part():
        document.check_keys((), required=_NEEDED, optional=_MAY_BE_TOLD)
    mistakes.tried(lambda: _hold_id(document), None)
    read = _Parts(document, mistakes)
    unnamed = Name(*[Bilingual(folder.name, folder.name)] * 5)
    name = read.name("name", otherwise or unnamed)
    return Institution(
        id=folder.name,
        folder=folder,
        name=name,
        full=read.name("full", name),
        short=read.bilingual("short"),
        about=read.bilingual("about"),
        words=read.spoken("words"),
        acronyms=read.spoken("acronyms"),
        cities=read.spoken("cities"),
        tells_partners=read.truth("tells_partners"),
        coordinators_propose=read.truth("coordinators_propose"),
        publishes=frozenset(one for one, place in _PUBLISHED if any(folder.glob(place))),
        overviews=read.entries("overviews", OVERVIEWS),
        silent=read.entries("silent", _SILENT),
        programmes=read.phrases("programmes"),
        contact=read.words("contact"),
        of_coming=frozenset(read.phrases("of_coming")),
    )


def is_an_id(name: str) -> bool:
    """Return whether a folder's name can be that of an institution."""
    usable = name.isascii() and name.isalnum() and name.islower()
    return usable and 2 <= len(name) <= 16 and not name[0].isdigit() and name not in _TAKEN


def _hold_id(document: YamlDocument) -> None:
    name = document.file.parent.name
    if not is_an_id(name):
        raise document.error((), f"the folder's name {name!r} is no id; write {_ID}")


class _Parts:
    """The parts of a file, each read by itself; a faulty or missing one is empty."""

    def __init__(self, document: YamlDocument, mistakes: Mistakes) -> None:
        self._document, self._mistakes = document, mistakes
        self._given = document.value if isinstance(document.value, dict) else {}

    def name(self, key: str, otherwise: Name) -> Name:
        return self._read(key, lambda: _name(self._document, (key,)), otherwise)

    def bilingual(self, key: str) -> Bilingual:
        folder = self._document.file.parent.name
        otherwise = Bilingual(folder, folder)
        return self._read(key, lambda: _bilingual(self._document, (key,)), otherwise)

    def words(self, key: str) -> str:
        return self._read(key, lambda: _words(self._document, (key,)), "")

    def phrases(self, key: str) -> tuple[str, ...]:
        given = self._given.get(key)
        return self._read(key, lambda: phrases(self._document, (key,), given), ())

    def spoken(self, key: str) -> tuple[str, ...]:
        if key not in self._given:
            return ()
        if self._given[key] == [] and key in _NOT_EMPTY:
            message = f"{key} needs at least one phrase that names it"
            self._mistakes.add(self._document.error((key,), message))
        return read_phrases(self._document, (key,), self._given[key], self._mistakes)

    def truth(self, key: str) -> bool:
        return self._read(key, lambda: _truth(self._document, key, self._given), otherwise=False)

    def entries(self, key: str, kinds: tuple[str, ...]) -> Mapping[str, str]:
        given, none = self._given.get(key), dict[str, str]()
        return self._read(key, lambda: _entries(self._document, key, given, kinds), none)

    def _read(self, key: str, read: Callable[[], _Read], otherwise: _Read) -> _Read:
        return self._mistakes.tried(read, otherwise) if key in self._given else otherwise


def _truth(document: YamlDocument, key: str, given: Mapping[str, object]) -> bool:
    found = given.get(key, False)
    if not isinstance(found, bool):
        raise document.error((key,), f"{key} must be true or false")
    return found


def _entries(
    document: YamlDocument, key: str, given: object, kinds: tuple[str, ...]
) -> Mapping[str, str]:
    """Return entries by what they answer."""
    if not isinstance(given, dict):
        raise document.error((key,), f"{key} maps {', '.join(kinds)} to entries")
    mistakes = Mistakes()
    for kind, entry in given.items():
        if kind not in kinds:
            message = f"unknown kind {kind!r}; allowed: {', '.join(kinds)}"
            mistakes.add(document.error((key, kind), message))
        elif not isinstance(entry, str):
            mistakes.add(document.error((key, kind), f"{kind} must name an entry"))
    mistakes.raise_all()
    return given


def _name(document: YamlDocument, path: YamlPath) -> Name:
    document.check_keys(path, required=("sr", "en"))
    mistakes = Mistakes()
    for language, keys in (("sr", _CASES), ("en", ("title", "in_a_sentence"))):
        with mistakes.of_a_part():
            document.check_keys((*path, language), required=keys)
    mistakes.raise_all()
    words: dict[str, str] = {}
    for place in (*(("sr", case) for case in _CASES), ("en", "title"), ("en", "in_a_sentence")):
        with mistakes.of_a_part():
            words[place[1]] = _words(document, (*path, *place))
    mistakes.raise_all()
    title, within = words["title"], words["in_a_sentence"]
    return Name(
        Bilingual(words["nominative"], title), *(Bilingual(words[one], within) for one in _CASES)
    )


def _bilingual(document: YamlDocument, path: YamlPath) -> Bilingual:
    document.check_keys(path, required=("sr", "en"))
    return Bilingual(*(_words(document, (*path, key)) for key in ("sr", "en")))


def _words(document: YamlDocument, path: YamlPath) -> str:
    found = document.at(path)
    if not isinstance(found, str) or not found.strip():
        raise document.error(path, f"{path[-1]!r} must be words, not {found!r}")
    return found


def phrases(document: YamlDocument, path: YamlPath, given: object) -> tuple[str, ...]:
    """Return a list of phrases.

    Raises:
        StrictYamlError: for anything else.
    """
    if not isinstance(given, list):
        raise document.error(path, f"{path[-1]!r} must be a list of phrases")
    for place, phrase in enumerate(given):
        if not isinstance(phrase, str) or not phrase.strip():
            raise document.error((*path, place), f"{phrase!r} is no phrase; write it in quotes")
    return tuple(given)
