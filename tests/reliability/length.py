"""How long the tests of this folder go on: short in `make test`, long in `make soak`."""

import os
from typing import TypeVar

Amount = TypeVar("Amount", int, float)
SOAKING = bool(os.environ.get("SOAK"))


def of_length(*, short: Amount, long: Amount) -> Amount:
    """The amount for this run: `SOAK` is set by `make soak`."""
    return long if SOAKING else short
