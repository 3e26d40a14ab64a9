"""The public face of the rules: everything that can be asked of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from rules.account import Account, account
from rules.check import check, holding, state
from rules.computed import COMPUTED
from rules.condition import Numbers, Programme
from rules.deadlines import Deadlines, deadlines
from rules.duration import Duration
from rules.estimate import Estimate, estimate
from rules.estimate_request import EstimateRequest
from rules.facts import CYCLES, ROLES, Fact, Facts, check_facts, unknown_programme
from rules.fits import Fits, durations
from rules.grades import GradeMatches, grades
from rules.institutions import BUILT_IN, read_registry, registry
from rules.parameters import NotInForceError, Parameter, ParameterError, ParameterValue
from rules.programmes import PROGRAMMES
from rules.reading import read_choice
from rules.scopes import load_scopes
from rules.soundness import hold_against
from rules.strict_yaml import StrictYamlError
from rules.verdict import StatedCondition, Verdict

_DAYS_KEPT = 8
_VERDICTS_KEPT = 1024


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The published rules, with their numbers.

    Attributes:
        parameters: every parameter by name, without the computed ones.
    """

    parameters: Mapping[str, Parameter]
    _numbers: dict[date, Numbers] = field(default_factory=dict, repr=False, compare=False)

    def check(self, programme: str, facts: Facts, *, on: date) -> Verdict:
        """Return whether somebody may go, by the published rules in force on a day.

        Args:
            programme: one of `rules.facts.PROGRAMMES`.
            facts: as from `parse_facts`; a fact left out was not asked.
            on: the day.

        Raises:
            FactError: for an unknown programme, a fact outside the table or a value that it does
                not allow; and for a day before the rules are in force.
        """
        check_facts(facts)
        _programme(programme)
        return _checked(programme, tuple(facts.items()), self.numbers(on), on)

    def holding(self, programme: str, facts: Facts, *, on: date) -> tuple[StatedCondition, ...]:
        """Return the conditions of a check that hold for sure, in the order of the source.

        Raises:
            FactError: as `check` does.
        """
        check_facts(facts)
        return holding(_programme(programme), facts, self.numbers(on))

    def estimate(self, request: EstimateRequest, *, on: date) -> Estimate:
        """Return what a short stay is paid, in parts.

        Raises:
            NoPublishedRate: no source publishes the amounts; the error says where they are.
            FactError: something in the request is of a wrong type or out of range.
        """
        return estimate(request, self.numbers(on), on)

    def durations(
        self,
        duration: Duration,
        *,
        role: str | None = None,
        cycle: str | None = None,
        on: date,
    ) -> Fits:
        """Return which programmes a length fits, by the length alone.

        Args:
            duration: the length of the physical stay.
            role: whose stay; None for anybody's.
            cycle: in which cycle; without a role, a student's.
            on: the day on which the rules are in force.

        Raises:
            FactError: for a role or a cycle that does not exist.
        """
        if role is not None:
            read_choice("role", role, ROLES)
        if cycle is not None:
            read_choice("cycle", cycle, CYCLES)
        return _fitted(duration, role, cycle, self.numbers(on), on)

    def account(self, stays: Sequence[Duration], *, on: date) -> Account:
        """Return what is left of a cycle's months after these stays."""
        return account(stays, self.numbers(on))

    def grade(
        self, *, points: object = None, ects: object = None, grade: object = None, on: date
    ) -> GradeMatches:
        """Return the rows of the Academy's table for points (0 to 100), an ECTS letter or a grade.

        Raises:
            FactError: for none or several of them, or a value that is not in the table.
        """
        return grades(points, ects, grade, self.numbers(on), on)

    def deadlines(self, semester_start: date, *, on: date) -> Deadlines:
        """Return by when recognition must be prepared, before a semester at home.

        Raises:
            FactError: for something that is not a day.
        """
        return deadlines(semester_start, self.numbers(on), on)

    def conditions(
        self, programme: str, *, role: object = None, on: date | None = None
    ) -> tuple[StatedCondition, ...]:
        """Return a programme's conditions in words, in the order of the source.

        Each names the section that states it for the role, where there are several.

        Raises:
            FactError: for an unknown programme.
        """
        return _stated(_programme(programme), self.numbers(on), str(role))

    def parameter(self, name: str, *, on: date | None = None) -> ParameterValue:
        """Return the value of a parameter in force on a day; without a day, the newest.

        Numbers that follow from parameters have names too: `computed.…`.

        Raises:
            KeyError: for a name that is not in `parameter_names()`.
            NotInForceError: when the parameter begins later than `on`.
        """
        computed = COMPUTED.get(name)
        if computed is not None:
            return computed.value(lambda part: self.parameter(part, on=on))
        return self.parameters[name].on(on)

    def parameter_names(self) -> frozenset[str]:
        """Return every name that `parameter` knows."""
        return frozenset(self.parameters) | frozenset(COMPUTED)

    def numbers(self, on: date | None) -> Numbers:
        """Return all parameters as they are in force on a day; without a day, the newest values."""
        key = on or date.max
        found = self._numbers.get(key)
        if found is None:
            values: dict[str, ParameterValue] = {}
            not_yet: dict[str, date] = {}
            for name, parameter in self.parameters.items():
                try:
                    values[name] = parameter.on(on)
                except NotInForceError as error:
                    not_yet[name] = error.first
            found = Numbers(values, not_yet)
            while len(self._numbers) >= _DAYS_KEPT:
                self._numbers.pop(next(iter(self._numbers)), None)
            self._numbers[key] = found
        return found


@lru_cache(maxsize=_VERDICTS_KEPT)
def _checked(
    programme: str, facts: tuple[tuple[str, Fact], ...], numbers: Numbers, on: date
) -> Verdict:
    """Cache the verdict: an interview asks the same several times over."""
    return check(PROGRAMMES[programme], dict(facts), numbers, on)


@lru_cache(maxsize=_VERDICTS_KEPT)
def _fitted(
    duration: Duration, role: str | None, cycle: str | None, numbers: Numbers, on: date
) -> Fits:
    """Cache the estimate: a form is computed to see whether it answers, and again to be shown."""
    return durations(duration, role, cycle, numbers, on)


@lru_cache(maxsize=_VERDICTS_KEPT)
def _stated(programme: Programme, numbers: Numbers, role: str) -> tuple[StatedCondition, ...]:
    return state(programme, numbers, role)


def _programme(name: str) -> Programme:
    try:
        return PROGRAMMES[name]
    except KeyError as error:
        raise unknown_programme(name) from error


def load_rulebook(folder: Path = BUILT_IN) -> Rulebook:
    """Read the rules of all institutions and hold them against their parameters.

    Args:
        folder: what comes with the program stands there; with another folder than that of the
            program only what is in it counts, and no packs.

    Raises:
        ParameterError: `file:line: what is wrong; what is allowed`.
    """
    try:
        institutions = registry() if folder == BUILT_IN else read_registry(built_in=folder)
    except StrictYamlError as error:
        raise ParameterError(str(error)) from error
    rulebook = Rulebook(load_scopes(institutions).seen_by(institutions.default))
    hold_against(rulebook.parameters, folder)
    return rulebook
