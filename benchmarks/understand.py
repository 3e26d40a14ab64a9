"""How long a message takes to understand: `python -m benchmarks.understand`.

Every labelled question is understood a few times; its figure is the fastest round in processor
time, so that it says little of what else the machine does. Importing is timed in a process of its
own.
"""

import subprocess
import sys
import time
from datetime import date

from benchmarks.processes import ROOT
from bot.understanding import understand
from knowledge.evaluation.question import read_questions

MEDIAN_BAR, LATE_BAR = 0.15, 1.0
_ROUNDS = 5
_IMPORT = """
import time; begun = time.process_time()
import bot.understanding
print(time.process_time() - begun)
"""


def main() -> int:
    """Print the figures; 1 when one misses its bar."""
    today = date(2026, 11, 28)
    questions = [question.text for question in read_questions()]
    took = [min(_once(question, today) for _ in range(_ROUNDS)) for question in questions]
    took.sort()
    median, late = took[len(took) // 2], took[int(len(took) * 0.99)]
    imports = min(float(_import_time()) for _ in range(3))
    print(f"{len(took)} questions: median {median:.3f} ms, 99 % {late:.3f} ms, most {took[-1]:.3f}")
    print(f"import: {imports:.3f} s")
    return int(median > MEDIAN_BAR or late > LATE_BAR)


def _once(question: str, today: date) -> float:
    begun = time.thread_time()
    understand(question, today)
    return 1000 * (time.thread_time() - begun)


def _import_time() -> str:
    command = [sys.executable, "-c", _IMPORT]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
