"""Load: many chats at a time through the local Bot API, beside a bare echo bot.

`python -m benchmarks.load`. Every bot runs in a process of its own, and so does the Bot API with
the people: the bots are measured one after the other, round by round, so that what else the machine
does hits all of them alike. A person writes the next message when the last one is answered. All
bots get the same messages: labelled questions, other ones in every chat.

The ratio is that of Bot API calls per second (sending and editing; polls are not counted) to those
of the echo bot in the same rounds; beside it stands the ratio of processor time per call, which
hardly depends on what else the machine does. The echo bot is the library's own `Application` as it
is made by default, one update at a time: that is also its fastest setting here, because with many
calls at a time its pool of connections takes longer than the calls do. It is shown in both, and
beside it one on aiogram, where `make peers` has installed that.
"""

import argparse
import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.contenders import Contender, contenders, database_server, free_ports, running
from benchmarks.processes import family_cpu, program
from benchmarks.questions import talks
from bot.cli.assistant import load_assistant
from bot.preview.kit.cost import cost_of
from bot.preview.kit.postgres_server import PostgresServer

BAR = 0.6
_NO_CALLS = ("getUpdates", "getMe", "deleteWebhook", "setMyCommands", "setMyDescription")


@dataclass(frozen=True, slots=True)
class Round:
    """What one bot did in one round."""

    seconds: float
    waits: list[float]
    calls: int
    cpu: float
    server_cpu: float
    database_cpu: float
    peak: float

    @property
    def calls_per_second(self) -> float:
        """Bot API calls made, polls left out."""
        return self.calls / self.seconds


def one_round(
    contender: Contender,
    asked: Sequence[Sequence[str]],
    folder: Path,
    server: PostgresServer | None,
) -> Round:
    """Start a bot and the people, and let them talk."""
    database = f"sqlite:///{folder / 'load.db'}"
    if contender.postgresql and server is not None:
        database = server.url(server.new_database())
    ports = free_ports(contender.webhooks)
    with program(["-m", "benchmarks.people"], {}, log=folder / "people", talks=True) as people:
        where = read(people)
        if ports:
            ask(people, {"webhooks": ports})
        environment = {
            "BOT_TOKEN": where["token"],
            "BOT_API_URL": where["url"],
            "DATABASE_URL": database,
        }
        with running(contender, environment, ports, folder) as bots:
            ask(people, {"talks": [texts[:4] for texts in asked[:5]]})
            cpu = sum(cost_of(bot).cpu for bot in bots)
            database_cpu = family_cpu(server.pid) if server is not None else 0.0
            found = ask(people, {"talks": asked})
            costs = [cost_of(bot) for bot in bots]
            if server is not None:
                database_cpu = family_cpu(server.pid) - database_cpu
    calls = sum(times for method, times in found["calls"].items() if method not in _NO_CALLS)
    return Round(
        found["seconds"],
        found["waits"],
        calls,
        sum(cost.cpu for cost in costs) - cpu,
        found["server_cpu"],
        database_cpu if contender.postgresql else 0.0,
        max(cost.peak for cost in costs),
    )


def ask(people: "subprocess.Popen[str]", asked: Mapping[str, Any]) -> dict[str, Any]:
    """Ask the process with the people for something, and return what it tells."""
    if people.stdin is not None:
        people.stdin.write(json.dumps(asked) + "\n")
        people.stdin.flush()
    return read(people)


def read(people: "subprocess.Popen[str]") -> dict[str, Any]:
    """Return the next line of the process with the people."""
    line = people.stdout.readline() if people.stdout is not None else ""
    if not line:
        raise SystemExit("the local Bot API ended; its log tells why")
    found: dict[str, Any] = json.loads(line)
    return found


def show(name: str, rounds: Sequence[Round], echo: Sequence[Round]) -> str:
    """Return a line of the table: medians of the rounds."""
    waits = sorted(wait for each in rounds for wait in each.waits)
    messages = len(waits)
    calls = sum(each.calls for each in rounds)
    cpu = sum(each.cpu for each in rounds)
    server = sum(each.server_cpu for each in rounds)
    database = sum(each.database_cpu for each in rounds)
    return (
        f"{name:<22}{messages / sum(each.seconds for each in rounds):>9.0f}"
        f"{median(each.calls_per_second for each in rounds):>9.0f}"
        + "".join(
            f"{1000 * waits[min(messages - 1, int(messages * share))]:>8.0f}"
            for share in (0.5, 0.95, 0.99)
        )
        + f"{1000 * cpu / messages:>10.2f}{1000 * cpu / calls:>10.2f}{1000 * server / calls:>10.2f}"
        f"{1000 * database / calls:>9.2f}{max(each.peak for each in rounds):>9.0f}"
        f"{ratio(rounds, echo):>8.2f}"
        f"{cpu_per_call(echo) / cpu_per_call(rounds):>8.2f}"
    )


def cpu_per_call(rounds: Sequence[Round]) -> float:
    """Return seconds of processor time for each Bot API call."""
    return sum(each.cpu for each in rounds) / sum(each.calls for each in rounds)


def ratio(rounds: Sequence[Round], echo: Sequence[Round]) -> float:
    """Return the median, over rounds, of calls per second beside those of the echo bot."""
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
    parser.add_argument(
        "--postgresql",
        action="store_true",
        help="webhooks and a PostgreSQL server too; it is started for the time of the measurement",
    )
    parser.add_argument("--beside", type=Path, help="another checkout, whose bot is measured too")
    chosen = parser.parse_args()
    bots = [
        bot
        for bot in contenders(postgresql=chosen.postgresql, beside=chosen.beside)
        if not chosen.only or bot.name.strip() in chosen.only
    ]
    load_assistant()  # fits the finder where that has not been done yet
    asked = talks(chosen.chats, chosen.messages)
    found: dict[str, list[Round]] = {bot.name: [] for bot in bots}
    with ExitStack() as stack:
        server = stack.enter_context(database_server()) if chosen.postgresql else None
        for _ in range(chosen.rounds):
            for bot in bots:
                with tempfile.TemporaryDirectory() as folder:
                    found[bot.name].append(one_round(bot, asked, Path(folder), server))
    print(f"{chosen.chats} chats, {chosen.messages} messages each, {chosen.rounds} rounds")
    print(
        f"{'':<22}{'msg/s':>9}{'calls/s':>9}{'p50 ms':>8}{'p95':>8}{'p99':>8}"
        f"{'CPU/msg':>10}{'CPU/call':>10}{'API/call':>10}{'DB/call':>9}{'MiB':>9}"
        f"{'ratio':>8}{'by CPU':>8}"
    )
    echo = found[bots[0].name]
    for name, rounds in found.items():
        print(show(name, rounds, echo))
    print("CPU in ms, of all replicas together; API: the local Bot API's own, and the balancer's;")
    print("DB: the PostgreSQL server's; MiB: the most that was resident, of one process")
    ours = found.get("razmena")
    return int(ours is not None and "echo" in found and ratio(ours, echo) < BAR)


if __name__ == "__main__":
    raise SystemExit(main())
