"""Read stays told by their first and last day, or by the months between which they lie."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.understanding.dates.date_values import month_of
from bot.understanding.dates.dates import Dates, as_iso, months_alone, resolve
from bot.understanding.dates.written_dates import month_at
from bot.understanding.quantities.counted_lengths import Length
from bot.understanding.stance.stances import Stance, stance_of
from bot.understanding.stays.placed_stay import PlacedStay
from bot.understanding.tokens import Tokens
from bot.understanding.understanding import Unclear

_LEAST_MONTHS, _SEVERAL = 3, 2
_AROUND_MONTHS = frozenset({",", ":", "(", "-", "–", "u", "in", "i", "and", "&", "tokom", "during"})


def stays_between(
    message: Tokens, told: tuple[Stance, ...], dates: list[Dates], today: date
) -> tuple[list[PlacedStay], list[Unclear]]:
    """Return stays told by their first and last day; a last day before the first one is unclear."""
    found: list[PlacedStay] = []
    unclear: list[Unclear] = []
    months = months_alone(message, dates)
    if months is not None and stance_of(message, told, *months) is Stance.PAST:
        # Of what is over, both months were spent there, as far as anybody counts.
        found.append(PlacedStay({"months": _months_of(message, *months)}, True, *months))
    elif months is not None:
        unclear.append(_between_months(message, *months))
    for one in dates:
        if one.last is None:
            continue
        past = stance_of(message, told, one.start, one.stop) is Stance.PAST
        days = resolve(one, today, past=past)
        if days is None and one.is_of_no_time:
            # Nothing is taken from a year that nobody plans in: the bot asks about the dates.
            continue
        if days is None:
            unclear.append(Unclear("duration", "nonsense", message.span(one.start, one.stop)))
        else:
            found.append(PlacedStay(as_iso(*days), past, one.start, one.stop, one.how))
    return found, unclear


def in_named_months(
    message: Tokens, told: tuple[Stance, ...], lengths: Sequence[Length], today: date
) -> dict[int, PlacedStay]:
    """Return stays of whole months that are named behind their number: "2 months, July and August".

    Each by the word that its length begins with. Where a limit is in days, those two are 62.
    """
    found: dict[int, PlacedStay] = {}
    for length in lengths:
        count = length.value.get("months")
        if len(length.value) != 1 or count is None or count < _SEVERAL or length.parts:
            continue
        months, stop = _named_behind(message, length.stop)
        in_a_row = all((later - one) % 12 == 1 for one, later in pairwise(months))
        if len(months) != count or not in_a_row:
            continue
        stay = PlacedStay.of(message, told, length)
        if not stay.past:
            year = today.year + (months[0] < today.month)
            last = year + (months[-1] < months[0])
            days = as_iso(month_of(year, months[0])[0], month_of(last, months[-1])[1])
            found[length.start] = replace(stay, value=days, stop=stop)
    return found


def _named_behind(message: Tokens, index: int) -> tuple[list[int], int]:
    """Return the months that are named from a word on, and the word behind them."""
    months, stop = list[int](), index
    place = index
    while place < len(message):
        month = month_at(message, place)
        if month is not None:
            months.append(month)
            stop = place + 1
        elif message.words[place] not in _AROUND_MONTHS:
            break
        place += 1
    return months, stop


def _between_months(message: Tokens, start: int, stop: int) -> Unclear:
    """Return what "September to January" may be: from its end to its beginning, or both whole."""
    whole = _months_of(message, start, stop)
    span = message.span(start, stop)
    if whole < _LEAST_MONTHS:
        return Unclear("duration", "imprecise", span)
    return Unclear("duration", "range", span, ({"months": whole - 2}, {"months": whole}))


def _months_of(message: Tokens, start: int, stop: int) -> int:
    """Return how many months "September to January" are, with the first and the last."""
    named = [month for at in range(start, stop) if (month := month_at(message, at)) is not None]
    return (named[-1] - named[0]) % 12 + 1
