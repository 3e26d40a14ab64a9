"""How long the conversation takes for a question: `python -m benchmarks.respond`.

Every labelled question is asked twice: as the first of a conversation, and all of them one after
the other as one long conversation; processor time says what would be on a machine that nobody else
uses. Start to first answer and memory are those of a process of its
own. With `--times 100` the entries are multiplied and the finder is fitted anew, which takes
minutes; fitting is done ahead of time and is not part of the figures.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from benchmarks.processes import ROOT
from bot.cli.assistant import load_assistant
from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.messages.event import Event, Said
from knowledge import Knowledge
from knowledge.building import build
from knowledge.entry import Entry
from knowledge.evaluation.question import read_questions
from knowledge.finder import Finder
from knowledge.in_context import FollowUpTables
from knowledge.parts import FOLDER
from rules import Rulebook, load_rulebook

# Those of the design.
MEDIAN_BAR, LATE_BAR, LARGE_LATE_BAR = 1.0, 10.0, 100.0
START_BAR, MEMORY_BAR = 1.2, 150.0
_FIRST = """
import time; begun = time.perf_counter()
from datetime import UTC, datetime
from bot.cli.assistant import load_assistant
from bot.messages.event import Event, Said
from bot.dialogue.state.session import Session
load_assistant().respond(Session.new(), Event(Said("doktorand, 20 dana")), datetime.now(UTC))
print(time.perf_counter() - begun)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")))
"""


def timed(
    assistant: Assistant, questions: Sequence[str], *, one_talk: bool
) -> tuple[list[float], list[float]]:
    """Return milliseconds per question, and of processor time; each sorted."""
    now, session = datetime.now(UTC), Session.new()
    took: list[float] = []
    processor: list[float] = []
    for question in questions:
        if not one_talk:
            session = Session.new()
        begun, busy = time.perf_counter(), time.thread_time()
        session, _ = assistant.respond(session, Event(Said(question)), now)
        processor.append(1000 * (time.thread_time() - busy))
        took.append(1000 * (time.perf_counter() - begun))
    return sorted(took), sorted(processor)


def show(name: str, took: Sequence[float]) -> str:
    """Return a line of the table."""
    at = [took[min(len(took) - 1, int(len(took) * share))] for share in (0.5, 0.95, 0.99, 1)]
    return f"{name:<32}" + "".join(f"{value:>9.2f}" for value in at)


def multiplied(rulebook: Rulebook, times: int) -> Knowledge:
    """Return the knowledge with every entry that many times over, each with a word of its own."""
    read = build(FOLDER)
    entries: dict[str, Entry] = {}
    for number in range(times):
        for entry in read.entries.values():
            name = entry.id if not number else f"{entry.id}-{number}"
            entries[name] = replace(
                entry, id=name, phrasings=_with_word(entry.phrasings, f"grad{number}")
            )
    examples = [
        (words, entry.id)
        for entry in entries.values()
        for phrasings in entry.phrasings.values()
        for words in phrasings
    ]
    finder = Finder.fit(examples)
    content = replace(
        read,
        entries=entries,
        own_words={},
        follow_ups=FollowUpTables.of(entries.values(), finder),
        finder=finder,
    )
    return Knowledge(content, rulebook)


def _with_word(phrasings: Mapping[str, Sequence[str]], word: str) -> dict[str, tuple[str, ...]]:
    return {
        language: tuple(f"{text} {word}" for text in texts) for language, texts in phrasings.items()
    }


def start_up() -> tuple[float, float]:
    """Return seconds from the start of a process to its first answer, and MiB resident then."""
    written = subprocess.run(
        [sys.executable, "-c", _FIRST], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()
    return float(written[0]), int(written[1]) / 1024


def main() -> int:
    """Measure and print; returns 1 when a bar is not met."""
    parser = argparse.ArgumentParser(description="Time of the conversation alone.")
    parser.add_argument("--times", type=int, default=1, help="multiply the entries")
    chosen = parser.parse_args()
    questions = [question.text for question in read_questions()]
    if chosen.times > 1:
        rulebook = load_rulebook()
        begun = time.perf_counter()
        assistant = Assistant(multiplied(rulebook, chosen.times), rulebook)
        print(f"{chosen.times}x the entries, fitted in {time.perf_counter() - begun:.0f} s")
        questions = questions[:: max(1, len(questions) // 300)]
        late_bar = LARGE_LATE_BAR
    else:
        start_up()  # fits the finder where that has not been done yet
        started, memory = min(start_up() for _ in range(5))
        print(f"start to first answer {started:.2f} s (bar {START_BAR:g}), ", end="")
        print(f"{memory:.0f} MiB resident (bar {MEMORY_BAR:g})")
        assistant = load_assistant()
        assistant.get_ready()
        late_bar = LATE_BAR
    print(f"{'ms, ' + str(len(questions)) + ' questions':<32}   median      p95      p99      max")
    first, processor = timed(assistant, questions, one_talk=False)
    print(show("each in a new conversation", first))
    print(show("  processor time alone", processor))
    talk, processor = timed(assistant, questions, one_talk=True)
    print(show("all in one conversation", talk))
    print(show("  processor time alone", processor))
    late = first[int(len(first) * 0.99)]
    met = late <= late_bar and (chosen.times > 1 or first[len(first) // 2] <= MEDIAN_BAR)
    return int(not met)


if __name__ == "__main__":
    raise SystemExit(main())
