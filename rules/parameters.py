"""Parameters: every number of the sources once, dated, with a reference.

A file `parameters/<group>.yaml` of an institution holds parameters, or groups of parameters, by
name; a name in code and in texts is `<group>.<key>[.<key>]`. A parameter is::

    maximum_days:
      description: Longest physical stay of short mobility
      unit: day
      values:
        - {value: 30, reference: rules-of-mobility/short-stays, checked_on: 2026-11-22}

or, where it has had one value only, short::

    places: {value: 12, unit: count, reference: rules-of-mobility/study, checked_on: 2026-11-22}

`from` (in force from that day) and `valid_until` (its last day) are for values that the source
dates; `outside: true` marks what does not come from the institutions' own texts.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

from rules.parameter import Parameter, ParameterError, ParameterValue
from rules.quantity import UNITS, read_quantity
from rules.strict_yaml import (
    Mistakes,
    StrictYamlError,
    YamlDocument,
    YamlPath,
    YamlValue,
    read_yaml,
)

_SHORT = ("value", "unit", "reference", "checked_on")
_NAME = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
_REFERENCE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*")


def load_parameters(folder: Path) -> dict[str, Parameter]:
    """Read every `*.yaml` of a folder, in alphabetical order.

    Raises:
        ParameterError: for the first mistake, with its place.
    """
    found: dict[str, Parameter] = {}
    for file in sorted(folder.glob("*.yaml")):
        try:
            for parameter in read_parameter_file(file):
                found[parameter.name] = parameter
        except StrictYamlError as error:
            raise ParameterError(str(error)) from error
    hold_same_side(found)
    return found


def numbers_of_programmes(folder: Path) -> dict[str, Parameter]:
    """Read the numbers that stand in the files of programmes, each under the programme's name.

    Raises:
        ParameterError: for the first mistake, with its place.
    """
    found: dict[str, Parameter] = {}
    for file in sorted((folder / "programmes").glob("*.yaml")):
        try:
            found.update((one.name, one) for one in numbers_of_programme(file))
        except StrictYamlError as error:
            raise ParameterError(str(error)) from error
    return found


def numbers_of_programme(file: Path) -> Iterator[Parameter]:
    """Yield the numbers that stand in the file of a programme.

    Raises:
        StrictYamlError: for the first mistake, with file and line.
    """
    document = read_yaml(file)
    given = document.value.get("numbers") if isinstance(document.value, dict) else None
    if given is None:
        return
    if not isinstance(given, dict):
        raise document.error(("numbers",), "numbers maps names to parameters")
    yield from _read_group(document, ("numbers",), given)


def read_parameter_file(file: Path) -> Iterator[Parameter]:
    """Yield the parameters of a file.

    Raises:
        StrictYamlError: for the first mistake, with file and line.
    """
    if not _NAME.fullmatch(file.stem):
        raise StrictYamlError(file, 0, "the file's name must be lower-case words joined by - or _")
    document = read_yaml(file)
    if not isinstance(document.value, dict):
        raise document.error((), "the file must be a mapping of names to parameters")
    yield from _read_group(document, (), document.value)


def _read_group(
    document: YamlDocument, path: YamlPath, group: Mapping[str, YamlValue]
) -> Iterator[Parameter]:
    mistakes = Mistakes()
    for key, value in group.items():
        with mistakes.of_a_part():
            yield from _read_item(document, (*path, key), key, value)
    mistakes.raise_all()


def _read_item(
    document: YamlDocument, here: YamlPath, key: str, value: YamlValue
) -> Iterator[Parameter]:
    if not _NAME.fullmatch(key):
        raise document.error(here, f"the name {key!r} must be lower-case words joined by _ or -")
    if not isinstance(value, dict) or not value:
        message = (
            f"{key!r} must be a parameter with its source: "
            "{value: …, unit: …, reference: document/section, checked_on: YYYY-MM-DD}, "
            "or a group of them"
        )
        raise document.error(here, message)
    if "value" in value:
        yield _read_short(document, here)
    elif value.keys() & {"values", "unit", "description"}:
        yield _read_parameter(document, here)
    else:
        yield from _read_group(document, here, value)


def _read_short(document: YamlDocument, path: YamlPath) -> Parameter:
    """Return a parameter that is written in one row."""
    given = _row(document, path, _SHORT, ("description", "valid_until", "outside"))
    unit = _unit(document, path, given["unit"])
    description = str(given.get("description", path[-1]))
    value = _quantity_with_source(document, path, unit)
    return Parameter(
        _full_name(document, path), description, unit, (value,), document.file, document.line(path)
    )


def _unit(document: YamlDocument, path: YamlPath, given: YamlValue) -> str:
    if not isinstance(given, str) or given not in UNITS:
        message = f"unknown unit {given!r}; allowed: {', '.join(UNITS)}"
        raise document.error((*path, "unit"), message)
    return given


def _full_name(document: YamlDocument, path: YamlPath) -> str:
    steps = path[1:] if path[0] == "numbers" else path
    return ".".join((document.file.stem, *(str(step) for step in steps)))


def _read_parameter(document: YamlDocument, path: YamlPath) -> Parameter:
    given = document.check_keys(path, required=("description", "unit", "values"))
    description, rows = given["description"], given["values"]
    if not isinstance(description, str) or not description.strip():
        raise document.error((*path, "description"), "a description is one sentence")
    unit = _unit(document, path, given["unit"])
    if not isinstance(rows, list) or not rows:
        raise document.error((*path, "values"), "values is a list with at least one dated value")
    values: list[ParameterValue] = []
    mistakes = Mistakes()
    for row in range(len(rows)):
        with mistakes.of_a_part():
            values.append(_read_value(document, (*path, "values", row), unit))
    mistakes.raise_all()
    for row, (earlier, later) in enumerate(pairwise(values), start=1):
        begins = later.in_force_from
        if begins is None or (earlier.in_force_from and earlier.in_force_from >= begins):
            message = "each value after the first needs a later `from`; oldest first"
            raise document.error((*path, "values", row), message)
    name = _full_name(document, path)
    return Parameter(name, description, unit, tuple(values), document.file, document.line(path))


def _read_value(document: YamlDocument, path: YamlPath, unit: str) -> ParameterValue:
    required = ("value", "reference", "checked_on")
    _row(document, path, required, ("from", "valid_until", "outside"), unit)
    return _quantity_with_source(document, path, unit)


def _row(
    document: YamlDocument,
    path: YamlPath,
    required: tuple[str, ...],
    optional: tuple[str, ...],
    unit: str | None = None,
) -> dict[str, YamlValue]:
    """Return a row whose keys and values can be read; what is wrong in it is told at once."""
    mistakes = Mistakes()
    with mistakes.of_a_part():
        document.check_keys(path, required=required, optional=optional)
    found = document.at(path)
    row = found if isinstance(found, dict) else {}
    if "unit" in row:
        unit = mistakes.tried(lambda: _unit(document, path, row["unit"]), None)
    if "reference" in row:
        with mistakes.of_a_part():
            read_reference(document, (*path, "reference"), row["reference"])
    with mistakes.of_a_part():
        _day(document, path, "checked_on")
    if unit is not None and "value" in row:
        with mistakes.of_a_part():
            read_quantity(document, (*path, "value"), row["value"], unit)
    mistakes.raise_all()
    return row


def _quantity_with_source(document: YamlDocument, path: YamlPath, unit: str) -> ParameterValue:
    given = document.at(path)
    row = given if isinstance(given, dict) else {}
    reference = read_reference(document, (*path, "reference"), row["reference"])
    checked_on = _day(document, path, "checked_on")
    begins, ends = _day(document, path, "from"), _day(document, path, "valid_until")
    if checked_on is None:
        raise document.error((*path, "checked_on"), "checked_on must be a date, YYYY-MM-DD")
    if begins and ends and ends < begins:
        raise document.error((*path, "valid_until"), "valid_until must not be before from")
    outside = row.get("outside", False)
    if not isinstance(outside, bool):
        raise document.error((*path, "outside"), "outside must be true or false")
    value = read_quantity(document, (*path, "value"), row["value"], unit)
    return ParameterValue(value, unit, reference, checked_on, begins, ends, outside)


def _day(document: YamlDocument, path: YamlPath, key: str) -> date | None:
    row = document.at(path)
    found = row.get(key) if isinstance(row, dict) else None
    if found is None or isinstance(found, date):
        return found
    raise document.error((*path, key), f"{key} must be a date, YYYY-MM-DD, not {found!r}")


def read_reference(document: YamlDocument, path: YamlPath, given: YamlValue) -> str:
    """Return where something stands, `document/section`.

    Raises:
        StrictYamlError: for anything else.
    """
    if not isinstance(given, str) or not _REFERENCE.fullmatch(given):
        message = f"{path[-1]} {given!r} must be document/section of sources.yaml"
        raise document.error(path, message)
    return given


def hold_same_side(parameters: Mapping[str, Parameter]) -> None:
    """Check that a document is outside the institutions' texts, or not, for all values alike.

    Raises:
        ParameterError: for the first value that differs.
    """
    first: dict[str, tuple[str, bool]] = {}
    for name, parameter in parameters.items():
        for value in parameter.values:
            document = value.reference.split("/", maxsplit=1)[0]
            other, outside = first.setdefault(document, (name, value.outside))
            if outside != value.outside:
                raise ParameterError(
                    f"{parameter.file}:{parameter.line}: {name} marks {document} as "
                    f"{'outside' if value.outside else 'not outside'}, {other} otherwise; "
                    "write `outside: true` for all values of a document or for none"
                )
