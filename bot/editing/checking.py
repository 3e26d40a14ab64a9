"""Checks of entries in a process of their own, so that answers to people do not wait for them."""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.editing.overlay import ApprovedEntry, write_overlay

# The knowledge is learned anew with the entry in it.
VERIFY_SECONDS = 300.0


async def verified(entries: Sequence[ApprovedEntry]) -> list[str]:
    """Return what the checks of the knowledge find wrong with the last of these entries."""
    names = [one.id for one in reversed(entries) if one.id is not None]
    return await _told(entries, names)


async def loads(entries: Sequence[ApprovedEntry]) -> list[str]:
    """Return why the knowledge cannot be answered from with these entries in it."""
    return await _told(entries, [])


async def _told(entries: Sequence[ApprovedEntry], names: Sequence[str]) -> list[str]:
    """Return what `bot.editing.verify` says of entries."""
    with tempfile.TemporaryDirectory(prefix="razmena-draft-") as folder:
        await asyncio.to_thread(write_overlay, entries, Path(folder))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.editing.verify", folder, *names),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(VERIFY_SECONDS):
                told, _ = await process.communicate()
        except TimeoutError:
            return [f"… {VERIFY_SECONDS:g} s"]
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    found = told.decode(errors="replace").splitlines()
    return found or ([] if process.returncode == 0 else [f"… {process.returncode}"])
