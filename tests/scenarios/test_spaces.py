"""On a phone no line ends between a number and its unit; what programs read has plain spaces."""

import json
import subprocess
import sys

import pytest

from tests.scenarios.world import RealBot


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("language", "question", "kept"),
    [
        ("en", "how many ECTS must a BIP give?", "3\u00a0ECTS"),
        ("sr", "колико ЕСПБ носи BIP?", "3\u00a0ЕСПБ"),
        ("hr", "koliko ESPB nosi BIP?", "3\u00a0ESPB"),
        ("hr", "/deadlines 1.3.2027", "1.\u00a0mart\u00a02027"),
    ],
)
async def test_a_number_stays_with_its_unit_wherever_telegram_shows_it(
    bot: RealBot, language: str, question: str, kept: str
) -> None:
    person = bot.telegram.person(language_code=language)
    private = await bot.telegram.private_chat(person).ask(question)
    assert kept in private.raw["text"]
    if question.startswith("/"):
        return
    guest = await bot.telegram.foreign_group("Parents", [person]).ask(person, question)
    assert kept in guest.raw["text"]
    offered = await bot.telegram.inline_query(person, question)
    assert kept in offered.results[0].raw["message"]["text"]


@pytest.mark.slow
def test_a_program_reads_plain_spaces() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json"],
        input=json.dumps({"text": "koliko ESPB nosi BIP?"}),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "3 ESPB" in json.loads(done.stdout)["text"]
    assert "\u00a0" not in done.stdout
