"""Read stays told by their first and last day, or by the months between which they lie."""

from datetime import date

from bot.understanding.dates import Dates, as_iso, months_alone, resolve
from bot.understanding.placed_stay import PlacedStay
from bot.understanding.stances import Stance, stance_of
from bot.understanding.tokens import Tokens
from bot.understanding.understanding import Unclear
from bot.understanding.written_dates import month_at

_LEAST_MONTHS = 3


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
