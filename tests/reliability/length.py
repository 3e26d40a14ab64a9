"""How long tests with chance in them go on: short in `make test`, long in `make soak`.

`SOAK` asks for the long form. `SOAK_AMOUNT` and `SOAK_SEED` make one piece of a longer run:
so many kills or updates, at moments that this seed decides. `tests/reliability/soak.py` puts the
pieces together.
"""

import os
from typing import TypeVar

Amount = TypeVar("Amount")
SOAKING = bool(os.environ.get("SOAK"))


def of_length(*, short: Amount, long: Amount) -> Amount:
    """The amount for this run: `SOAK` is set by `make soak`."""
    return long if SOAKING else short


def of_piece(*, short: int, long: int) -> int:
    """How many kills or updates there are in this run."""
    return int(os.environ.get("SOAK_AMOUNT") or of_length(short=short, long=long))


def seed(usual: int) -> int:
    """What random moments and updates come from in this run."""
    return int(os.environ.get("SOAK_SEED") or usual)
