"""Reading lengths of stay as they come in JSON."""

from collections.abc import Mapping

from rules.duration import (
    LONGEST_DAYS,
    LONGEST_SEMESTERS,
    MONTH,
    DateRange,
    Days,
    Duration,
    Months,
    Semesters,
    long_stay,
)
from rules.error import FactError, fact_error
from rules.reading import expected, read_date, read_whole, refuse_null, wrong_type

_SHAPES = (
    {"days"},
    {"months"},
    {"months", "days"},
    {"semesters"},
    {"from", "to"},
)


def read_duration(field: str, given: object, *, least: int = 1) -> Duration:
    """Return a length of stay.

    It is `{"days": 20}`, `{"months": 5}`, `{"months": 5, "days": 10}`, `{"semesters": 1}` or
    `{"from": "2026-02-16", "to": "2026-06-30"}`.

    Args:
        field: the fact's name, for errors.
        given: the JSON value.
        least: 1, or 0 where "none" is an answer.

    Raises:
        FactError: for any other shape, numbers that are not whole, or a length below `least`.
    """
    if not isinstance(given, Mapping):
        raise wrong_type(field, expected("duration"))
    if set(given) not in _SHAPES:
        raise fact_error("bad_duration", field, expected=expected("duration"))
    duration = _read(field, given)
    stay = long_stay(duration)
    if stay.days + stay.semesters < least:
        raise fact_error("out_of_range", field, expected=expected("at_least_a_day"))
    return duration


def _read(field: str, given: Mapping[str, object]) -> Duration:
    try:
        for key, value in given.items():
            refuse_null(f"{field}.{key}", value)
        if "from" in given:
            return _read_range(field, given)
        if "semesters" in given:
            return Semesters(_part(field, "semesters", given, LONGEST_SEMESTERS))
        days = _part(field, "days", given, LONGEST_DAYS)
        if "months" not in given:
            return Days(days)
        return Months(_part(field, "months", given, LONGEST_DAYS // MONTH), days)
    except FactError as error:
        # The text names the part that is wrong; the field stays the fact, by which callers know it.
        raise FactError(error.code, error.text, field) from error


def _part(field: str, key: str, given: Mapping[str, object], most: int) -> int:
    return read_whole(f"{field}.{key}", given.get(key, 0), least=0, most=most)


def _read_range(field: str, given: Mapping[str, object]) -> DateRange:
    first = read_date(f"{field}.from", given["from"])
    last = read_date(f"{field}.to", given["to"])
    if first > last:
        raise fact_error("bad_duration", field, expected=expected("from_before_to"))
    return DateRange(first, last)


def duration_to_json(duration: Duration) -> dict[str, object]:
    """Return the JSON form of a length of stay, as `read_duration` takes it."""
    match duration:
        case Days(days):
            return {"days": days}
        case Months(months, 0):
            return {"months": months}
        case Months(months, days):
            return {"months": months, "days": days}
        case Semesters(semesters):
            return {"semesters": semesters}
        case DateRange(first, last):
            return {"from": first.isoformat(), "to": last.isoformat()}
