"""Conversations with an office: how soon an answer is there, and what having one costs.

`python -m benchmarks.office`. Students ask an office, its staff answer, with the bot on an SQLite
file and as two replicas on PostgreSQL; an answer's way is from when it is written in the staff chat
to when it stands in the person's. With each an answer becomes an entry: how long after its approval
no replica answers without it any more. The cost is the processor time of the conversation for the
same questions with an office behind it and without, asked of both in turn.
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

ANSWER_BAR, LIVE_BAR, COST_BAR = 1.0, 20.0, 1.05
_BOT = ("-m", "bot", "run")
_PATIENCE_SECONDS = 120.0
_ENTRY = """\
- id: office-bicycle-stand
  institution: ub
  title:
    sr: "Паркинг за бицикле"
    en: "Bicycle parking"
  phrasings:
    sr:
      - "где да оставим бицикл код канцеларије"
      - "има ли паркинга за бицикле"
      - "паркирање бицикла поред зграде"
      - "долазим бициклом, где могу да га закључам"
      - "stalak za bicikle u dvorištu"
      - "да ли сме бицикл да се унесе у зграду"
      - "bicikl ispred rektorata, gde se vezuje"
    en:
      - "where can I leave my bicycle"
      - "is there a bike rack at the office"
      - "bicycle parking near the building"
      - "I come by bike, where do I lock it"
      - "bike stand in the yard"
      - "may a bicycle be brought inside the building"
      - "parking for cyclists"
  answer:
    sr: |
      Сталак за бицикле је у дворишту, иза зграде.
    en: |
      The bicycle stand is in the yard, behind the building.
  sources: [office-ub/answer]
"""
_ASKED, _TOLD = "where can I leave my bicycle?", "behind the building"
# Requests go to the replicas in turn: so many answers in a row are from each of them.
_IN_A_ROW = 4


@dataclass
class _Replica:
    """A replica as the balancer knows it."""

    port: int
    taken: int = 0


async def ways(
    contender: Contender, database: str, folder: Path, answers: int
) -> tuple[list[float], float]:
    """Return how long each answer of the staff took, shortest first, and an entry until it is live.

    All in seconds.
    """
    ports = free_ports(contender.webhooks)
    took = []
    async with LocalTelegram() as telegram, Balancer([*map(_Replica, ports)]).serving() as balancer:
        telegram.route_webhook(PUBLIC, balancer.url)
        vera, jovan = telegram.person("Vera"), telegram.person("Jovan")
        staff = telegram.group("Office", [vera, jovan])
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
                answer = await staff.send(vera, f"At most {number}.", reply_to=asked)
                await chat.next_reply(_PATIENCE_SECONDS)
                took.append(time.perf_counter() - begun)
            await staff.send(vera, "/entry", reply_to=answer)
            await staff.send(vera, _ENTRY, reply_to=await staff.next_reply(_PATIENCE_SECONDS))
            draft = await staff.next_reply(_PATIENCE_SECONDS)
            await staff.send(jovan, "/approve", reply_to=draft)
            await staff.next_reply(_PATIENCE_SECONDS)
            return sorted(took), await _until_live(telegram)


async def _until_live(telegram: LocalTelegram) -> float:
    """Return the seconds until every replica answers with the entry."""
    begun = time.perf_counter()
    live, in_a_row = 0.0, 0
    while in_a_row < _IN_A_ROW:
        chat = telegram.private_chat(telegram.person(language_code="en"))
        reply = await chat.ask(_ASKED, within=_PATIENCE_SECONDS)
        if _TOLD in reply.text:
            in_a_row += 1
        else:
            live, in_a_row = time.perf_counter() - begun, 0
        await asyncio.sleep(0.1)
    return live


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
            took, live = asyncio.run(ways(contender, database, Path(folder), chosen.answers))
            late = took[min(len(took) - 1, int(0.95 * len(took)))]
            missed = missed or late > ANSWER_BAR or live > LIVE_BAR
            print(
                f"{contender.name}: {len(took)} answers of an office, median {median(took):.3f} s, "
                f"p95 {late:.3f} s (bar {ANSWER_BAR:g} s), longest {took[-1]:.3f} s; "
                f"an approved entry live after {live:.1f} s (bar {LIVE_BAR:g} s)"
            )
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
