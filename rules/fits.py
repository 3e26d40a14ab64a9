"""Which programmes a length of stay fits, by the length alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, TypeAlias

from locales import Text, Value
from rules.condition import Level, Numbers
from rules.duration import MONTH, Duration, Stay, long_stay, short_stay
from rules.lengths_of import LengthsOf, lengths_of
from rules.programme import Programme
from rules.programmes.roles import STUDENT
from rules.staleness import stale_note
from rules.verdict import Note
from rules.wording import days, length

FitOutcome: TypeAlias = Literal["yes", "no", "depends"]
_OUTCOMES: Mapping[Level, FitOutcome] = {
    Level.HOLDS: "yes",
    Level.DEPENDS: "depends",
    Level.FAILS: "no",
}


@dataclass(frozen=True, slots=True)
class Fit:
    """How a length stands to one programme.

    Attributes:
        programme: which one.
        outcome: `yes`, `no` or `depends`.
        text: why, with the lengths that the programme takes.
        source: the section that bounds it, `document/section`.
        title: its name, as it stands alone.
        named: its name within a sentence.
    """

    programme: str
    outcome: FitOutcome
    text: Text
    source: str
    title: Value
    named: Value


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A length that some programmes take.

    Attributes:
        stay: the length, in days or in semesters.
        programmes: those that take it.
        named: their names, as a list in a sentence.
        counts_long: whether one of them counts in months.
    """

    stay: Stay
    programmes: tuple[str, ...]
    named: tuple[Value, ...]
    counts_long: bool

    @property
    def words(self) -> Text:
        """The length, in days where the limits of all these programmes are."""
        if self.stay.semesters or self.counts_long:
            return length(self.stay)
        return days(self.stay.days)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest lengths that some programme takes, when the one asked for fits none.

    Attributes:
        shorter: the longest one below; None if there is none.
        longer: the shortest one above; None if there is none.
        text: both in words.
    """

    shorter: Neighbour | None
    longer: Neighbour | None
    text: Text


@dataclass(frozen=True, slots=True)
class Fits:
    """How a length stands to every programme that is open to somebody.

    Attributes:
        fits: in the programmes' usual order.
        days: the length in days, dates by the calendar; None for semesters.
        months: days / 30, to two decimals; None for semesters.
        nearest: the nearest lengths that fit, where none does.
        notes: that a figure may be out of date.
    """

    fits: tuple[Fit, ...]
    days: int | None
    months: Decimal | None
    nearest: Nearest | None
    notes: tuple[Note, ...]


def durations(
    programmes: Iterable[Programme],
    duration: Duration,
    role: str | None,
    cycle: str | None,
    *,
    numbers: Numbers,
    on: date,
) -> Fits:
    """Hold a length against every programme that is open to a role and a cycle.

    A cycle without a role means a student; of anybody else the cycle changes nothing.
    """
    if role is None and cycle is not None:
        role = STUDENT
    found = (lengths_of(programme, role, cycle, numbers) for programme in programmes)
    asked = [one for one in found if one is not None]
    fits = tuple(_fit(one, duration) for one in asked)
    refused = all(fit.outcome == "no" for fit in fits)
    stay = short_stay(duration)
    limits = [numbers[name] for one in asked for name in one.parameters]
    stale = stale_note(limits, on)
    return Fits(
        fits=fits,
        days=None if stay.semesters else stay.days,
        months=None if stay.semesters else _months(stay.days),
        nearest=_nearest(asked, duration) if refused else None,
        notes=() if stale is None else (stale,),
    )


def _months(days: int) -> Decimal:
    return (Decimal(days) / MONTH).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _fit(asked: LengthsOf, duration: Duration) -> Fit:
    level, text, source = asked.judge(duration)
    values: dict[str, Value] = {"programme": asked.programme.title, "text": text}
    programme = asked.programme
    return Fit(
        programme.name,
        _OUTCOMES[level],
        Text("rules.fit", values),
        source,
        programme.title,
        programme.named,
    )


def _nearest(asked: Sequence[LengthsOf], duration: Duration) -> Nearest | None:
    """Return the nearest lengths to one that every programme refuses."""
    shorter: dict[Stay, list[Programme]] = {}
    longer: dict[Stay, list[Programme]] = {}
    for one in asked:
        count = long_stay if one.programme.counts_long else short_stay
        given = count(duration)
        taken = one.taken(semesters=bool(given.semesters))
        if below := [stay for stay in taken if _size(stay) < _size(given)]:
            shorter.setdefault(max(below, key=_size), []).append(one.programme)
        if above := [stay for stay in taken if _size(stay) > _size(given)]:
            longer.setdefault(min(above, key=_size), []).append(one.programme)
    below_all = _neighbour(shorter, max(shorter, key=_size, default=None))
    above_all = _neighbour(longer, min(longer, key=_size, default=None))
    text = _nearest_text(below_all, above_all)
    return None if text is None else Nearest(below_all, above_all, text)


def _size(stay: Stay) -> tuple[int, int]:
    """Order days before semesters: no short or staff stay reaches a semester."""
    return (stay.semesters, stay.days)


def _neighbour(by_stay: Mapping[Stay, Sequence[Programme]], stay: Stay | None) -> Neighbour | None:
    if stay is None:
        return None
    taking = by_stay[stay]
    return Neighbour(
        stay,
        tuple(one.name for one in taking),
        tuple(one.named for one in taking),
        any(one.counts_long for one in taking),
    )


def _nearest_text(shorter: Neighbour | None, longer: Neighbour | None) -> Text | None:
    values: dict[str, Value] = {}
    for name, one in (("shorter", shorter), ("longer", longer)):
        if one is not None:
            values[name] = one.words
            values[f"{name}_programmes"] = one.named
    if shorter and longer:
        return Text("rules.nearest.both", values)
    if shorter:
        return Text("rules.nearest.shorter", values)
    return Text("rules.nearest.longer", values) if longer else None
