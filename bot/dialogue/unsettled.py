"""What was read but cannot be used as it stands: nothing of it is dropped in silence.

A range of lengths is held against the rules at both ends, a length told as a little under or over
a limit counts as that, and where a slot may have one of several values the person is asked which.
"""

from collections.abc import Iterator, Mapping

from bot.dialogue.completion.told_before import is_of_another
from bot.messages.json_value import Json
from bot.understanding import Ambiguity, Understanding
from bot.understanding.answers.slot_answers import PLAUSIBLE_MONTHS
from bot.understanding.dates.written_dates import MONTHS
from bot.understanding.quantities.counted_lengths import MONTHS_OF_A_CYCLE
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules import Rulebook
from rules.duration import DateRange, Semesters, short_stay
from rules.error import FactError
from rules.programme import Programme
from rules.reading_duration import read_duration

# Told so, a length lies on one side of the value that was named.
_SIDES: Mapping[str, int] = {"under": -1, "over": 1}
_ASKED = frozenset({"ambiguous", "conflict", "imprecise"})
_MOST_VALUES = 4
_OF_THE_LIMIT = load_vocabulary("conversation").words("before the months") - {"of", "od"}


def nearly(reading: Understanding) -> dict[str, Json]:
    """Read inexact lengths and hours: "about" one as that, under or over it as the next day."""
    found: dict[str, Json] = {}
    for slot in reading.slots:
        if slot.slot == "duration" and not slot.sure and slot.time == "planned":
            found[slot.slot] = slot.value
            days = in_whole_days(slot.value)
            if days is not None:
                found["days"] = days
        if slot.slot == "hours" and not slot.sure and slot.time == "planned":
            found[slot.slot] = slot.value
    for one in reading.ambiguous:
        side = _SIDES.get(one.reason)
        if side is None or one.slot != "duration" or len(one.values) != 1:
            continue
        days = in_whole_days(one.values[0])
        if days is not None and days + side > 0:
            found |= {one.slot: {"days": days + side}, "days": days + side}
    return found


def one_more_in_months(reading: Understanding, told: Mapping[str, Json]) -> dict[str, Json]:
    """Return the planned stay of "7 months used, a placement of 6": a bare number beside months."""
    used, unplaced = told.get("used"), reading.unplaced
    if not isinstance(used, Mapping) or set(used) != {"months"} or "duration" in told:
        return {}
    if len(unplaced) != 1 or not unplaced[0].text.isdecimal() or reading.ambiguous:
        return {}
    if is_of_another(reading, unplaced[0].span):
        return {}
    number = int(unplaced[0].text)
    if number == MONTHS_OF_A_CYCLE and _is_the_limit(reading, unplaced[0].span[0]):
        return {}
    return {"duration": {"months": number}} if 0 < number <= PLAUSIBLE_MONTHS else {}


def _is_the_limit(reading: Understanding, start: int) -> bool:
    """Return whether a number is the months of a cycle: "does it count towards the 12?"."""
    before = fold(reading.text[:start]).split()
    return bool(before) and before[-1] in _OF_THE_LIMIT


def ends(reading: Understanding) -> tuple[Json, Json] | None:
    """Return both ends of a range of lengths ("20 to 25 days"); None where there is none."""
    for one in reading.ambiguous:
        if one.slot == "duration" and one.reason == "range" and len(one.values) == 2:
            return one.values[0], one.values[1]
    return None


def quotes_a_rule(ends: tuple[Json, Json], rulebook: Rulebook) -> bool:
    """Tell whether a range is the rule's own ("the mobility of 5 to 30 days"), no plan."""
    return ends in [
        tuple({f"{found.unit}s": found.value} for found in map(rulebook.parameter, of_it))
        for programme in rulebook.programmes.values()
        if (of_it := _ends_of(programme))
    ]


def _ends_of(programme: Programme) -> tuple[str, ...]:
    """Return the parameters of the shortest and the longest stay; nothing where one is missing."""
    bounds = [one.bounds["duration"] for one in programme.conditions if "duration" in one.bounds]
    least = next((end for end, _ in bounds if end is not None), None)
    most = next((end for _, end in bounds if end is not None), None)
    return () if least is None or most is None else (least, most)


def to_choose_from(reading: Understanding) -> Iterator[Ambiguity]:
    """Yield what may mean one of several values, and has to be asked about."""
    for one in reading.ambiguous:
        if one.reason in _ASKED and 1 < len(one.values) <= _MOST_VALUES:
            yield one


def names_foreign_grade(reading: Understanding) -> bool:
    """Return whether a grade of another scale was told."""
    return any(one.reason == "foreign_grade" for one in reading.ambiguous)


def without_a_place(reading: Understanding) -> str:
    """Return the words from the first to the last number or date that found no place."""
    spans = [one.span for one in reading.unplaced]
    return reading.text[spans[0][0] : spans[-1][1]] if spans else ""


def is_a_month(words: str) -> bool:
    """Return whether words are the name of a month and nothing else: "in May"."""
    return MONTHS.value(fold(words)) is not None


def names_a_date(reading: Understanding) -> bool:
    """Return whether something like a date found no place: "31 February", "15.2.1900"."""
    return any(
        any(letter.isdigit() for letter in one.text) and not one.text.strip(".").isdecimal()
        for one in reading.unplaced
    )


def in_whole_days(value: Json) -> int | None:
    """Return the days of a length; None of terms, of dates and of what is no length."""
    try:
        duration = read_duration("duration", value)
    except FactError:
        return None
    if isinstance(duration, Semesters | DateRange):
        return None
    return short_stay(duration).days
