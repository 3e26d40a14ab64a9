"""The one end of a length that is asked: "how long at most?" is no question for the shortest."""

from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.questions.asked_of_rules import Side
from locales import Text
from rules import StatedCondition
from rules.condition import CAP, Bounds, Numbers
from rules.programme import Programme
from rules.wording import length_of

_WORDS = {
    Side.LEAST: "conversation.own_rules.at_least",
    Side.MOST: "conversation.own_rules.at_most",
}
_NO_BOUND: Bounds = (None, None)


def of_one_side(
    stated: Sequence[StatedCondition], programme: Programme, side: Side, numbers: Numbers
) -> list[StatedCondition]:
    """Return what bounds a stay on one side, each without its other end.

    Where no condition says how long one stay may be, what all stays of a cycle may be says it.
    """
    bounds = {one.id: one.bounds for one in programme.conditions}
    found = []
    for one in stated:
        ends = bounds[one.id].get("duration", _NO_BOUND)
        end = ends[side is Side.MOST]
        if end is None:
            continue
        length = length_of(numbers[end].unit, numbers.whole(end))
        both = None not in ends
        text = Text(_WORDS[side], {"length": length}) if both else one.text
        found.append(replace(one, text=text))
    if not found and side is Side.MOST:
        return [one for one in stated if CAP in bounds[one.id]]
    return found


def bounding_one_stay(programme: Programme, numbers: Numbers) -> frozenset[str]:
    """Return the conditions on all stays of a cycle that allow less for a single one."""
    found: list[str] = []
    for one in programme.conditions:
        most, alone = one.bounds.get(CAP, _NO_BOUND)[0], one.bounds.get("duration", _NO_BOUND)[1]
        if most is not None and alone is not None and numbers.days(alone) < numbers.days(most):
            found.append(one.id)
    return frozenset(found)
