"""Waiting for what happens elsewhere."""

import asyncio
from collections.abc import Callable

_PAUSE = 0.002
# It matters only where something fails: a machine that others use as well may be slow.
PATIENCE_SECONDS = 60.0


async def until(condition: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until a condition holds; fail when it does not in that time."""
    ends = asyncio.get_running_loop().time() + seconds
    while not condition():
        if asyncio.get_running_loop().time() > ends:
            raise AssertionError(f"what was waited for did not happen within {seconds:g} s")
        await asyncio.sleep(_PAUSE)
