"""Whether several values told of a slot are weighed against each other, or all meant."""

import re
from collections.abc import Mapping

from bot.understanding import Ambiguity, Understanding
from knowledge.vocabulary import load_vocabulary
from locales import fold

_WEIGHED = load_vocabulary("conversation").words("weighed")
_WORD = re.compile(r"\w+")
# Of what a person can choose: who somebody is may not be told in two ways.
_CHOSEN = frozenset({"duration", "green_travel", "travel_days", "rates"})


def weighs(reading: Understanding, slot: str) -> bool:
    """Return whether a message weighs values of a slot against each other: it tells no range."""
    told = [
        one
        for one in reading.ambiguous
        if one.slot == slot and slot in _CHOSEN and not is_each_or_all(one)
    ]
    return any(
        one.reason != "range"
        or not _WEIGHED.isdisjoint(_WORD.findall(fold(reading.text[slice(*one.span)])))
        for one in told
    )


def is_each_or_all(one: Ambiguity) -> bool:
    """Return whether several stays were told, each or all together: "three BIPs of six days"."""
    if one.reason != "ambiguous" or len(one.values) != 2:
        return False
    each, total = one.values
    if not isinstance(each, Mapping) or not isinstance(total, Mapping) or set(each) != set(total):
        return False
    counts = [(each[unit], total[unit]) for unit in each]
    return all(
        isinstance(few, int) and isinstance(many, int) and few and many > few and many % few == 0
        for few, many in counts
    )
