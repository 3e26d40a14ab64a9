"""Load: many chats at a time through the local Bot API, beside a bare echo bot.

`python -m benchmarks.load`. Every bot runs in a process of its own, and so does the Bot API with
the people: the bots are measured one after the other, round by round, so that what else the machine
does hits all of them alike. A person writes the next message when the last one is answered. All
bots get the same messages: labelled questions, other ones in every chat.

The ratio is that of Bot API calls per second (sending and editing; polls are not counted) to those
of the echo bot in the same rounds; beside it stands the ratio of processor time per call, which
hardly depends on what else the machine does. The echo bot is the library's own `Application` as it
is made by default, one update at a time: that is also its fastest setting here, because with many
calls at a time its pool of connections takes longer than the calls do. It is shown in both.
"""

import argparse
import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.processes import Cost, cost_of, program
from benchmarks.questions import talks

BAR = 0.6
_NO_CALLS = ("getUpdates", "getMe", "deleteWebhook", "setMyCommands", "setMyDescription")


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot to be measured.

    Attributes:
        name: for the table.
        arguments: what follows `python`.
        environment: beyond the address, the token and the database.
    """

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Round:
    """What one bot did in one round."""

    seconds: float
    waits: list[float]
    calls: int
    cpu: float
    server_cpu: float
    cost: Cost

    @property
    def calls_per_second(self) -> float:
        """Bot API calls made, polls left out."""
        return self.calls / self.seconds


def contenders(database_url: str | None) -> list[Contender]:
    """The echo bot, in both settings, and Razmena with a tiny and with the real assistant."""
    database = {"DATABASE_URL": database_url} if database_url else {}
    echo = ("-m", "benchmarks.echo_bot")
    return [
        Contender("echo", echo, {"AT_ONCE": "1"}),
        Contender("echo, at once", echo, {"AT_ONCE": "256"}),
        Contender("razmena, tiny", ("-m", "tests.telegram.program"), database),
        Contender("razmena", ("-m", "bot", "run"), database),
    ]


def one_round(contender: Contender, asked: Sequence[Sequence[str]], folder: Path) -> Round:
    """Start a bot and the people, and let them talk."""
    log = folder / "log"
    with program(["-m", "benchmarks.people"], {}, log=log, talks=True) as people:
        where = _read(people)
        environment = {
            "BOT_TOKEN": where["token"],
            "BOT_API_URL": where["url"],
            "DATABASE_URL": f"sqlite:///{folder / 'load.db'}",
            "PORT": "0",
            **contender.environment,
        }
        with program(contender.arguments, environment, log=log) as bot:
            _ask(people, [texts[:4] for texts in asked[:5]])
            before = cost_of(bot.pid)
            found = _ask(people, asked)
            after = cost_of(bot.pid)
    calls = sum(times for method, times in found["calls"].items() if method not in _NO_CALLS)
    return Round(
        found["seconds"],
        found["waits"],
        calls,
        after.cpu - before.cpu,
        found["server_cpu"],
        after,
    )


def _ask(people: "subprocess.Popen[str]", asked: Sequence[Sequence[str]]) -> dict[str, Any]:
    if people.stdin is not None:
        people.stdin.write(json.dumps(asked) + "\n")
        people.stdin.flush()
    return _read(people)


def _read(people: "subprocess.Popen[str]") -> dict[str, Any]:
    line = people.stdout.readline() if people.stdout is not None else ""
    if not line:
        raise SystemExit("the local Bot API ended; its log tells why")
    found: dict[str, Any] = json.loads(line)
    return found


def show(name: str, rounds: Sequence[Round], echo: Sequence[Round]) -> str:
    """A line of the table: medians of the rounds."""
    waits = sorted(wait for each in rounds for wait in each.waits)
    messages = len(waits)
    calls = sum(each.calls for each in rounds)
    cpu = sum(each.cpu for each in rounds)
    server = sum(each.server_cpu for each in rounds)
    return (
        f"{name:<18}{messages / sum(each.seconds for each in rounds):>9.0f}"
        f"{median(each.calls_per_second for each in rounds):>9.0f}"
        + "".join(
            f"{1000 * waits[min(messages - 1, int(messages * share))]:>8.0f}"
            for share in (0.5, 0.95, 0.99)
        )
        + f"{1000 * cpu / messages:>10.2f}{1000 * cpu / calls:>10.2f}{1000 * server / calls:>10.2f}"
        f"{max(each.cost.peak for each in rounds):>9.0f}{ratio(rounds, echo):>8.2f}"
        f"{cpu_per_call(echo) / cpu_per_call(rounds):>8.2f}"
    )


def cpu_per_call(rounds: Sequence[Round]) -> float:
    """Seconds of processor time for each Bot API call."""
    return sum(each.cpu for each in rounds) / sum(each.calls for each in rounds)


def ratio(rounds: Sequence[Round], echo: Sequence[Round]) -> float:
    """Calls per second beside those of the echo bot, round by round; the median."""
    return median(
        ours.calls_per_second / theirs.calls_per_second
        for ours, theirs in zip(rounds, echo, strict=True)
    )


def main() -> int:
    """Measure and print; returns 1 when the ratio is under the bar."""
    parser = argparse.ArgumentParser(description="Load through the local Bot API.")
    parser.add_argument("--chats", type=int, default=500)
    parser.add_argument("--messages", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", action="append", help="measure this bot alone (its name)")
    parser.add_argument("--database-url", help="instead of SQLite files")
    chosen = parser.parse_args()
    bots = [
        bot for bot in contenders(chosen.database_url) if not chosen.only or bot.name in chosen.only
    ]
    asked = talks(chosen.chats, chosen.messages)
    found: dict[str, list[Round]] = {bot.name: [] for bot in bots}
    for _ in range(chosen.rounds):
        for bot in bots:
            with tempfile.TemporaryDirectory() as folder:
                found[bot.name].append(one_round(bot, asked, Path(folder)))
    print(f"{chosen.chats} chats, {chosen.messages} messages each, {chosen.rounds} rounds")
    print(
        f"{'':<18}{'msg/s':>9}{'calls/s':>9}{'p50 ms':>8}{'p95':>8}{'p99':>8}"
        f"{'CPU/msg':>10}{'CPU/call':>10}{'API/call':>10}{'MiB':>9}{'ratio':>8}{'by CPU':>8}"
    )
    echo = found[bots[0].name]
    for name, rounds in found.items():
        print(show(name, rounds, echo))
    print("CPU in ms; API: the local Bot API's own; MiB: the most that was resident")
    ours = found.get("razmena")
    return int(ours is not None and "echo" in found and ratio(ours, echo) < BAR)


if __name__ == "__main__":
    raise SystemExit(main())
