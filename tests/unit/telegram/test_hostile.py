"""Updates that nobody expects: each is answered or ignored, and people are answered in between."""

import random
from typing import Any

from bot.preview import LocalTelegram
from tests.unit.telegram.conftest import Running
from tests.unit.telegram.spoiling import spoiled

PERSON = {"id": 500, "is_bot": False, "first_name": "Mara", "language_code": "sr"}
PRIVATE = {"id": 500, "type": "private", "first_name": "Mara"}
GROUP = {"id": -77, "type": "supergroup", "title": "Office"}
MESSAGE = {"message_id": 3, "date": 1_800_000_000, "chat": PRIVATE, "from": PERSON, "text": "hello"}
KINDS: list[dict[str, Any]] = [
    {"message": MESSAGE},
    {"edited_message": {**MESSAGE, "edit_date": 1_800_000_001}},
    {"message": {**MESSAGE, "chat": GROUP, "text": "/ask something"}},
    {"message": {**MESSAGE, "text": "interview"}},
    {"message": {**MESSAGE, "voice": {"file_id": "x"}}},
    {"message": {**MESSAGE, "chat": GROUP, "migrate_to_chat_id": -10077}},
    {"callback_query": {"id": "9", "from": PERSON, "message": MESSAGE, "data": "on"}},
    {"callback_query": {"id": "9", "from": PERSON, "inline_message_id": "x", "data": "on"}},
    {"my_chat_member": {"chat": PRIVATE, "from": PERSON, "new_chat_member": {"status": "kicked"}}},
    {"inline_query": {"id": "9", "from": PERSON, "query": "x", "offset": ""}},
    {"poll_answer": {"poll_id": "1", "user": PERSON, "option_ids": [0]}},
    {"channel_post": {**MESSAGE, "chat": {"id": -9, "type": "channel"}}},
    {"kind_of_the_future": {"chat": PRIVATE, "from": PERSON}},
]
STRANGE: list[Any] = [
    *(
        None,
        True,
        -1,
        0,
        2**70,
        1.5,
        "",
        "x" * 5000,
        "\u0000",
        "\u202e<b>&{text}%s",
        "👩‍👩‍👧",
        "' OR 1=1 --",
    ),
    *([], {}, [[]], {"id": 1}, ["x"]),
]


async def test_strange_updates_harm_nobody(bot: Running, telegram: LocalTelegram, caplog) -> None:
    chance = random.Random(20261122)
    chat = telegram.private_chat(telegram.person())
    for number in range(20):
        for _ in range(20):
            telegram.push_update(spoiled(chance.choice(KINDS), chance, STRANGE))
        assert (await chat.ask(f"question {number}")).text == f"{number + 1}: question {number}"
    await bot.idle()
    faults = [record for record in caplog.records if record.exc_info is not None]
    assert faults == []


async def test_what_people_write_is_shown_and_never_read_as_anything_else(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    for number, words in enumerate(
        ["{0.__class__} %s %(x)s", "'; DROP TABLE session; --", "&amp; &lt;", "../../etc/passwd"],
        start=1,
    ):
        reply = await chat.ask(words)
        assert reply.text == f"{number}: {words}".replace("&amp; &lt;", "& <")
