"""What a programme's file says of one condition, read by the kind of condition it names."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from locales import Value
from rules.condition import (
    HOLDS,
    Bounds,
    Case,
    Condition,
    ConditionResult,
    Judge,
    Told,
    Values,
    Wording,
)
from rules.facts import CYCLES
from rules.institutions import Institution
from rules.parameter import Parameter
from rules.parameters import read_reference
from rules.programme import ProgrammeKind
from rules.strict_yaml import Mistakes, YamlDocument, YamlPath, YamlValue
from rules.verdict import Quote

LANGUAGES = ("en", "sr-Cyrl", "sr-Latn")
_ROLES: Final = "by_role"
_CYCLES, _GRADUATE = "cycles", "graduate"
# Who goes, and in which cycle, is asked before anything is asked of some cycles alone.
_OF_ANYBODY = frozenset({"role", "cycle", "current_cycle"})
_COMMON = ("kind", "id", "source", "quote", "quote_language", _ROLES, "words")


@dataclass(frozen=True, slots=True)
class Programmed:
    """The programme that a condition is of, as far as conditions need to know it.

    Attributes:
        name: as in JSON.
        kind: which of the known kinds it is.
        named: its name within a sentence.
        institution: whose rules these are.
        cycles: the cycles that it is open to; None for any.
        parameters: the numbers that the institution publishes, with those that all share.
        open_to: the names of the programmes that a role may go on, at this institution.
    """

    name: str
    kind: ProgrammeKind
    named: Value
    institution: Institution
    cycles: tuple[str, ...] | None
    parameters: Mapping[str, Parameter]
    open_to: Callable[[str], tuple[Value, ...]]


def _of_these_cycles(judge: Judge, cycles: tuple[str, ...], kind: ProgrammeKind) -> Judge:
    """Return a condition that holds for students of other cycles than these."""

    def judged(case: Case) -> ConditionResult:
        if not spared_graduate(case, kind) and case.cycle not in cycles:
            return HOLDS
        return judge(case)

    return judged


def spared_graduate(case: Case, kind: ProgrammeKind) -> bool:
    """Return whether this is a graduate, of whom enrolment is not asked and never fails.

    Only a traineeship is open to graduates. Elsewhere the role fails by itself, so a role that
    nobody told is not taken for a graduate's: what does fail is then named as the reason.
    """
    if kind is ProgrammeKind.TRAINEESHIP:
        return case.role == _GRADUATE
    return case.was_told("role", _GRADUATE)


def _none(_told: Told) -> Mapping[str, Value]:
    return {}


class Specification:
    """One condition as it stands in a file.

    Attributes:
        document: the file.
        path: the way to the condition in it.
        programme: the programme that it is of.
    """

    def __init__(self, document: YamlDocument, path: YamlPath, programme: Programmed) -> None:
        self.document = document
        self.path = path
        self.programme = programme
        self._used: set[str] = set(_COMMON)
        self._parameters: list[str] = []
        value = document.at(path)
        self._given: Mapping[str, YamlValue] = value if isinstance(value, dict) else {}

    @property
    def kind(self) -> str:
        """The kind of condition."""
        return str(self._given.get("kind", ""))

    def condition(
        self,
        facts: tuple[str, ...],
        judge: Judge,
        *,
        words: str,
        values: Values | None = None,
        wording: Wording | None = None,
        bounds: Mapping[str, Bounds] | None = None,
        identity: str = "",
        rule: str = "rule",
    ) -> Condition:
        """Return the condition; no key of it may be left unread.

        Args:
            facts: the facts it can need, in the order to ask for them.
            judge: what it comes to for a complete case.
            words: its messages, where the file names no others.
            values: what stands in its messages.
            wording: which message says a finding.
            bounds: the parameters that bound a fact.
            identity: the last part of its id, where the file gives none; else its kind.
            rule: which of its messages states it.
        """
        mistakes = Mistakes()
        cycles = mistakes.tried(self._of_cycles, ())
        for key in self._given:
            if key not in self._used:
                allowed = ", ".join(sorted(self._used))
                message = f"unknown key {key!r} of {self.kind!r}; allowed: {allowed}"
                mistakes.add(self.document.error((*self.path, key), message))
        with mistakes.of_a_part():
            self._quote(self.path, self._given)
        source = mistakes.tried(
            lambda: self._source((*self.path, "source"), self._given.get("source")), ""
        )
        mistakes.raise_all()
        quotes = {source: self._quote(self.path, self._given)}
        by_role: dict[str, str] = {}
        for name, other in self._by_role().items():
            path = (*self.path, _ROLES, name)
            by_role[name] = self._source((*path, "source"), other.get("source"))
            quotes[by_role[name]] = self._quote(path, other)
        named = self.programme.institution.named

        def as_found(_told: Told, finding: ConditionResult) -> str:
            return finding.wording

        if cycles:
            facts = tuple(dict.fromkeys(("role", "cycle", *facts)))
            judge = _of_these_cycles(judge, cycles, self.programme.kind)
        return Condition(
            id=f"{self.programme.name}.{self.text('id', default=identity or self.kind)}",
            facts=facts,
            source=source,
            judge=judge,
            cycles=cycles,
            alone=self.programme.institution.added,
            words=self.text("words", default=words),
            parameters=tuple(dict.fromkeys(self._parameters)),
            values=_none if values is None else values,
            wording=as_found if wording is None else wording,
            source_by_role=by_role,
            quotes=quotes,
            bounds=bounds or {},
            named=named,
            rule=rule,
        )

    def _of_cycles(self) -> tuple[str, ...]:
        """Return the cycles of which alone this is asked, where its kind does not read them."""
        if _CYCLES in self._used:
            return ()
        cycles = self.choices(_CYCLES, CYCLES, default=())
        of_staff = self.programme.kind is ProgrammeKind.STAFF
        if cycles and (of_staff or self.kind in _OF_ANYBODY):
            message = f"{self.kind!r} is asked of everybody here; take {_CYCLES} out"
            raise self.document.error((*self.path, _CYCLES), message)
        return cycles

    def open_to(self, role: str) -> tuple[Value, ...]:
        """Return the programmes that a role may go on, as a list in a sentence."""
        return self.programme.open_to(role)

    def parameter(self, key: str, unit: str) -> str:
        """Return the name of a parameter in a unit.

        Raises:
            StrictYamlError: for a missing key, and a name that is no such parameter.
        """
        return self.parameter_of(key, (unit,))

    def parameter_of(self, key: str, units: tuple[str, ...]) -> str:
        """Return the name of a parameter in one of several units.

        Raises:
            StrictYamlError: for a missing key, and a name that is no such parameter.
        """
        return self._parameter(key, self._required(key), units)

    def optional_parameter(self, key: str, unit: str) -> str | None:
        """Return the name of a parameter in a unit, None where the file names none."""
        self._used.add(key)
        given = self._given.get(key)
        return None if given is None else self._parameter(key, given, (unit,))

    def told_parameter(self, key: str, unit: str) -> str | None:
        """Return the name of a parameter that a text tells and that is not compared with."""
        found = self.optional_parameter(key, unit)
        if found is not None:
            self._parameters.remove(found)
        return found

    def choices(
        self, key: str, allowed: Collection[str], *, default: tuple[str, ...] | None = None
    ) -> tuple[str, ...]:
        """Return a list of words of which each must be allowed."""
        self._used.add(key)
        if key not in self._given and default is not None:
            return default
        given = self._required(key)
        if not isinstance(given, list) or not given:
            raise self.document.error((*self.path, key), f"{key} must be a list")
        for place, one in enumerate(given):
            if one not in allowed:
                message = f"{key}: {one!r} is not allowed; allowed: {', '.join(allowed)}"
                raise self.document.error((*self.path, key, place), message)
        return tuple(map(str, given))

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """Return one word of those allowed."""
        given = self._required(key)
        if given not in allowed:
            message = f"{key}: {given!r} is not allowed; allowed: {', '.join(allowed)}"
            raise self.document.error((*self.path, key), message)
        return str(given)

    def truth(self, key: str) -> bool:
        """Return a yes or no; no where the file does not say."""
        self._used.add(key)
        given = self._given.get(key, False)
        if not isinstance(given, bool):
            raise self.document.error((*self.path, key), f"{key} must be true or false")
        return given

    def text(self, key: str, *, default: str) -> str:
        """Return a word."""
        self._used.add(key)
        given = self._given.get(key, default)
        if not isinstance(given, str):
            raise self.document.error((*self.path, key), f"{key} must be a word")
        return given

    def _required(self, key: str) -> YamlValue:
        self._used.add(key)
        if key not in self._given:
            message = f"the condition {self.kind!r} of {self.programme.name} lacks {key!r}"
            raise self.document.error(self.path, message)
        return self._given[key]

    def _parameter(self, key: str, given: YamlValue, units: tuple[str, ...]) -> str:
        here = (*self.path, key)
        found = self.programme.parameters.get(given) if isinstance(given, str) else None
        if found is None:
            known = [name for name, one in self.programme.parameters.items() if one.unit in units]
            message = (
                f"{key}: there is no parameter {given!r} of {self.programme.institution.id}; "
                f"in {' or '.join(units)} there are: {', '.join(sorted(known)) or 'none'}"
            )
            raise self.document.error(here, message)
        if found.unit not in units:
            message = f"{key}: {found.name} is in {found.unit}; allowed: {', '.join(units)}"
            raise self.document.error(here, message)
        self._parameters.append(found.name)
        return found.name

    def _by_role(self) -> Mapping[str, Mapping[str, YamlValue]]:
        given = self._given.get(_ROLES, {})
        if not isinstance(given, dict):
            raise self.document.error((*self.path, _ROLES), f"{_ROLES} maps roles to sources")
        found: dict[str, Mapping[str, YamlValue]] = {}
        for name in given:
            keys = ("source", "quote")
            path = (*self.path, _ROLES, name)
            found[name] = self.document.check_keys(
                path, required=keys, optional=("quote_language",)
            )
        return found

    def _source(self, path: YamlPath, given: YamlValue) -> str:
        if given is None:
            message = f"the condition {self.kind!r} of {self.programme.name} lacks its source"
            raise self.document.error(self.path, message)
        return read_reference(self.document, path, given)

    def _quote(self, path: YamlPath, given: Mapping[str, YamlValue]) -> Quote:
        text, language = given.get("quote"), given.get("quote_language", "en")
        if not isinstance(text, str) or not text.strip():
            message = f"the condition {self.kind!r} lacks quote: its sentence, word for word"
            raise self.document.error(path, message)
        if language not in LANGUAGES:
            message = f"quote_language must be one of {', '.join(LANGUAGES)}, not {language!r}"
            raise self.document.error((*path, "quote_language"), message)
        return Quote(text.strip(), str(language))
