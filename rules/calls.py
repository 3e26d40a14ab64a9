"""What one call for applications pays: a year's amounts in one short file.

`calls/2026.yaml` makes the set of rates `call-2026`, with the section of the source that it cites.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from locales import Bilingual
from rules.parameter import Parameter, ParameterValue
from rules.parameters import read_reference
from rules.quantity import read_quantity
from rules.strict_yaml import (
    Mistakes,
    StrictYamlError,
    YamlDocument,
    YamlPath,
    YamlValue,
    read_yaml,
)

_NAME = re.compile(r"[0-9]{4}")
_HEAD = ("section", "source", "checked_on")
_REQUIRED = {
    "first_tier": ("EUR", "Daily support of the first days"),
    "first_tier_days": ("day", "Days paid at the first rate"),
    "second_tier": ("EUR", "Daily support of the remaining days"),
    "travel_days": ("day", "Most travel days that can be paid"),
}
_OPTIONAL = {
    "green_travel": ("EUR", "One-time sum for green travel"),
    "green_travel_days": ("day", "Most travel days that can be paid with green travel"),
}
_FEWER = {
    "shorter": ("EUR", "Sum for fewer opportunities, shorter stays"),
    "shorter_days": ("day", "Longest physical stay that gets the sum for shorter stays"),
    "longer": ("EUR", "Sum for fewer opportunities, longer stays"),
}
_BAND = {
    "from_km": ("km", "Shortest one-way distance of the band"),
    "standard": ("EUR", "Travel grant for the return trip"),
    "green": ("EUR", "Travel grant for the return trip, green travel"),
}


@dataclass(frozen=True, slots=True)
class CallRates:
    """What one call pays.

    Attributes:
        source: the section that its amounts come from, `document/section`.
        section: the section's name for readers.
        parameters: its amounts, as parameters of the group `rates`.
    """

    source: str
    section: Bilingual
    parameters: tuple[Parameter, ...]


def calls_in(folder: Path) -> Iterator[Path]:
    """Yield the files of the calls of an institution, or of those that all share."""
    yield from sorted((folder / "calls").glob("*.yaml"))


def read_call(file: Path) -> CallRates:
    """Read one call.

    Raises:
        StrictYamlError: for the first mistake, with file and line.
    """
    if not _NAME.fullmatch(file.stem):
        raise StrictYamlError(file, 0, "a call is named after its year: 2026.yaml")
    document = read_yaml(file)
    given = document.check_keys(
        (),
        required=(*_HEAD, *_REQUIRED),
        optional=(*_OPTIONAL, "fewer_opportunities", "travel_grant", "outside", "valid_until"),
    )
    mistakes = Mistakes()
    section: dict[str, YamlValue] = {}
    with mistakes.of_a_part():
        section = _section(document)
    with mistakes.of_a_part():
        read_reference(document, ("source",), given["source"])
    parameters: list[Parameter] = []
    with mistakes.of_a_part():
        parameters += _parameters(document, given)
    mistakes.raise_all()
    return CallRates(
        source=str(given["source"]),
        section=Bilingual(str(section["sr"]), str(section["en"])),
        parameters=tuple(parameters),
    )


def _section(document: YamlDocument) -> dict[str, YamlValue]:
    section = document.check_keys(("section",), required=("sr", "en"))
    for key, words in section.items():
        if not isinstance(words, str) or not words.strip():
            raise document.error(("section", key), f"{key} must be the section's name in words")
    return section


def _parameters(document: YamlDocument, given: dict[str, YamlValue]) -> Iterator[Parameter]:
    mistakes = Mistakes()
    for key, (unit, description) in {**_REQUIRED, **_OPTIONAL}.items():
        if key in given:
            with mistakes.of_a_part():
                yield _parameter(document, (key,), key, unit, description)
    with mistakes.of_a_part():
        yield from _groups(document, given)
    mistakes.raise_all()


def _groups(document: YamlDocument, given: dict[str, YamlValue]) -> Iterator[Parameter]:
    if "fewer_opportunities" in given:
        here = ("fewer_opportunities",)
        document.check_keys(here, required=tuple(_FEWER))
        for key, (unit, description) in _FEWER.items():
            yield _parameter(document, (*here, key), f"{here[0]}.{key}", unit, description)
    bands = given.get("travel_grant", [])
    if not isinstance(bands, list):
        raise document.error(("travel_grant",), "travel_grant must be a list of bands")
    for number in range(len(bands)):
        place = ("travel_grant", number)
        document.check_keys(place, required=tuple(_BAND))
        for key, (unit, description) in _BAND.items():
            name = f"travel_grant.band-{number + 1}.{key}"
            yield _parameter(document, (*place, key), name, unit, description)


def _parameter(
    document: YamlDocument, path: YamlPath, name: str, unit: str, description: str
) -> Parameter:
    head = document.value if isinstance(document.value, dict) else {}
    checked_on, outside = head["checked_on"], head.get("outside", False)
    valid_until = head.get("valid_until")
    if not isinstance(checked_on, date):
        raise document.error(("checked_on",), "checked_on must be a date, YYYY-MM-DD")
    if not isinstance(outside, bool):
        raise document.error(("outside",), "outside must be true or false")
    if valid_until is not None and not isinstance(valid_until, date):
        raise document.error(("valid_until",), "valid_until must be a date, YYYY-MM-DD")
    value = ParameterValue(
        value=read_quantity(document, path, document.at(path), unit),
        unit=unit,
        reference=str(head["source"]),
        checked_on=checked_on,
        valid_until=valid_until,
        outside=outside,
    )
    full = f"rates.call-{document.file.stem}.{name}"
    return Parameter(full, description, unit, (value,), document.file, document.line(path))
