"""Choosing a day by buttons: first a month, then a day of it. No source says which are likely."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from bot.dialogue.state.session import FormState
from bot.forms.slot_answers import read_answer
from bot.forms.slot_questions import slot_of
from bot.messages.button_data import Verb, data
from bot.messages.effect import Button
from bot.messages.voice import Voice
from locales.months import month_name

Rows = tuple[tuple[Button, ...], ...]

STEP = "month"
_MONTHS = 12
_A_ROW = 2
# As many as a phone shows in a row without cutting a number.
_DAYS_A_ROW = 6
_MOST_WORDS = 2


def month_rows(interview: FormState, today: date, voice: Voice) -> Rows:
    """Return a button for each of the next months, this one among them."""
    months = [_months_on(today, number) for number in range(_MONTHS)]
    buttons = [
        Button(
            month_name(month, voice.locale),
            data(Verb.STEP, interview.number, STEP, f"{month:%Y-%m}"),
        )
        for month in months
    ]
    return tuple(_rows(buttons, _A_ROW))


def day_rows(interview: FormState, slot: str, month: date, voice: Voice) -> Rows:
    """Return a button for each day of a month, and one back to the months."""
    _, last = monthrange(month.year, month.month)
    buttons = [
        Button(
            str(day),
            data(Verb.ANSWER, interview.number, slot, month.replace(day=day).isoformat()),
        )
        for day in range(1, last + 1)
    ]
    back = Button(voice.label("button.months"), data(Verb.STEP, interview.number, STEP))
    return (*_rows(buttons, _DAYS_A_ROW), (back,))


def month_of(argument: str) -> date | None:
    """Return the first day of the month that a button carries; None for anything else."""
    try:
        return date.fromisoformat(f"{argument}-01")
    except ValueError:
        return None


def day_named(text: str, month: str | None) -> str | None:
    """Return the day that a number alone names in the month chosen; None for anything else."""
    first = None if month is None else month_of(month)
    number = text.strip(" .")
    if first is None or not number.isdecimal() or len(number) > 2:
        return None
    _, last = monthrange(first.year, first.month)
    return first.replace(day=int(number)).isoformat() if 1 <= int(number) <= last else None


def month_named(text: str, slot: str, today: date) -> date | None:
    """Return the month that a message names without a day ("October 2027"); None for none."""
    if slot_of(slot) is None or len(text.split()) > _MOST_WORDS:
        return None
    first = read_answer(f"1. {text}", slot, today).value
    return date.fromisoformat(first) if isinstance(first, str) and first.endswith("-01") else None


def _months_on(day: date, number: int) -> date:
    years, month = divmod(day.month - 1 + number, 12)
    return date(day.year + years, month + 1, 1)


def _rows(buttons: list[Button], width: int) -> Iterator[tuple[Button, ...]]:
    return (tuple(buttons[one : one + width]) for one in range(0, len(buttons), width))
