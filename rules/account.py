"""What is left of a study cycle's months, after the stays that count."""

from collections.abc import Sequence
from dataclasses import dataclass

from rules.condition import CAP, Condition, Numbers
from rules.duration import Duration, Stay, long_stay


@dataclass(frozen=True, slots=True)
class Account:
    """The stays of one cycle against its limit, in days of 30-day months.

    Attributes:
        stays: each stay, in the order given; dates by the 360-day rule.
        limit: the days that one cycle allows.
        used: the days of the stays told in days, months or dates.
        semesters: the semesters among the stays; the source gives them no length in months.
        left: the days that are left; 0 when the limit is reached or passed. With semesters among
            the stays it is at most so many.
        over: the days beyond the limit.
        source: the section that sets the limit.
    """

    stays: tuple[Stay, ...]
    limit: int
    used: int
    semesters: int
    left: int
    over: int
    source: str


def account(stays: Sequence[Duration], cap: Condition, numbers: Numbers) -> Account:
    """Add up stays: study and traineeship, Erasmus+ and Erasmus Mundus, with a grant or without.

    Args:
        stays: the stays of one cycle.
        cap: the condition that bounds them together.
        numbers: the parameters in force.
    """
    counted = tuple(long_stay(stay) for stay in stays)
    limit = numbers.days(str(cap.bounds[CAP][0]))
    used = sum(stay.days for stay in counted)
    return Account(
        stays=counted,
        limit=limit,
        used=used,
        semesters=sum(stay.semesters for stay in counted),
        left=max(limit - used, 0),
        over=max(used - limit, 0),
        source=cap.source,
    )
