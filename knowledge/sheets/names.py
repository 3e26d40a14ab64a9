"""What `institution.yaml` says of names and of whom to reach, as rows and back."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.sheets.slip import Changes, Row, SheetError, Slip, text_of
from knowledge.sheets.yaml_text import YamlPlace, quoted, set_value
from rules.strict_yaml import StrictYamlError, YamlDocument, read_yaml

NAME_COLUMNS = ("name", "value")
CONTACT_COLUMNS = ("contact",)
_CASES = ("nominative", "genitive", "locative", "accusative")
_TEXTS: tuple[YamlPlace, ...] = (
    *(("name", "sr", case) for case in _CASES),
    ("name", "en", "title"),
    ("name", "en", "in_a_sentence"),
    ("short", "sr"),
    ("short", "en"),
    ("about", "sr"),
    ("about", "en"),
)
_LISTS: tuple[YamlPlace, ...] = (("words",), ("acronyms",), ("cities",))
_PLACES = {".".join(map(str, place)): place for place in (*_TEXTS, *_LISTS)}
_MAY_BE_EMPTY = frozenset({"acronyms", "cities"})


def name_rows(pack: Path) -> Iterator[Row]:
    """Yield a row for each name, and for each list of words, one phrase in a line."""
    document = _read(pack)
    for name, place in _PLACES.items():
        try:
            found = document.at(place)
        except LookupError:
            found = [] if place in _LISTS else ""
        lines = "\n".join(map(str, found)) if isinstance(found, list) else str(found)
        yield {"name": name, "value": lines}


def plan_names(
    pack: Path, rows: Iterable[tuple[int, Row]], sheet: str, done: Changes
) -> dict[Path, str]:
    """Return `institution.yaml` with the names that a sheet changes; nothing for the same.

    Raises:
        SheetError: with everything that is wrong.
    """
    before = {row["name"]: row["value"] for row in name_rows(pack)}
    slips: list[Slip] = []
    file = pack / "institution.yaml"
    old = text = text_of(file, done)
    for number, row in rows:
        name, value = row["name"], row["value"]
        if not name and not value:
            continue
        if name not in _PLACES:
            message = f"{name!r} is no name; allowed: {', '.join(_PLACES)}"
            slips.append(Slip(sheet, number, "name", message))
        elif not value and name not in _MAY_BE_EMPTY:
            slips.append(Slip(sheet, number, "value", "is empty; fill it in"))
        elif _lines(value) != _lines(before[name]):
            place = _PLACES[name]
            words = [quoted(line) for line in _lines(value)]
            if place not in _LISTS and len(words) != 1:
                slips.append(Slip(sheet, number, "value", "is more than one line; write one"))
            else:
                text = set_value(text, place, words if place in _LISTS else words[0])
    if slips:
        raise SheetError(slips)
    return {} if text == old else {file: text}


def contact_rows(pack: Path) -> Iterator[Row]:
    """Yield whom to reach, where the pack says so."""
    given = _read(pack).value
    contact = given.get("contact") if isinstance(given, dict) else None
    if contact is not None:
        yield {"contact": str(contact)}


def plan_contacts(
    pack: Path, rows: Iterable[tuple[int, Row]], sheet: str, done: Changes
) -> dict[Path, str]:
    """Return `institution.yaml` with another contact; nothing for the same.

    Raises:
        SheetError: for more than one contact.
    """
    told = [(number, row["contact"]) for number, row in rows if row["contact"]]
    if len(told) > 1:
        message = "there is one contact of an institution; put all of it into one cell"
        raise SheetError([Slip(sheet, told[1][0], "contact", message)])
    before = [row["contact"] for row in contact_rows(pack)]
    file = pack / "institution.yaml"
    contact = "\n".join(_lines(told[0][1])) if told else ""
    if not contact or contact == "\n".join(line for one in before for line in _lines(one)):
        return {}
    return {file: set_value(text_of(file, done), ("contact",), quoted(contact))}


def _read(pack: Path) -> YamlDocument:
    try:
        return read_yaml(pack / "institution.yaml")
    except StrictYamlError as error:
        raise SheetError([Slip(str(error.file), error.line, "", error.message)]) from error


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]
