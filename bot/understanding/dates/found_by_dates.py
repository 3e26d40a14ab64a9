"""Read what follows from the single dates of a message: when studies end, and a stay's two ends."""

from collections.abc import Iterator, Sequence

from bot.understanding.dates.date_values import as_told
from bot.understanding.dates.told_dates import PlacedDate
from bot.understanding.understanding import DateMeaning, Found

_DATES_OF_SLOTS = {
    DateMeaning.FINISHED: "finished_on",
    DateMeaning.START: "starts_on",
    DateMeaning.CONTRACT: "contract_until",
}
_BOTH, _LEAP_DAY = 2, 29


def found_by_dates(dates: Sequence[PlacedDate], *, length_told: bool) -> Iterator[Found]:
    """Return when the studies end and the stay begins, and what follows from the dates."""
    of_a_stay = [one for one in dates if one.meaning in (DateMeaning.START, DateMeaning.END)]
    if len(of_a_stay) == _BOTH and not length_told and _are_days(of_a_stay):
        # "I arrive on 1 October and leave on 15 December": the first and the last day.
        first, last = of_a_stay
        begins = first.first
        while begins > last.first:
            begins = begins.replace(year=begins.year - 1)
        ends = last.first
        value = {"from": begins.isoformat(), "to": ends.isoformat()}
        yield Found("duration", value, first.start, last.stop)
        dates = [one for one in dates if one not in of_a_stay]
    for one in dates:
        if one.meaning in _DATES_OF_SLOTS:
            told = as_told(one.first, one.last)
            yield Found(_DATES_OF_SLOTS[one.meaning], told, one.start, one.stop)
    by_meaning = {one.meaning: one for one in dates}
    finished = by_meaning.get(DateMeaning.FINISHED)
    applied = by_meaning.get(DateMeaning.APPLYING)
    if finished is None or applied is None:
        return
    before, after = applied.last < finished.first, applied.first > finished.last
    if before or after:
        yield Found("applied_while_enrolled", before, applied.start, applied.stop)


def _are_days(dates: Sequence[PlacedDate]) -> bool:
    days = all(one.first == one.last for one in dates)
    return days and not (dates[0].first.month == 2 and dates[0].first.day == _LEAP_DAY)
