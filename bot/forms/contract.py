"""Whether a work contract that ends is in force during the stay."""

from bot.forms.form import Answers, known
from bot.understanding.dates.date_values import days_of


def lasts_until_the_stay(answers: Answers) -> bool | None:
    """Return whether the contract lasts until the stay begins; None where the dates do not tell.

    A month told without its day may be any of its days: both in one month settle nothing.
    """
    until, starts = known(answers, "contract_until"), known(answers, "starts_on")
    if not isinstance(until, str) or not isinstance(starts, str):
        return None
    first_end, last_end = days_of(until)
    first_day, last_day = days_of(starts)
    if last_end < first_day:
        return False
    return True if last_day <= first_end else None
