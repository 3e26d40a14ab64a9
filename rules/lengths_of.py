"""A programme asked about lengths alone, for those to whom it is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from locales import Text
from rules.check import case_values, explain, rule_of, tell
from rules.completions import possible_values
from rules.condition import Case, CaseValue, Condition, Level, Numbers, Told
from rules.diagram import Values
from rules.duration import NO_STAY, Days, Duration, Semesters, Stay
from rules.evaluation import Evaluation
from rules.facts import CYCLES, ROLES
from rules.programme import Programme
from rules.programmes.roles import STUDENT

_NOTHING_USED = Days(0)


@dataclass(frozen=True, slots=True, eq=False)
class LengthsOf:
    """A programme's conditions about the length of a stay.

    Attributes:
        programme: which one.
        conditions: those of its conditions that need the length.
        who: the role and the cycle, where only one is open.
        values: what the other facts of these conditions could be.
        numbers: the parameters in force.
    """

    programme: Programme
    conditions: tuple[Condition, ...]
    who: Mapping[str, str]
    values: Values
    numbers: Numbers

    @property
    def parameters(self) -> tuple[str, ...]:
        """The numbers that bound the length."""
        return tuple(name for one in self.conditions for name in one.parameters)

    def judge(self, duration: Duration) -> tuple[Level, Text, str]:
        """Return how a length stands to it: the level, why, and the section that says so."""
        evaluation, told = self._evaluation(duration)
        level = _of_unknown(evaluation)
        if level is Level.HOLDS:
            cycle = self.who.get("cycle")
            asked = [one for one in self.conditions if not one.cycles or cycle in one.cycles]
            bounds = (asked or self.conditions)[0]
            return level, rule_of(bounds, told), bounds.source
        reasons, _ = explain(evaluation, level, told, frozenset(self.values))
        # Of what is open, the limit of the cycle, which comes last, says the most about a length.
        reason = reasons[0 if level is Level.FAILS else -1]
        return level, reason.text, reason.source

    def taken(self, *, semesters: bool) -> list[Stay]:
        """Return the lengths around each limit that it does not refuse.

        In days; in semesters on top.
        """
        return [stay for stay in _taken(self) if semesters or not stay.semesters]

    def refuses(self, duration: Duration) -> bool:
        """Return whether no stay of that length is possible."""
        return _of_unknown(self._evaluation(duration)[0]) is Level.FAILS

    def _evaluation(self, duration: Duration) -> tuple[Evaluation, Told]:
        facts = {**self.who, "duration": duration, "used": _NOTHING_USED}
        told = tell(self.programme, facts, self.numbers)
        unknown = frozenset(self.values)
        told_values = case_values(told)
        return Evaluation(self.conditions, told_values, self.values, unknown, self.numbers), told


# The same few are asked for again and again: every role and cycle, on a day or two.
@lru_cache(maxsize=512)
def lengths_of(
    programme: Programme, role: str | None, cycle: str | None, numbers: Numbers
) -> LengthsOf | None:
    """Return a programme's lengths for a role and a cycle; None where it is not open to them.

    Where one of them is None, it is any to which the programme is open.
    """
    roles = tuple(
        one
        for one in (ROLES if role is None else (role,))
        if _is_open(programme, {"role": one}, numbers)
    )
    cycles = tuple(
        one
        for one in (CYCLES if cycle is None else (cycle,))
        if _is_open(programme, {"role": STUDENT, "cycle": one}, numbers)
    )
    if not roles or not cycles:
        return None
    conditions = tuple(one for one in programme.conditions if "duration" in one.facts)
    facts = dict.fromkeys(fact for one in conditions for fact in one.facts)
    could_be: Mapping[str, tuple[CaseValue, ...]] = {"role": roles, "cycle": cycles}
    who = {fact: some[0] for fact, some in (("role", roles), ("cycle", cycles)) if len(some) == 1}
    values = {
        fact: could_be.get(fact, (True, False))
        for fact in facts
        if fact not in who and fact not in ("duration", "used")
    }
    return LengthsOf(programme, conditions, who, values, numbers)


@lru_cache(maxsize=512)
def _taken(lengths: LengthsOf) -> list[Stay]:
    """Return the lengths around each limit that are not refused, in days and in semesters."""
    candidates = possible_values(
        lengths.programme, ["duration"], {"used": NO_STAY}, lengths.numbers
    )["duration"]
    return [
        stay
        for stay in candidates
        if isinstance(stay, Stay) and not lengths.refuses(_duration(stay))
    ]


def _is_open(programme: Programme, who: Mapping[str, CaseValue], numbers: Numbers) -> bool:
    """Return whether no condition that needs just these facts refuses them."""
    return all(
        one.judge(Case(dict(who), {}, numbers)).level is not Level.FAILS
        for one in programme.conditions
        if set(one.facts) == set(who)
    )


def _duration(stay: Stay) -> Duration:
    return Semesters(stay.semesters) if stay.semesters else Days(stay.days)


def _of_unknown(evaluation: Evaluation) -> Level:
    """Return the outcome where all that is open is unknown rather than missing.

    There always is one.
    """
    level = evaluation.outcome()
    return Level.DEPENDS if level is None else level
