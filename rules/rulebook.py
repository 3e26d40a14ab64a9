"""The public face of the rules: everything that can be asked of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from rules.account import Account, account
from rules.check import check, holding, state
from rules.computed import Computed, computed_by
from rules.condition import CAP, Condition, Numbers
from rules.deadlines import Deadlines, deadlines
from rules.duration import Duration
from rules.error import fact_error
from rules.estimate import Estimate, estimate
from rules.estimate_request import EstimateRequest
from rules.facts import CYCLES, ROLES, Fact, Facts, check_facts, unknown_programme
from rules.fits import Fits, durations
from rules.grades import GradeMatches, grades
from rules.institutions import (
    BUILT_IN,
    DEADLINES,
    GRADES,
    Institution,
    Registry,
    read_registry,
    registry,
)
from rules.parameter import NotInForceError, Parameter, ParameterError, ParameterValue
from rules.programme import Programme
from rules.programmes import read_programmes
from rules.reading import read_choice
from rules.scopes import Scopes, load_scopes
from rules.soundness import hold_against
from rules.strict_yaml import StrictYamlError
from rules.verdict import StatedCondition, Verdict

_DAYS_KEPT = 8
_VERDICTS_KEPT = 1024


@dataclass(frozen=True, slots=True, eq=False)
class _Books:
    """Everything that was read, of all institutions."""

    institutions: Registry
    scopes: Scopes
    programmes: Mapping[str, Mapping[str, Programme]]
    views: dict[str, "Rulebook"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The published rules as one institution's people ask them.

    Attributes:
        institution: whose programmes are computed.
        parameters: every parameter by the name that it has for that institution, without the
            computed ones; names that it does not have are those of the others.
        programmes: its programmes by name, in the order in which people see them.
    """

    institution: Institution
    parameters: Mapping[str, Parameter]
    programmes: Mapping[str, Programme]
    _books: _Books = field(repr=False, compare=False)
    _computed: Mapping[str, Computed] = field(repr=False, compare=False)
    _dated: bool = field(repr=False, compare=False)
    _day: date | None = field(default=None, repr=False)
    _numbers: dict[tuple[date, bool], Numbers] = field(
        default_factory=dict, repr=False, compare=False
    )

    def at(self, institution: object) -> "Rulebook":
        """Return the rules as another institution's people ask them; of None, the same.

        Where an institution publishes nothing that is computed, nor is known, the rules stay those
        of the default.
        """
        name = str(institution)
        if institution is None or name == self.institution.id:
            return self
        books = self._books
        if name not in books.institutions:
            name = books.institutions.default
        found = books.views.get(name)
        if found is None:
            found = _view(books, name)
            books.views[name] = found
        return found

    def during(self, day: date | None) -> "Rulebook":
        """Return the rules with the values that hold on the day of a stay; of None, the same.

        The day that is asked on tells then only what is out of date. Before its first value a
        parameter has that.
        """
        return self if day is None else replace(self, _day=day)

    @property
    def institutions(self) -> Registry:
        """The institutions whose rules these are."""
        return self._books.institutions

    def check(self, programme: str, facts: Facts, *, on: date) -> Verdict:
        """Return whether somebody may go, by the published rules in force on a day.

        Args:
            programme: the name of one of its programmes.
            facts: as from `parse_facts`; a fact left out was not asked.
            on: the day.

        Raises:
            FactError: for an unknown programme, a fact outside the table or a value that it does
                not allow; and for a day before the rules are in force.
        """
        check_facts(facts)
        found = self.programme(programme)
        return _checked(found, tuple(facts.items()), self.numbers(on), on)

    def holding(self, programme: str, facts: Facts, *, on: date) -> tuple[StatedCondition, ...]:
        """Return the conditions of a check that hold for sure, in the order of the source.

        Raises:
            FactError: as `check` does.
        """
        check_facts(facts)
        return holding(self.programme(programme), facts, self.numbers(on))

    def estimate(self, request: EstimateRequest, *, on: date) -> Estimate:
        """Return what a short stay is paid, in parts.

        Raises:
            NoPublishedRate: no source publishes the amounts; the error says where they are.
            FactError: something in the request is of a wrong type or out of range.
        """
        numbers = self.numbers(on)
        return estimate(request, self.programmes, self.institution, numbers, on, stay=self._day)

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
        programmes = tuple(self.programmes.values())
        return _fitted(programmes, duration, role, cycle, numbers=self.numbers(on), on=on)

    def account(self, stays: Sequence[Duration], *, on: date) -> Account:
        """Return what is left of a cycle's months after these stays.

        Raises:
            FactError: where no programme bounds all stays of a cycle together.
        """
        return account(stays, self.cap, self.numbers(on))

    def grade(
        self, *, points: object = None, ects: object = None, grade: object = None, on: date
    ) -> GradeMatches:
        """Return the rows of the table for points, an ECTS letter or a grade.

        The table is the institution's own; where it has none, that of the first that has one.

        Raises:
            FactError: for none or several of them, or a value that is not in the table.
        """
        owner = self.teller(GRADES)
        return grades(
            points, ects, grade, institution=owner.institution, numbers=owner.numbers(on), on=on
        )

    def deadlines(self, semester_start: date, *, on: date) -> Deadlines:
        """Return by when recognition must be prepared, before a semester at home.

        Raises:
            FactError: for something that is not a day.
        """
        owner = self.teller(DEADLINES)
        return deadlines(semester_start, owner.institution, owner.numbers(on), on)

    def conditions(
        self, programme: str, *, role: object = None, on: date | None = None
    ) -> tuple[StatedCondition, ...]:
        """Return a programme's conditions in words, in the order of the source.

        Each names the section that states it for the role, where there are several.

        Raises:
            FactError: for an unknown programme.
        """
        return _stated(self.programme(programme), self.numbers(on), str(role))

    def parameter(self, name: str, *, on: date | None = None) -> ParameterValue:
        """Return the value of a parameter in force on a day; without a day, the newest.

        Numbers that follow from parameters have names too: `computed.…`.

        Raises:
            KeyError: for a name that is not in `parameter_names()`.
            NotInForceError: when the parameter begins later than `on`.
        """
        computed = self._computed.get(name)
        if computed is not None:
            return computed.value(lambda part: self.parameter(part, on=on))
        parameter = self.parameters[name]
        return parameter.on(on) if self._day is None else parameter.during(self._day)

    def parameter_names(self) -> frozenset[str]:
        """Return every name that `parameter` knows."""
        return frozenset(self.parameters) | frozenset(self._computed)

    @property
    def cap(self) -> Condition:
        """The condition that bounds all stays of a cycle together.

        Raises:
            FactError: where no programme has one.
        """
        for programme in self.programmes.values():
            for one in programme.conditions:
                if CAP in one.bounds:
                    return one
        raise fact_error("no_cap", "institution", institution=self.institution.id)

    def teller(self, what: str) -> "Rulebook":
        """Return the rules that compute something: the institution's own, else of who has any."""
        return self.at(self.institutions.teller(what, self.institution.id)).during(self._day)

    def programme(self, name: str) -> Programme:
        """Return one of the institution's programmes.

        Raises:
            FactError: for one that it does not have.
        """
        try:
            return self.programmes[name]
        except KeyError as error:
            raise unknown_programme(name, self.programmes) from error

    def numbers(self, on: date | None) -> Numbers:
        """Return all parameters as they are in force on a day; without a day, the newest values."""
        stay = self._day if self._dated else None
        key = (stay or on or date.max, stay is not None)
        found = self._numbers.get(key)
        if found is None:
            values: dict[str, ParameterValue] = {}
            not_yet: dict[str, date] = {}
            own = self._books.scopes.told_by(self.institution.id)
            for name, parameter in own.items():
                try:
                    values[name] = parameter.on(on) if stay is None else parameter.during(stay)
                except NotInForceError as error:
                    not_yet[name] = error.first
            found = Numbers(values, not_yet)
            while len(self._numbers) >= _DAYS_KEPT:
                self._numbers.pop(next(iter(self._numbers)), None)
            self._numbers[key] = found
        return found


@lru_cache(maxsize=_VERDICTS_KEPT)
def _checked(
    programme: Programme, facts: tuple[tuple[str, Fact], ...], numbers: Numbers, on: date
) -> Verdict:
    """Cache the verdict: an interview asks the same several times over."""
    return check(programme, dict(facts), numbers, on)


@lru_cache(maxsize=_VERDICTS_KEPT)
def _fitted(
    programmes: tuple[Programme, ...],
    duration: Duration,
    role: str | None,
    cycle: str | None,
    *,
    numbers: Numbers,
    on: date,
) -> Fits:
    """Cache the estimate: a form is computed to see whether it answers, and again to be shown."""
    return durations(programmes, duration, role, cycle, numbers=numbers, on=on)


@lru_cache(maxsize=_VERDICTS_KEPT)
def _stated(programme: Programme, numbers: Numbers, role: str) -> tuple[StatedCondition, ...]:
    return state(programme, numbers, role)


def _view(books: _Books, institution: str) -> Rulebook:
    own = books.scopes.told_by(institution)
    return Rulebook(
        books.institutions[institution],
        books.scopes.seen_by(institution),
        books.programmes[institution],
        books,
        computed_by(institution, own),
        any(parameter.dated for parameter in own.values()),
    )


def load_rulebook(folder: Path = BUILT_IN) -> Rulebook:
    """Read the rules of all institutions and hold them against their parameters.

    Args:
        folder: what comes with the program stands there; with another folder than that of the
            program only what is in it counts, and no packs.

    Returns:
        The rules as those of the default institution ask them; `at` gives the others.

    Raises:
        ParameterError: `file:line: what is wrong; what is allowed`.
    """
    if folder == BUILT_IN:
        return rulebook_of(registry())
    try:
        return rulebook_of(read_registry(built_in=folder))
    except StrictYamlError as error:
        raise ParameterError(str(error)) from error


def rulebook_of(institutions: Registry) -> Rulebook:
    """Read the rules of these institutions and hold them against their parameters.

    Raises:
        ParameterError: `file:line: what is wrong; what is allowed`.
    """
    scopes = load_scopes(institutions)
    programmes: dict[str, Mapping[str, Programme]] = {}
    for one in institutions:
        own = scopes.told_by(one.id)
        programmes[one.id] = {} if one.id in institutions.left_out else read_programmes(one, own)
        hold_against(one, own, programmes[one.id].values())
    return _view(_Books(institutions, scopes, programmes), institutions.default)
