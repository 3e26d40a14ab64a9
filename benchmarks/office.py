"""Conversations with an office: how soon an answer is there, and what having one costs.

`python -m benchmarks.office`. Students ask an office, its staff answer, with the bot on an SQLite
file and as two replicas on PostgreSQL; an answer's way is from when it is written in the staff chat
to when it stands in the person's. The cost is the processor time of the conversation for the same
questions with an office behind it and without, asked of both in turn.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.contenders import PUBLIC, Contender, database_server, free_ports, running
from benchmarks.questions import talks
from bot.cli.assistant import load_assistant
from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.messages.event import Event, Said
from bot.office import Office, Offices
from bot.preview import LocalTelegram
from bot.preview.kit.balancer import Balancer

ANSWER_BAR, COST_BAR = 1.0, 1.05
_BOT = ("-m", "bot", "run")
_PATIENCE_SECONDS = 120.0


@dataclass
class _Replica:
    """A replica as the balancer knows it."""

    port: int
    taken: int = 0


async def ways(contender: Contender, database: str, folder: Path, answers: int) -> list[float]:
    """Return how long each answer of the staff took, in seconds, shortest first."""
    ports = free_ports(contender.webhooks)
    took = []
    async with LocalTelegram() as telegram, Balancer([*map(_Replica, ports)]).serving() as balancer:
        telegram.route_webhook(PUBLIC, balancer.url)
        vera = telegram.person("Vera")
        staff = telegram.group("Office", [vera])
        environment = {
            "BOT_TOKEN": telegram.token,
            "BOT_API_URL": telegram.base_url,
            "DATABASE_URL": database,
            "STAFF_CHAT_ID": str(staff.id),
        }
        with ExitStack() as stack:
            bots = running(contender, environment, ports, folder)
            await asyncio.to_thread(stack.enter_context, bots)
            for number in range(answers):
                chat = telegram.private_chat(telegram.person(language_code="en"))
                await chat.send(f"/office May I bring {number} bicycles?")
                await chat.tap("Send", message=await chat.next_reply(_PATIENCE_SECONDS))
                asked = await staff.next_reply(_PATIENCE_SECONDS)
                await chat.next_reply(_PATIENCE_SECONDS)
                begun = time.perf_counter()
                await staff.send(vera, f"At most {number}.", reply_to=asked)
                await chat.next_reply(_PATIENCE_SECONDS)
                took.append(time.perf_counter() - begun)
    return sorted(took)


def costs(
    without: Assistant, with_office: Assistant, questions: Sequence[str], rounds: int
) -> tuple[float, float]:
    """Return the processor seconds that each takes for the questions: of the quickest rounds."""
    least = {without: float("inf"), with_office: float("inf")}
    for _ in range(rounds):
        took = dict.fromkeys(least, 0.0)
        sessions = dict.fromkeys(least, Session.new())
        for place, question in enumerate(questions):
            for each in (without, with_office) if place % 2 else (with_office, without):
                begun = time.thread_time()
                sessions[each], _ = each.respond(
                    sessions[each], Event(Said(question)), datetime.now(UTC)
                )
                took[each] += time.thread_time() - begun
        least = {each: min(least[each], took[each]) for each in least}
    return least[without], least[with_office]


def main() -> int:
    """Measure and print; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description="Measure conversations with an office.")
    parser.add_argument("--answers", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--questions", type=int, default=400)
    chosen = parser.parse_args()
    without = load_assistant()
    with_office = load_assistant(offices=Offices(general=Office(-1)))
    questions = talks(1, chosen.questions)[0]
    before, after = costs(without, with_office, questions, chosen.rounds)
    ratio = after / before
    print(f"the same {len(questions)} questions with an office: {ratio:.3f} of the time without")
    missed = ratio > COST_BAR
    with database_server() as server, tempfile.TemporaryDirectory() as folder:
        kinds = (
            (Contender("SQLite", _BOT), f"sqlite:///{Path(folder) / 'office.db'}"),
            (
                Contender("PostgreSQL, two replicas", _BOT, webhooks=2, postgresql=True),
                server.url(server.new_database()),
            ),
        )
        for contender, database in kinds:
            took = asyncio.run(ways(contender, database, Path(folder), chosen.answers))
            late = took[min(len(took) - 1, int(0.95 * len(took)))]
            missed = missed or late > ANSWER_BAR
            print(
                f"{contender.name}: {len(took)} answers of an office, median {median(took):.3f} s, "
                f"p95 {late:.3f} s (bar {ANSWER_BAR:g} s), longest {took[-1]:.3f} s"
            )
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
