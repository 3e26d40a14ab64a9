"""What a fact that is not known could be: one value for every way in which it can matter.

There are endlessly many lengths of stay, but conditions compare them with a few limits. Just below,
at and just above each limit is every length there is, as far as the rules can tell.
"""

from collections.abc import Iterable, Mapping

from rules.condition import CaseValue, Numbers
from rules.duration import NO_STAY, Stay
from rules.facts import FACTS, FactKind
from rules.programme import Programme

_UNITS = {
    "year": "ordinal",
    "hours": "hour",
    "ects": "ects",
    "earned_ects": "ects",
    "average": "number",
}


def possible_values(
    programme: Programme, unknown: Iterable[str], stays: Mapping[str, Stay], numbers: Numbers
) -> dict[str, tuple[CaseValue, ...]]:
    """Return, for each unknown fact, values that stand for all it could be.

    Args:
        programme: whose conditions are judged.
        unknown: the facts without a value.
        stays: the lengths of stay that were told.
        numbers: the limits.
    """
    return {fact: _values(programme, fact, stays, numbers) for fact in unknown}


def _values(
    programme: Programme, fact: str, stays: Mapping[str, Stay], numbers: Numbers
) -> tuple[CaseValue, ...]:
    match FACTS[fact].kind:
        case FactKind.CHOICE:
            return FACTS[fact].allowed
        case FactKind.TRUTH:
            return (True, False)
        case FactKind.WHOLE | FactKind.NUMBER:
            return _numbers(programme, fact, numbers)
        case FactKind.DURATION:
            if fact == "duration":
                return tuple(_planned(programme, numbers))
            return tuple(_used(programme, stays, numbers))


def _numbers(programme: Programme, fact: str, numbers: Numbers) -> tuple[CaseValue, ...]:
    least = FACTS[fact].least
    limits = {
        numbers.number(name)
        for name in programme.parameters
        if numbers[name].unit == _UNITS[fact] and numbers.number(name) > least
    }
    return (*sorted(limits, reverse=True), least)


def _planned(programme: Programme, numbers: Numbers) -> list[Stay]:
    lengths = {1} | {limit + step for limit in _limits(programme, numbers) for step in (-1, 0, 1)}
    return [
        *(Stay(days, 0) for days in sorted(lengths) if days > 0),
        *_semesters(programme, numbers),
    ]


def _used(programme: Programme, stays: Mapping[str, Stay], numbers: Numbers) -> list[Stay]:
    """Return what was used matters together with what is planned.

    Just enough is left, or nothing is.
    """
    months, _ = programme.cap or (None, None)
    if months is None:
        return [NO_STAY, Stay(1, 0)]
    cap = numbers.days(months)
    planned = [stays["duration"]] if "duration" in stays else _planned(programme, numbers)
    lengths = {1, cap} | {cap - stay.days for stay in planned if 0 < stay.days < cap}
    return [NO_STAY, *(Stay(days, 0) for days in sorted(lengths)), *_semesters(programme, numbers)]


def _limits(programme: Programme, numbers: Numbers) -> set[int]:
    return {
        numbers.days(name)
        for name in programme.parameters
        if numbers[name].unit in ("day", "month")
    }


def _semesters(programme: Programme, numbers: Numbers) -> list[Stay]:
    _, most = programme.cap or (None, None)
    named = [name for name in programme.parameters if numbers[name].unit == "semester"]
    limits = [numbers.whole(name) for name in (named if most is None else [most])]
    return [Stay(0, number) for number in range(1, max(limits, default=0) + 2)]
