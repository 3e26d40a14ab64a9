"""The facts that conditions speak of: their names, what they may be, and how they are read.

A fact that is left out was not asked. `UNKNOWN` (in JSON the text "unknown") was asked, and the
person does not know.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Final, TypeAlias

from locales import Text
from rules.duration import DateRange, Days, Duration, Months, Semesters
from rules.error import FactError, fact_error
from rules.reading import (
    read_choice,
    read_number,
    read_truth,
    read_whole,
)
from rules.reading_duration import duration_to_json, read_duration

STUDY, SHORT_PHD, BIP = "study", "short_phd", "bip"
TRAINEESHIP, TEACHING, TRAINING = "traineeship", "teaching", "training"
PROGRAMMES = (STUDY, SHORT_PHD, BIP, TRAINEESHIP, TEACHING, TRAINING)
STUDENT_PROGRAMMES = (STUDY, SHORT_PHD, BIP, TRAINEESHIP)
STAFF_PROGRAMMES = (TEACHING, TRAINING)

ROLES = ("student", "graduate", "teacher", "assistant", "researcher", "administrative")
CYCLES = ("bachelor", "master", "doctoral", "integrated")

# No person studies in year 101 or teaches a million hours; larger numbers are slips.
LAST_YEAR = 100
MOST = 100_000


class Unknown(Enum):
    """The type of `UNKNOWN`, so that type checkers can tell it from a value."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN

KnownFact: TypeAlias = bool | int | Decimal | str | Duration
Fact: TypeAlias = KnownFact | Unknown
Facts: TypeAlias = Mapping[str, Fact]


class FactKind(Enum):
    """What sort of value a fact has."""

    CHOICE = "choice"
    TRUTH = "truth"
    WHOLE = "whole"
    NUMBER = "number"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """One fact of the table.

    Attributes:
        name: as in JSON.
        kind: what sort of value it has.
        programmes: the programmes whose conditions use it; none where only those of packs do.
        allowed: the values of a choice; empty for other kinds.
        least: the smallest number, or the fewest days of a duration.
    """

    name: str
    kind: FactKind
    programmes: tuple[str, ...]
    allowed: tuple[str, ...] = ()
    least: int = 0


def _table(*definitions: FactDefinition) -> Mapping[str, FactDefinition]:
    return {definition.name: definition for definition in definitions}


FACTS: Mapping[str, FactDefinition] = _table(
    FactDefinition("role", FactKind.CHOICE, PROGRAMMES, ROLES),
    FactDefinition("registered", FactKind.TRUTH, STUDENT_PROGRAMMES),
    FactDefinition("degree_programme", FactKind.TRUTH, (STUDY,)),
    FactDefinition("cycle", FactKind.CHOICE, STUDENT_PROGRAMMES, CYCLES),
    FactDefinition("year", FactKind.WHOLE, (STUDY, BIP, TRAINEESHIP), least=1),
    FactDefinition("mobility_cycle", FactKind.CHOICE, (STUDY,), CYCLES),
    FactDefinition("duration", FactKind.DURATION, PROGRAMMES, least=1),
    FactDefinition("covers_term", FactKind.TRUTH, (STUDY,)),
    FactDefinition("used", FactKind.DURATION, STUDENT_PROGRAMMES),
    FactDefinition("virtual_part", FactKind.TRUTH, (BIP,)),
    FactDefinition("ects", FactKind.NUMBER, (BIP,)),
    FactDefinition("earned_ects", FactKind.NUMBER, ()),
    FactDefinition("average", FactKind.NUMBER, ()),
    FactDefinition("through_faculty", FactKind.TRUTH, (BIP,)),
    FactDefinition("applied_while_enrolled", FactKind.TRUTH, (TRAINEESHIP,)),
    FactDefinition("within_year", FactKind.TRUTH, (TRAINEESHIP,)),
    FactDefinition("before_project_end", FactKind.TRUTH, (TRAINEESHIP,)),
    FactDefinition("contract", FactKind.TRUTH, STAFF_PROGRAMMES),
    FactDefinition("host_agreement", FactKind.TRUTH, ()),
    FactDefinition("hours", FactKind.NUMBER, STAFF_PROGRAMMES),
)


def parse_fact(name: str, given: object) -> Fact:
    """Return one fact from its JSON value.

    Raises:
        FactError: for a name outside the table, a null, a wrong type or a value out of range.
    """
    definition = FACTS.get(name)
    if definition is None:
        raise unknown_fact(name)
    if given is None:
        raise FactError("wrong_type", Text("rules.error.null_fact", {"field": name}), name)
    if given == UNKNOWN.value:
        return UNKNOWN
    match definition.kind:
        case FactKind.CHOICE:
            return read_choice(name, given, definition.allowed)
        case FactKind.TRUTH:
            return read_truth(name, given)
        case FactKind.WHOLE:
            return read_whole(name, given, least=definition.least, most=LAST_YEAR)
        case FactKind.NUMBER:
            return read_number(name, given, most=MOST)
        case FactKind.DURATION:
            return read_duration(name, given, least=definition.least)


def parse_facts(given: Mapping[str, object]) -> dict[str, Fact]:
    """Return facts from a JSON object.

    Raises:
        FactError: for the first one that cannot be used; `field` is its name.
    """
    return {name: parse_fact(name, value) for name, value in given.items()}


def fact_to_json(fact: Fact) -> object:
    """Return the JSON value that `parse_fact` turns into this fact again."""
    match fact:
        case Unknown():
            return fact.value
        case Decimal():
            return int(fact) if fact == fact.to_integral_value() else float(fact)
        case Days() | Months() | Semesters() | DateRange():
            return duration_to_json(fact)
        case _:
            return fact


def unknown_fact(name: str) -> FactError:
    """Return the error about a name that is not in the table."""
    return FactError(
        "unknown_fact",
        Text("rules.error.unknown_fact", {"field": name, "allowed": ", ".join(FACTS)}),
        name,
    )


def check_facts(facts: Facts) -> None:
    """Hold facts that were made in Python, not by `parse_fact`, against the table.

    Raises:
        FactError: for a name outside the table or a value that it does not allow.
    """
    for name, fact in facts.items():
        if isinstance(fact, str | int | Decimal):
            _check_plain(name, fact)
        elif fact is not UNKNOWN:
            parse_fact(name, fact_to_json(fact))
        elif name not in FACTS:
            raise unknown_fact(name)


# Few values come again and again; `True` is no 1.
@lru_cache(maxsize=1024, typed=True)
def _check_plain(name: str, fact: bool | int | Decimal | str) -> None:
    parse_fact(name, fact_to_json(fact))


def unknown_programme(name: object, known: Iterable[str]) -> FactError:
    """Return the error about a programme that an institution does not have."""
    return fact_error("unknown_programme", "programme", given=str(name), allowed=", ".join(known))
