"""Judging a programme when facts are missing or unknown: exactly, and without trying everything.

The outcome is what all completions of the unknown facts agree on, else "depends" (a supervaluation
of Kleene's three values). A missing fact is still asked for only if, under some completion of the
other missing ones, the outcome changes with it.

Trying every completion of every fact would be far too much. But conditions share few facts. Once
the shared ones are fixed, each condition stands for itself: it is tabulated over its own facts
alone, and only the shared facts are gone through together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product
from typing import TypeAlias

from rules.condition import CaseValue, Condition, ConditionResult, Level, Numbers
from rules.diagram import Diagrams, Node, Values

Assignment: TypeAlias = tuple[CaseValue, ...]
Levels: TypeAlias = tuple[Level, ...]


def agreed(levels: Iterable[Level]) -> Level:
    """Return what all agree on, else that it depends."""
    first, *others = set(levels)
    return Level.DEPENDS if others else first


@dataclass(frozen=True, slots=True)
class Table:
    """One condition under all completions of the facts on which it hangs.

    Attributes:
        condition: the condition.
        sure: what it comes to where no open fact changes its level, else None.
        facts: the open facts on which it hangs.
        shared: those on which other conditions hang too.
        asked: its missing facts on which it alone hangs.
        levels: for each assignment of `shared`, its level for each assignment of `asked`; what the
            person does not know is already agreed on.
    """

    condition: Condition
    sure: ConditionResult | None
    facts: frozenset[str]
    shared: tuple[str, ...]
    asked: tuple[str, ...]
    levels: Mapping[Assignment, Levels]


class Evaluation:
    """A programme's conditions, judged on what is told.

    Args:
        conditions: of one programme, in order.
        told: the facts with values.
        values: for each other fact of the conditions, in the order to ask for them, values that
            stand for all it could be.
        unknown: those of them that were asked and are not known.
        numbers: the parameters in force.
    """

    def __init__(
        self,
        conditions: Sequence[Condition],
        told: Mapping[str, CaseValue],
        values: Values,
        unknown: frozenset[str],
        numbers: Numbers,
    ) -> None:
        diagrams = Diagrams(told, values, numbers)
        roots = {condition: diagrams.grow(condition) for condition in conditions}
        if Level.FAILS in roots.values():
            # Where one fails in any case, the others can change nothing any more.
            roots = {one: root for one, root in roots.items() if root == Level.FAILS}
        hangs_on = {condition: diagrams.facts(root) for condition, root in roots.items()}
        uses = Counter(fact for facts in hangs_on.values() for fact in facts)
        order = [fact for fact in values if fact in uses]
        self._values: Values = {fact: diagrams.different_values(fact) for fact in order}
        self._unknown = unknown
        self._shared = frozenset(fact for fact, number in uses.items() if number > 1)
        self._missing = tuple(fact for fact in order if fact not in unknown)
        self._shared_missing = tuple(fact for fact in self._missing if fact in self._shared)
        self._shared_unknown = tuple(fact for fact in order if fact in self._shared & unknown)
        self._rest = [
            dict(zip(self._shared_unknown, assignment, strict=True))
            for assignment in _assignments(self._shared_unknown, self._values)
        ]
        self.tables = [
            self._table(condition, diagrams, root, hangs_on[condition])
            for condition, root in roots.items()
        ]

    def _table(
        self, condition: Condition, diagrams: Diagrams, root: Node, facts: frozenset[str]
    ) -> Table:
        if not facts:
            sure = diagrams.finding(condition)
            return Table(condition, sure, facts, (), (), {(): (sure.level,)})
        order = [fact for fact in self._values if fact in facts]
        shared = tuple(fact for fact in order if fact in self._shared)
        own = [fact for fact in order if fact not in self._shared]
        asked = tuple(fact for fact in own if fact not in self._unknown)
        unknown = tuple(fact for fact in own if fact in self._unknown)
        names = (*shared, *asked, *unknown)

        def level(*parts: Assignment) -> Level:
            return diagrams.level(root, dict(zip(names, chain(*parts), strict=True)))

        levels = {
            given: tuple(
                agreed(level(given, told, rest) for rest in _assignments(unknown, self._values))
                for told in _assignments(asked, self._values)
            )
            for given in _assignments(shared, self._values)
        }
        return Table(condition, None, facts, shared, asked, levels)

    # --- the outcome ----------------------------------------------------------------------------

    def outcome(self) -> Level | None:
        """Return what the outcome is whatever the missing facts are.

        None where they can change it.
        """
        found: set[Level] = set()
        for given in self._of_shared_missing():
            for levels in _together(
                self._along(table, self._points(given)) for table in self.tables
            ):
                found.add(agreed(levels))
                if len(found) > 1:
                    return None
        return found.pop()

    def open_facts(self) -> tuple[str, ...]:
        """Return the missing facts that can still change the outcome, in their order."""
        return tuple(fact for fact in self._missing if self._matters(fact))

    def _matters(self, fact: str) -> bool:
        if fact in self._shared_missing:
            return self._shared_matters(fact)
        return any(
            self._own_matters(table, table.asked.index(fact))
            for table in self.tables
            if fact in table.asked
        )

    def _own_matters(self, table: Table, place: int) -> bool:
        """Return whether a fact on which one condition alone hangs can change the outcome."""
        alike: dict[Assignment, list[int]] = {}
        for number, assignment in enumerate(_assignments(table.asked, self._values)):
            alike.setdefault(assignment[:place] + assignment[place + 1 :], []).append(number)
        for given in self._of_shared_missing():
            points = self._points(given)
            rows = [table.levels[tuple(point[fact] for fact in table.shared)] for point in points]
            changing = [
                vectors
                for numbers in alike.values()
                if len(vectors := {tuple(row[number] for row in rows) for number in numbers}) > 1
            ]
            if not changing:
                continue
            others = _together(
                self._along(other, points) for other in self.tables if other is not table
            ) or {(Level.HOLDS,) * len(points)}
            for vectors, beside in product(changing, others):
                if len({agreed(map(max, vector, beside)) for vector in vectors}) > 1:
                    return True
        return False

    def _shared_matters(self, fact: str) -> bool:
        """Return whether a fact on which several conditions hang can change the outcome."""
        size = len(self._rest)
        for given in self._of_shared_missing(leave_out=fact):
            points = [
                point
                for value in self._values[fact]
                for point in self._points({**given, fact: value})
            ]
            for vector in _together(self._along(table, points) for table in self.tables):
                outcomes = {
                    agreed(vector[start : start + size]) for start in range(0, len(vector), size)
                }
                if len(outcomes) > 1:
                    return True
        return False

    # --- the reasons ----------------------------------------------------------------------------

    def failing(self) -> tuple[Table, ...]:
        """Return the conditions that fail in any case; else the fewest of which one always does."""
        sure = tuple(one for one in self.tables if one.sure and one.sure.level is Level.FAILS)
        return sure or self._fewest(
            [
                [
                    table
                    for table in self.tables
                    if {level for row in self._along(table, [point]) for level in row}
                    == {Level.FAILS}
                ]
                for given in self._of_shared_missing()
                for point in self._points(given)
            ]
        )

    def unsettled(self) -> tuple[Table, ...]:
        """Return the conditions that do not hold for sure.

        Else the fewest of which one never does.
        """
        by_completion = [
            [
                table
                for table in self.tables
                if all(
                    agreed(vector) > Level.HOLDS
                    for vector in self._along(table, self._points(given))
                )
            ]
            for given in self._of_shared_missing()
        ]
        sure = tuple(table for table in self.tables if all(table in some for some in by_completion))
        return sure or self._fewest(by_completion)

    def _fewest(self, by_completion: list[list[Table]]) -> tuple[Table, ...]:
        for size in range(1, len(self.tables) + 1):
            for some in combinations(self.tables, size):
                if all(any(table in there for table in some) for there in by_completion):
                    return some
        raise AssertionError("some condition stands behind every settled outcome")

    # --- going through completions -----------------------------------------------------------

    def _of_shared_missing(self, leave_out: str | None = None) -> Iterator[dict[str, CaseValue]]:
        facts = tuple(fact for fact in self._shared_missing if fact != leave_out)
        for assignment in _assignments(facts, self._values):
            yield dict(zip(facts, assignment, strict=True))

    def _points(self, given: Mapping[str, CaseValue]) -> list[dict[str, CaseValue]]:
        """Return what the shared facts can be, once the missing ones are given."""
        return [{**given, **rest} for rest in self._rest]

    @staticmethod
    def _along(table: Table, points: Iterable[Mapping[str, CaseValue]]) -> set[Levels]:
        """Return a condition's levels at the points given, for each assignment of its own facts."""
        rows = (table.levels[tuple(point[fact] for fact in table.shared)] for point in points)
        return set(zip(*rows, strict=True))


def _assignments(facts: Iterable[str], values: Values) -> Iterator[Assignment]:
    return product(*(values[fact] for fact in facts))


def _together(conditions: Iterable[set[Levels]]) -> set[Levels]:
    """Return how conditions stand together: at each point as the worst of them does."""
    combined: set[Levels] | None = None
    for vectors in conditions:
        if combined is None:
            combined = vectors
        else:
            combined = {tuple(map(max, one, other)) for one, other in product(combined, vectors)}
    return combined or set()
