"""Short messages sent right behind each other are one turn."""

import asyncio
import time

from bot.telegram.patience import PAUSE_SECONDS
from tests.unit.telegram.conftest import Running, Start


async def test_pieces_are_one_turn_in_their_order(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    for piece in ("+doktorand", "+20 dana", "+vozom"):
        await chat.send(piece)
        await asyncio.sleep(0.1)
    assert (await chat.next_reply()).text == "1: +doktorand, +20 dana, +vozom"
    await bot.idle()
    assert chat.unread == []
    assert (await chat.ask("next")).text == "2: next"


async def test_only_a_piece_waits_and_whatever_else_comes_ends_the_waiting(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    begun = time.monotonic()
    await chat.ask("a question")
    await chat.send("+piece")
    await chat.send("another question")
    assert (await chat.next_reply()).text == "2: +piece"
    assert (await chat.next_reply()).text == "3: another question"
    assert time.monotonic() - begun < PAUSE_SECONDS


async def test_who_comes_late_has_a_turn_of_their_own(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    await chat.send("+doktorand")
    assert (await chat.next_reply()).text == "1: +doktorand"
    await chat.send("+20 dana")
    assert (await chat.next_reply()).text == "2: +20 dana"


async def test_messages_written_apart_are_not_joined_when_they_come_together(
    start: Start, telegram
) -> None:
    chat = telegram.private_chat(telegram.person())
    for piece in ("+first", "+second"):
        await chat.send(piece)
        telegram.pass_time(30)
    await start()
    assert (await chat.next_reply()).text == "1: +first"
    assert (await chat.next_reply()).text == "2: +second"


async def test_an_answer_to_a_question_of_the_bot_does_not_wait(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    for number in range(9):
        await chat.ask(f"question {number}")
    begun = time.monotonic()
    assert (await chat.ask("+20 days")).text == "10: +20 days"
    assert time.monotonic() - begun < PAUSE_SECONDS / 2


async def test_nothing_is_lost_where_the_program_ends_while_a_piece_waits(start: Start) -> None:
    first = await start()
    chat = first.telegram.private_chat(first.telegram.person())
    await chat.send("+doktorand")
    await chat.send("+20 dana")
    await asyncio.sleep(PAUSE_SECONDS / 3)
    assert len(first.queue) == 0
    await first.end()
    assert chat.unread == []
    await start()
    assert (await chat.next_reply()).text == "1: +doktorand, +20 dana"


async def test_people_of_a_group_are_answered_one_by_one(bot: Running, telegram) -> None:
    ana = telegram.person("Ana")
    group = telegram.group("Office", [ana])
    telegram.bot.reads_all_group_messages = True
    for piece in ("+a", "+b"):
        await group.send(ana, f"@{telegram.bot.username} {piece}")
    assert (await group.next_reply()).text == "1: +a"
    assert (await group.next_reply()).text == "2: +b"
