"""How fast the rules answer: `.venv/bin/python benchmarks/bench_rules.py`.

Three figures, each on cases that differ from each other, so that nothing is answered from memory:
the median of `check` and of `estimate` after loading, and JSON Lines through a process of its own,
its start included.
"""

import itertools
import json
import statistics
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from rules import EstimateRequest, Rulebook, load_rulebook, parse_facts
from rules.facts import FACTS, PROGRAMMES, FactKind

ON = date(2026, 11, 22)
CHECKS = 3_000
LINES = 10_000


def people(number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield different people at every point of an interview: facts told, missing and not known."""
    seen: set[str] = set()
    for person in itertools.count():
        programme = PROGRAMMES[person % len(PROGRAMMES)]
        names = [name for name, one in FACTS.items() if programme in one.programmes]
        told = names[: pick(person, "told", len(names) + 1)]
        facts = {name: value(person, name) for name in told}
        key = json.dumps([programme, facts])
        if key not in seen:
            seen.add(key)
            yield programme, facts
        if len(seen) == number:
            return


def pick(person: int, what: str, options: int) -> int:
    """Return a number below `options`, scattered, and the same in every run."""
    return zlib.crc32(f"{person} {what}".encode()) % options


def value(person: int, name: str) -> Any:
    if pick(person, f"{name} known", 20) == 0:
        return "unknown"
    match FACTS[name].kind:
        case FactKind.CHOICE:
            allowed = FACTS[name].allowed
            return allowed[pick(person, name, len(allowed))]
        case FactKind.TRUTH:
            return pick(person, name, 10) > 0
        case FactKind.WHOLE:
            return 1 + pick(person, name, 6)
        case FactKind.NUMBER:
            return pick(person, name, 40)
        case FactKind.DURATION:
            days, months = 1 + pick(person, name, 90), 1 + pick(person, f"{name} months", 13)
            lengths = ({"days": days}, {"months": months}, {"semesters": 1})
            return lengths[pick(person, f"{name} unit", len(lengths))]


def timed(calls: Sequence[Callable[[], object]]) -> list[float]:
    seconds = []
    for call in calls:
        begun = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - begun)
    return seconds


def show(what: str, seconds: Sequence[float]) -> None:
    ordered = sorted(seconds)
    print(
        f"{what}: median {statistics.median(ordered) * 1e3:.3f} ms, "
        f"p99 {ordered[int(len(ordered) * 0.99)] * 1e3:.3f} ms, "
        f"longest {ordered[-1] * 1e3:.3f} ms, {len(ordered)} cases"
    )


def check(rulebook: Rulebook, programme: str, facts: dict[str, Any]) -> Callable[[], object]:
    parsed = parse_facts(facts)
    return lambda: rulebook.check(programme, parsed, on=ON)


def estimates(rulebook: Rulebook) -> list[Callable[[], object]]:
    rates = ("ub-published", "call-2021", "call-2022", "call-2023", "call-2024", "call-2025")
    requests = [
        EstimateRequest(
            days=days,
            programme=programme,
            green_travel=green,
            travel_days=travel_days,
            fewer_opportunities=fewer,
            rates=name,
        )
        for days, programme, green, travel_days, fewer, name in itertools.product(
            range(5, 31), ("short_phd", "bip"), (True, False), (0, 2), (True, False), rates
        )
    ]

    def call(request: EstimateRequest) -> Callable[[], object]:
        return lambda: rulebook.estimate(request, on=ON)

    return [call(request) for request in requests]


def json_lines(command: str, questions: Sequence[dict[str, Any]]) -> None:
    lines = b"".join(json.dumps(one).encode() + b"\n" for one in questions)
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "rules", command, "--json"],
        cwd=Path(__file__).parent.parent,
        input=lines,
        capture_output=True,
        check=True,
    )
    seconds = time.perf_counter() - begun
    answers = done.stdout.count(b"\n")
    print(f"{command} --json: {answers} lines in {seconds:.2f} s, start included")


def main() -> None:
    begun = time.perf_counter()
    rulebook = load_rulebook()
    print(f"load: {(time.perf_counter() - begun) * 1e3:.0f} ms")
    asked = list(people(LINES))
    show("check", timed([check(rulebook, *one) for one in asked[:CHECKS]]))
    show("estimate", timed(estimates(rulebook)))
    json_lines("check", [{"programme": name, "facts": facts} for name, facts in asked])
    json_lines(
        "estimate",
        [
            {"days": 5 + number % 26, "green_travel": number % 2 == 0, "travel_days": number % 3}
            for number in range(LINES)
        ],
    )


if __name__ == "__main__":
    main()
