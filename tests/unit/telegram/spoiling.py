"""Updates with one thing wrong in them, as nobody but a fault or a stranger sends them."""

import copy
import random
from collections.abc import Sequence
from typing import Any

# How often a part that has parts of its own is gone into, and how often a part is taken out.
_DEEPER, _TAKEN_OUT = 0.85, 0.2


def spoiled(whole: dict[str, Any], chance: random.Random, odd: Sequence[Any]) -> dict[str, Any]:
    """The same with one thing replaced by an odd one, taken out or put in, at any depth."""
    changed = copy.deepcopy(whole)
    part: Any = changed
    while True:
        name = chance.choice(sorted(part))
        if isinstance(part[name], dict) and part[name] and chance.random() < _DEEPER:
            part = part[name]
            continue
        if chance.random() < _TAKEN_OUT and part is not changed:
            del part[name]
        else:
            part[name] = chance.choice(odd)
        return changed
