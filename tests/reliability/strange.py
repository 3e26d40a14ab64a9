"""Updates of every kind that the library knows, and of none: whole, mutated, with hostile text."""

import json
import random
from collections.abc import Sequence
from typing import Any

from telegram import Update

from bot.telegram.updates import KINDS
from tests.unit.telegram.spoiling import spoiled

_WORDS = (
    "<b>bold</i> &amp; <script>alert(1)</script>",
    "{0.__class__} %s %(x)s ${jndi:ldap://x}",
    "' OR 1=1; DROP TABLE session; --",
    "../../etc/passwd\x00.yaml",
    "\u202e\u200f\u2066obrnuto\ufeff",
    "👩‍👩‍👧‍👦" * 300,
    "e\u0301" * 1500,
    "koliko? \u0301 kada?",
    "\ud800 half a pair",
    "(" * 4096,
    "9" * 4096,
    "1." * 2000,
    "od 1 do " * 500,
    "a " * 2000,
    "20 dana " * 500,
    "-1e999 EUR, NaN dana, 0 meseci, 99999999999999999999 ESPB",
    "31.02.2026 - 30.02.2025",
    "2026-13-45",
    "/start " + "A" * 64,
    "/start c_" + "x" * 60,
    "/grant@other 20 days",
    "/eligibility " + "đ" * 200,
    "!!!???...",
    "\n\n\n",
    "",
)
# Far from the numbers that the local Telegram gives to people.
STRANGERS = 5_000_000_000
_DATA = ("on", "i:eligibility", "a:", ":::", "x" * 64, "č" * 32, "\x00", "v1|{}", "", "-1")
_ODD: tuple[Any, ...] = (
    *(None, True, False, -1, 0, 2**31, 2**63, 2**70, 1.5, "", "x" * 5000, "\x00", "7"),
    *([], {}, [[]], [{}], {"id": 1}, ["x"], "\u202e<b>&{text}%s"),
)


class Strangers:
    """Makes updates; the same seed makes the same ones."""

    def __init__(self, seed: int, questions: Sequence[str], known: Sequence[int]) -> None:
        self._chance = random.Random(seed)
        self._questions = questions
        self._known = known
        self._kinds = [str(kind.value) for kind in Update.ALL_TYPES]

    def update(self) -> str:
        """The JSON members of one update, without its number."""
        chance = self._chance
        kind = chance.choice(
            ("message", *KINDS) if chance.random() < 0.7 else (*self._kinds, "kind_of_the_future")
        )
        update = {kind: self._content(kind)}
        for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 5))):
            update = spoiled(update, self._chance, _ODD)
        return json.dumps(update)[1:-1]

    def text(self) -> str:
        """What people write, and what nobody would."""
        chance = self._chance
        if chance.random() < 0.4:
            return chance.choice(_WORDS)
        words = chance.choice(self._questions)
        if chance.random() < 0.5:
            place = chance.randrange(len(words) + 1)
            odd = "".join(
                chr(chance.choice((chance.randrange(32, 0x2FF), 0x1F600, 0x430)))
                for _ in range(chance.randrange(1, 20))
            )
            words = words[:place] + odd + words[place + chance.randrange(5) :]
        return words

    def _content(self, kind: str) -> dict[str, Any]:
        chance = self._chance
        person = self._person()
        message = self._message(person)
        content: dict[str, Any] = {
            **message,
            "id": str(chance.randrange(10**9)),
            "user": person,
            "query": self.text()[:256],
            "offset": "",
            "question": "?",
            "options": [],
            "option_ids": [0],
            "poll_id": "1",
            "old_chat_member": {"status": "member", "user": person},
            "new_chat_member": {
                "status": chance.choice(("member", "kicked", "left", "administrator", "odd")),
                "user": person,
            },
        }
        if kind == "callback_query":
            content["message"] = message if chance.random() < 0.9 else {**message, "date": 0}
            content["data"] = chance.choice(_DATA)
        return content

    def _message(self, person: dict[str, Any]) -> dict[str, Any]:
        chance = self._chance
        chat = chance.choice(
            (
                {"id": person["id"], "type": "private", "first_name": "X"},
                {"id": person["id"], "type": "private", "first_name": "X"},
                {"id": -chance.randrange(1, 50), "type": "group", "title": "G"},
                {"id": -1000000000 - chance.randrange(50), "type": "supergroup", "title": "S"},
                {"id": -9, "type": "channel", "title": "C"},
            )
        )
        message: dict[str, Any] = {
            "message_id": chance.randrange(1, 10**6),
            "date": 1_800_000_000,
            "chat": chat,
            "from": person,
        }
        extra = chance.choice(
            (
                "text",
                "text",
                "text",
                "caption",
                "voice",
                "photo",
                "sticker",
                "poll",
                "location",
                "migrate_to_chat_id",
                "new_chat_members",
                "pinned_message",
                "web_app_data",
                "dice",
            )
        )
        if extra in ("text", "caption"):
            prefix = "/ask " if chat["id"] < 0 and chance.random() < 0.7 else ""
            message[extra] = prefix + self.text()
        elif extra == "migrate_to_chat_id":
            message[extra] = -1000000000 - chance.randrange(50)
        else:
            message[extra] = chance.choice(({"file_id": "x"}, [{"file_id": "x"}], {"value": 6}))
        return message

    def _person(self) -> dict[str, Any]:
        chance = self._chance
        number = chance.choice(
            (chance.choice(self._known), chance.randrange(STRANGERS, STRANGERS + 2000))
        )
        language = chance.choice((None, "sr", "en", "de", "sr-Cyrl", "xx-" + "y" * 50))
        return {"id": number, "is_bot": False, "first_name": "X", "language_code": language}
