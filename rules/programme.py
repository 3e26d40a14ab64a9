"""What a programme is: a kind of mobility by the rules of one institution."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from locales import Value
from rules.condition import CAP, Bounds, Condition
from rules.institutions import Institution


class ProgrammeKind(StrEnum):
    """The kinds of mobility whose conditions are known."""

    STUDY = "study"
    SHORT_STAY = "short_stay"
    BLENDED = "blended"
    TRAINEESHIP = "traineeship"
    STAFF = "staff"


LONG_KINDS = frozenset({ProgrammeKind.STUDY, ProgrammeKind.TRAINEESHIP})
SHORT_KINDS = frozenset({ProgrammeKind.SHORT_STAY, ProgrammeKind.BLENDED})


@dataclass(frozen=True, slots=True)
class LeftToPeople:
    """What decides about a programme too and no condition models.

    Attributes:
        id: the last part of its message id.
        source: the section that names it, or that is silent about it.
    """

    id: str
    source: str


@dataclass(frozen=True, eq=False)
class Programme:
    """A kind of mobility, by the rules of one institution.

    Attributes:
        name: as in JSON.
        kind: which of the known kinds of mobility it is.
        institution: whose rules these are.
        conditions: in the order of the source, which is the order of questions.
        source: the section that describes it.
        title: its name, as it stands alone.
        named: its name within a sentence.
        short: a name for a button.
        genitive: its name after "of" and a number of days; None where it gives none.
        paid_by_day: its stays are paid by the day, at published rates.
        left_to_people: what decides too and no condition models.
        cycles: the cycles that it is open to; None for any.
    """

    name: str
    kind: ProgrammeKind
    institution: Institution
    conditions: tuple[Condition, ...]
    source: str
    title: Value
    named: Value
    short: Value
    genitive: "Value | None" = None
    paid_by_day: bool = False
    left_to_people: tuple[LeftToPeople, ...] = ()
    cycles: tuple[str, ...] | None = None

    @property
    def counts_long(self) -> bool:
        """Whether stays between dates are counted by the 360-day rule, not by the calendar."""
        return self.kind in LONG_KINDS

    def bounds(self, fact: str) -> Bounds:
        """Return the parameters that bound a fact; of several least or most the first."""
        bounding = [one.bounds[fact] for one in self.conditions if fact in one.bounds]
        least = next((least for least, _ in bounding if least is not None), None)
        return least, next((most for _, most in bounding if most is not None), None)

    @cached_property
    def cap(self) -> Bounds | None:
        """The parameters of what one cycle allows, in months and in semesters; None for no cap."""
        capped = (one.bounds[CAP] for one in self.conditions if CAP in one.bounds)
        return next(capped, None)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Every fact that a condition needs, in the order to ask for them."""
        return tuple(dict.fromkeys(fact for one in self.conditions for fact in one.facts))

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """Every number that a condition compares with."""
        return tuple(dict.fromkeys(name for one in self.conditions for name in one.parameters))
