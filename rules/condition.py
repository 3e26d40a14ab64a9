"""What a condition is: one sentence of a source as a small function over facts.

A condition is judged on a complete set of facts and answers in three values: it holds, it fails, or
the published rules do not say. That a fact is missing, or that the person does not know it, is no
affair of a condition: `rules.evaluation` judges it under every completion that can make a
difference (Kleene's strong logic, and exact where one fact stands in several conditions).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum
from functools import cache
from typing import NamedTuple, TypeAlias, cast

from locales import Text, Value
from rules.duration import MONTH, NO_STAY, DateRange, Days, Months, Semesters, Stay
from rules.error import fact_error
from rules.facts import KnownFact
from rules.parameter import ParameterValue
from rules.verdict import Quote
from rules.wording import told_length

_NOTHING = Days(0)


class Level(IntEnum):
    """How a condition, or a programme, stands; the worse, the higher."""

    HOLDS = 0
    DEPENDS = 1
    FAILS = 2


class ConditionResult(NamedTuple):
    """What a condition came to.

    Attributes:
        level: holds, depends or fails.
        wording: which of the condition's texts says why; the last part of its message id.
    """

    level: Level
    wording: str = ""


HOLDS = ConditionResult(Level.HOLDS)
FAILS = ConditionResult(Level.FAILS, "fails")
DEPENDS = ConditionResult(Level.DEPENDS, "depends")


@cache
def fails(wording: str) -> ConditionResult:
    """Return a failure whose reason has words of its own."""
    return ConditionResult(Level.FAILS, wording)


@cache
def depends(wording: str) -> ConditionResult:
    """Return that the published rules leave it open, for a reason with words of its own."""
    return ConditionResult(Level.DEPENDS, wording)


def require(truth: bool) -> ConditionResult:
    """Return that a condition holds, or that it fails."""
    return HOLDS if truth else FAILS


# What facts become in a case: durations as stays, numbers as they are.
CaseValue: TypeAlias = bool | int | Decimal | str | Stay


class Numbers:
    """The parameters in force on one day, in the units that conditions compare."""

    __slots__ = ("_not_yet", "_values")

    def __init__(self, values: Mapping[str, ParameterValue], not_yet: Mapping[str, date]) -> None:
        self._values = values
        self._not_yet = not_yet

    def __getitem__(self, name: str) -> ParameterValue:
        """Return a parameter's value.

        Raises:
            FactError: when the parameter begins later than the day that is asked about.
            KeyError: when there is no such parameter.
        """
        try:
            return self._values[name]
        except KeyError:
            if name in self._not_yet:
                raise fact_error("not_in_force", "on", first=self._not_yet[name]) from None
            raise

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def whole(self, name: str) -> int:
        """Return a number as it stands: an ordinal, a count, months, semesters."""
        return cast("int", self[name].value)

    def number(self, name: str) -> int | Decimal:
        """Return hours, credits, points."""
        return cast("int | Decimal", self[name].value)

    def amount(self, name: str) -> Decimal:
        """Return euros."""
        return cast("Decimal", self[name].value)

    def days(self, name: str) -> int:
        """Return a length in days; months have 30."""
        value = self[name]
        return cast("int", value.value) * (MONTH if value.unit == "month" else 1)


class AskedFactError(LookupError):
    """A condition reads a fact that has no value yet.

    Attributes:
        fact: which one.
    """

    def __init__(self, fact: str) -> None:
        self.fact = fact
        super().__init__(fact)


class Case:
    """A set of facts, as a condition sees it.

    To the condition it is complete: reading a fact without a value ends the run with
    `AskedFactError`, and the condition is run again once the fact has one.
    """

    __slots__ = ("_told", "numbers", "values")

    def __init__(
        self,
        values: dict[str, CaseValue],
        told: Mapping[str, CaseValue],
        numbers: Numbers,
    ) -> None:
        self.values = values
        self._told = told
        self.numbers = numbers

    @property
    def role(self) -> str:
        """Who asks."""
        return cast("str", self._read("role"))

    @property
    def cycle(self) -> str:
        """The cycle of study enrolled in."""
        return cast("str", self._read("cycle"))

    def is_true(self, fact: str) -> bool:
        """Return whether a yes-or-no fact is true."""
        return self._read(fact) is True

    def text(self, fact: str) -> str:
        """Return a fact that is one of several words."""
        return cast("str", self._read(fact))

    def number(self, fact: str) -> int | Decimal:
        """Return a fact that is a number."""
        return cast("int | Decimal", self._read(fact))

    def stay(self, fact: str) -> Stay:
        """Return a length of stay, counted as the programme counts it."""
        return cast("Stay", self._read(fact))

    def _read(self, fact: str) -> CaseValue:
        try:
            return self.values[fact]
        except KeyError:
            raise AskedFactError(fact) from None

    def was_told(self, fact: str, value: CaseValue) -> bool:
        """Return whether the person really said so, whatever is tried out for what is missing."""
        return self._told.get(fact) == value


@dataclass(frozen=True, slots=True)
class Told:
    """What a text may speak of: the facts really told, with values, and the numbers.

    Attributes:
        stays: told lengths as the programme counts them.
        facts: all told facts, durations in the units they were told in.
        numbers: the parameters in force.
        in_days: the lengths that the programme counts, and limits, in calendar days.
    """

    stays: Mapping[str, Stay]
    facts: Mapping[str, KnownFact]
    numbers: Numbers
    in_days: frozenset[str] = frozenset()

    def length(self, fact: str) -> Text:
        """Return a length that was told, in the units it was told in; else none, as "0 days"."""
        duration = self.facts.get(fact)
        if isinstance(duration, Days | Months | Semesters | DateRange):
            return told_length(duration, self.stays[fact], in_days=fact in self.in_days)
        return told_length(_NOTHING, NO_STAY)

    def numbered(self, fact: str) -> Mapping[str, int | Decimal]:
        """Return a number that was told, as `told` in a message; nothing where it was not."""
        value = self.facts.get(fact)
        return {"told": value} if isinstance(value, int | Decimal) else {}


Judge: TypeAlias = Callable[[Case], ConditionResult]
Values: TypeAlias = Callable[[Told], Mapping[str, Value]]
Wording: TypeAlias = Callable[[Told, ConditionResult], str]


def _no_values(_told: Told) -> Mapping[str, Value]:
    return {}


def _as_found(_told: Told, finding: ConditionResult) -> str:
    return finding.wording


CAP = "cycle"
"""What is bounded by the total of all stays of a cycle."""
Bounds: TypeAlias = tuple[str | None, str | None]
"""The parameters of the least and the most; None where there is no such bound."""


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """One condition of a programme.

    Attributes:
        id: `programme.condition`; stable once released.
        facts: the facts it can need, in the order to ask for them.
        parameters: the numbers it compares with.
        source: the section it comes from, `document/section`.
        source_by_role: another section that states it for a role.
        quotes: the sentence that states it, word for word, by its section.
        bounds: the parameters of the least and the most that a fact may be, where it bounds one.
        named: the names of its institution, for messages that speak of it.
        judge: what it comes to for a complete case.
        cycles: the cycles of which alone it is asked; empty for all.
        alone: it is of an institution of whose texts nobody knows whom they name to ask.
        rule: the last part of the id of the message that states it.
        words: its messages are `rules.<words>.<rule>` and `rules.<words>.<wording>`; what would
            have to change is `rules.<words>.<wording>.change`.
        values: what stands in these messages.
        wording: which message says a finding, where that hangs on what was told.
    """

    id: str
    facts: tuple[str, ...]
    source: str
    judge: Judge
    words: str
    parameters: tuple[str, ...] = ()
    values: Values = _no_values
    wording: Wording = _as_found
    source_by_role: Mapping[str, str] = field(default_factory=dict, hash=False)
    quotes: Mapping[str, Quote] = field(default_factory=dict, hash=False)
    bounds: Mapping[str, Bounds] = field(default_factory=dict, hash=False)
    named: Mapping[str, Value] = field(default_factory=dict, hash=False)
    rule: str = "rule"
    cycles: tuple[str, ...] = ()
    alone: bool = False

    def source_for(self, role: object) -> str:
        """Return the section that states it for a role; None for the general one."""
        return self.source_by_role.get(str(role), self.source)
