"""Programs that are measured: each in a process of its own, and what it costs."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")
_STOP_SECONDS = 10


def family_cpu(pid: int) -> float:
    """Return the processor seconds of a process and its children, ended ones included."""
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if file.parent.name == str(pid):
            ticks += sum(map(int, fields[11:15]))
        elif fields[1] == str(pid):
            ticks += sum(map(int, fields[11:13]))
    return ticks / _TICKS


@contextmanager
def program(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    *,
    log: Path,
    talks: bool = False,
    root: Path = ROOT,
    python: str = sys.executable,
) -> Iterator[subprocess.Popen[str]]:
    """Yield a Python program that runs meanwhile.

    Args:
        arguments: what follows `python`.
        environment: all of it but the path.
        log: where its standard error goes.
        talks: it is talked to over standard input and output.
        root: the checkout that it runs from.
        python: what runs it.
    """
    pipe = subprocess.PIPE if talks else subprocess.DEVNULL
    with log.open("ab") as errors:
        running = subprocess.Popen(
            [python, *arguments],
            cwd=root,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(root), **environment},
            stdin=pipe,
            stdout=pipe,
            stderr=errors,
            text=True,
        )
        try:
            yield running
        finally:
            running.terminate()
            try:
                running.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
