"""What a condition comes to, as a diagram of the facts that it asks for and that are not known.

A condition is run on what is told. Where it reads a fact that is not there, the diagram branches
into all values that fact could have. Parts that are alike are kept once, and a branch whose values
all lead to the same is left out: so a fact stands in a diagram only if the condition hangs on it.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from rules.condition import (
    AskedFactError,
    Case,
    CaseValue,
    Condition,
    ConditionResult,
    Level,
    Numbers,
)

# The first nodes are the levels themselves; the others branch.
Node: TypeAlias = int
_LEVELS = tuple(Level)
_FIRST_BRANCH = len(_LEVELS)
Values: TypeAlias = Mapping[str, tuple[CaseValue, ...]]
# A level, or a fact with what each value of it leads to.
_Tree: TypeAlias = "int | tuple[str, tuple[CaseValue, ...], tuple[_Tree, ...]]"


class Diagrams:
    """The diagrams of a programme's conditions, with their parts in common.

    Args:
        told: the facts with values.
        values: for each other fact, values that stand for all it could be.
        numbers: the parameters in force.
    """

    __slots__ = ("_branches", "_nodes", "_numbers", "_told", "_values")

    def __init__(self, told: Mapping[str, CaseValue], values: Values, numbers: Numbers) -> None:
        self._told = told
        self._values = values
        self._numbers = numbers
        self._branches: list[tuple[str, Mapping[CaseValue, Node]]] = []
        self._nodes: dict[tuple[str, tuple[Node, ...]], Node] = {}

    def grow(self, condition: Condition) -> Node:
        """Return the diagram of a condition: a level, or a node that branches."""
        told = tuple(map(self._told.get, condition.facts))
        values = tuple(map(self._values.get, condition.facts))
        return self._plant(_tree(condition, told, values, self._numbers))

    def _plant(self, tree: _Tree) -> Node:
        if isinstance(tree, int):
            return tree
        fact, values, branches = tree
        children = tuple(map(self._plant, branches))
        key = (fact, children)
        if key not in self._nodes:
            self._nodes[key] = _FIRST_BRANCH + len(self._branches)
            self._branches.append((fact, dict(zip(values, children, strict=True))))
        return self._nodes[key]

    def finding(self, condition: Condition) -> ConditionResult:
        """Return what a condition comes to under the first completion, with its wording."""
        case = Case(dict(self._told), self._told, self._numbers)
        while True:
            try:
                return condition.judge(case)
            except AskedFactError as asked:
                case.values[asked.fact] = self._values[asked.fact][0]

    def facts(self, node: Node) -> frozenset[str]:
        """Return the facts on which a diagram hangs."""
        return frozenset(self._facts(node))

    def _facts(self, node: Node) -> Iterator[str]:
        if node >= _FIRST_BRANCH:
            fact, children = self._branches[node - _FIRST_BRANCH]
            yield fact
            for child in set(children.values()):
                yield from self._facts(child)

    def level(self, node: Node, point: Mapping[str, CaseValue]) -> Level:
        """Return where a diagram leads when its facts have these values."""
        while node >= _FIRST_BRANCH:
            fact, children = self._branches[node - _FIRST_BRANCH]
            node = children[point[fact]]
        return _LEVELS[node]

    def different_values(self, fact: str) -> tuple[CaseValue, ...]:
        """Return one value of a fact for each way in which any diagram tells them apart."""
        first: dict[tuple[Node, ...], CaseValue] = {}
        branches = [children for branching, children in self._branches if branching == fact]
        for value in self._values[fact]:
            first.setdefault(tuple(children[value] for children in branches), value)
        return tuple(first.values())


# From one message to the next few facts differ, and a condition hangs on few of them.
@lru_cache(maxsize=2048)
def _tree(
    condition: Condition,
    told: tuple[CaseValue | None, ...],
    values: tuple[tuple[CaseValue, ...] | None, ...],
    numbers: Numbers,
) -> _Tree:
    """Run a condition on what is told of its facts, branching into all that the others can be."""
    known = {
        fact: value for fact, value in zip(condition.facts, told, strict=True) if value is not None
    }
    return _grown(
        condition,
        Case(dict(known), known, numbers),
        dict(zip(condition.facts, values, strict=True)),
    )


def _grown(
    condition: Condition, case: Case, values: Mapping[str, tuple[CaseValue, ...] | None]
) -> _Tree:
    try:
        return int(condition.judge(case).level)
    except AskedFactError as asked:
        fact = asked.fact
    possible = values[fact] or ()
    branches: list[_Tree] = []
    for value in possible:
        case.values[fact] = value
        branches.append(_grown(condition, case, values))
    del case.values[fact]
    if len(set(branches)) == 1:
        return branches[0]
    return fact, possible, tuple(branches)
