"""Measure what a process costs, in tests and benchmarks (Linux)."""

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process has used since it began.

    Attributes:
        cpu: seconds of processor time, of all its threads.
        memory: MiB that are resident now.
        peak: MiB that were resident at most.
    """

    cpu: float
    memory: float
    peak: float


def cost_of(pid: int) -> Cost:
    """Return what a process of this machine has used so far (Linux)."""
    # The name in brackets may hold spaces; utime and stime are fields 14 and 15.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    status = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines()
    )
    return Cost(
        cpu=(int(fields[11]) + int(fields[12])) / _TICKS,
        memory=int(status["VmRSS"].split()[0]) / 1024,
        peak=int(status["VmHWM"].split()[0]) / 1024,
    )
