"""Waiting for what happens elsewhere."""

import asyncio
from collections.abc import Callable

_PAUSE = 0.002


async def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait until a condition holds; fail when it does not in that time."""
    for _ in range(int(seconds / _PAUSE)):
        if condition():
            return
        await asyncio.sleep(_PAUSE)
    raise AssertionError(f"what was waited for did not happen within {seconds:g} s")
