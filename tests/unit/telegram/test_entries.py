"""An answer of the staff becomes an entry: drafted by one, completed, approved by another, live."""

import errno
import re
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from bot.editing import ApprovedEntry
from bot.office import Office, Offices
from bot.preview import LocalTelegram
from bot.storage.drafts import (
    ApproveDraft,
    Draft,
    MakeDraft,
    all_drafts,
    approved_drafts,
)
from bot.telegram.refreshing import Refresher
from knowledge import KnowledgeError
from locales import Locale
from tests.unit.editing.bicycles import ENTRY
from tests.unit.telegram.conftest import Running

pytestmark = pytest.mark.slow


async def test_two_people_make_an_entry_of_an_answer(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]]
) -> None:
    vera, jovan = telegram.person("Vera"), telegram.person("Jovan")
    staff = telegram.group("Office", [vera, jovan])
    bot = await start(offices=Offices(general=Office(staff.id, locale=Locale.EN)))
    bot.get_vocabulary()
    chat = telegram.private_chat(telegram.person("Ana"))
    await chat.ask("office where is the bicycle stand?")
    answer = await staff.send(vera, "In the yard.", reply_to=await staff.next_reply())
    await chat.next_reply()
    await bot.idle()
    unsent = await staff.send(jovan, "not an answer")
    await staff.send(jovan, "/entry", reply_to=unsent)
    assert "an answer that was sent to a person" in (await staff.next_reply()).text
    await staff.send(vera, "/entry", reply_to=answer)
    draft = await staff.next_reply()
    assert "Draft of an entry" in draft.text
    assert "In the yard." in draft.text
    code = re.match(r"#(\w{7})", draft.text)
    assert code is not None

    await staff.send(jovan, "/approve", reply_to=draft)
    wrong = await staff.next_reply(within=400)
    assert "still to be put right" in wrong.text
    assert "institution: " in wrong.text
    await staff.send(vera, ENTRY, reply_to=draft)
    right = await staff.next_reply(within=400)
    assert "without errors" in right.text
    await staff.send(vera, "/approve", reply_to=right)
    assert "by somebody other than its author" in (await staff.next_reply()).text
    assert await bot.store.read(approved_drafts(bot.id)) == ()
    await staff.send(jovan, "/approve", reply_to=right)
    assert "Approved" in (await staff.next_reply(within=400)).text
    (approved,) = await bot.store.read(approved_drafts(bot.id))
    assert (approved.made_by, approved.approved_by) == (vera.id, jovan.id)

    learned: list[str] = []

    async def renew(folder: Path | None) -> None:
        file = None if folder is None else folder / "entries" / "offices" / "ub.yaml"
        learned.append("" if file is None else file.read_text())

    refresher = Refresher(bot.id, bot.store, renew)
    await refresher.look()
    await refresher.look()
    assert len(learned) == 1
    await staff.send(vera, "/withdraw", reply_to=right)
    assert "Withdrawn" in (await staff.next_reply()).text
    await refresher.look()
    assert learned[1:] == [""]
    assert await bot.store.read(all_drafts()) == ()


async def test_an_entry_that_editors_moved_to_the_files_takes_no_other_away(bot: Running) -> None:
    known = next(iter(bot.assistant.knowledge.entries))
    contents = {"ABC2345": ENTRY, "ZZZZZZZ": ENTRY.replace("office-abc2345", known)}
    for code, content in contents.items():
        draft = Draft(code, -1, "ub", content, 1, None, None)
        await bot.store.apply(bot.id, (MakeDraft(draft), ApproveDraft(draft, 2)))
    learned: list[str] = []

    async def renew(folder: Path | None) -> None:
        assert folder is not None
        learned.append((folder / "entries" / "offices" / "ub.yaml").read_text())

    await Refresher(bot.id, bot.store, renew).look()
    assert "- id: office-abc2345" in learned[0]
    assert known not in learned[0]


async def _approved(bot: Running, **contents: str) -> None:
    for code, content in contents.items():
        draft = Draft(code, -1, "ub", content, 1, None, None)
        await bot.store.apply(bot.id, (MakeDraft(draft), ApproveDraft(draft, 2)))


async def test_one_that_does_not_load_any_more_takes_no_other_away(
    bot: Running, caplog: pytest.LogCaptureFixture
) -> None:
    bad = ENTRY.replace("office-abc2345", "office-bad")
    other = ENTRY.replace("office-abc2345", "office-other")
    await _approved(bot, ABC2345=ENTRY, BAD2345=bad, ZZZ2345=other)
    learned: list[str] = []
    tried: list[list[str]] = []

    async def renew(folder: Path | None) -> None:
        assert folder is not None
        content = (folder / "entries" / "offices" / "ub.yaml").read_text()
        if "office-bad" in content:
            raise KnowledgeError([])
        learned.append(content)

    async def faults(entries: Sequence[ApprovedEntry]) -> list[str]:
        tried.append([one.code for one in entries])
        return ["it is renamed"] if entries[-1].code == "BAD2345" else []

    refresher = Refresher(bot.id, bot.store, renew, faults)
    await refresher.look()
    await refresher.look()
    (content,) = learned
    assert "office-abc2345" in content
    assert "office-other" in content
    assert tried == [["ABC2345"], ["ABC2345", "BAD2345"], ["ABC2345", "ZZZ2345"]]
    assert "BAD2345 of the office of ub is left out" in caplog.text


async def test_what_there_was_no_room_for_is_learned_by_the_next_look(bot: Running) -> None:
    await _approved(bot, ABC2345=ENTRY)
    learned: list[Path | None] = []

    async def renew(folder: Path | None) -> None:
        learned.append(folder)
        if len(learned) == 1:
            raise OSError(errno.ENOSPC, "No space left on device")

    refresher = Refresher(bot.id, bot.store, renew)
    with pytest.raises(OSError, match="No space"):
        await refresher.look()
    for _ in range(2):
        await refresher.look()
    assert len(learned) == 2


async def test_at_the_end_of_a_conversation_a_tap_makes_an_entry_of_the_last_answer(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]]
) -> None:
    vera, jovan = telegram.person("Vera"), telegram.person("Jovan")
    staff = telegram.group("Office", [vera, jovan])
    bot = await start(offices=Offices(general=Office(staff.id, locale=Locale.EN)))
    bot.get_vocabulary()
    chat = telegram.private_chat(telegram.person("Ana"))
    await chat.ask("office where is the bicycle stand?")
    asked = await staff.next_reply()
    await staff.send(vera, "/done", reply_to=asked)
    assert (await staff.next_reply()).labels == []
    await chat.next_reply()
    await chat.ask("office where is the bicycle stand?")
    asked = await staff.next_reply()
    for answer in ("One moment.", "In the yard."):
        await staff.send(vera, answer, reply_to=asked)
        await chat.next_reply()
    await chat.ask("/done")
    ended = await staff.next_reply()
    assert "The person ended the conversation" in ended.text
    await staff.tap(jovan, "Make it an entry", message=ended)
    draft = await staff.next_reply()
    assert "In the yard." in draft.text
    assert "where is the bicycle stand?" in draft.text
    await staff.send(jovan, ENTRY, reply_to=draft)
    right = await staff.next_reply(within=400)
    await staff.tap(jovan, "Approve", message=right)
    assert "by somebody other than its author" in (await staff.next_reply()).text
    await staff.tap(vera, "Approve", message=right)
    assert "Approved" in (await staff.next_reply(within=400)).text


async def test_nobody_outside_the_staff_chat_makes_or_approves_one(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]]
) -> None:
    vera, stranger = telegram.person("Vera"), telegram.person("Stranger")
    staff = telegram.group("Office", [vera])
    bot = await start(offices=Offices(general=Office(staff.id, locale=Locale.EN)))
    bot.get_vocabulary()
    chat = telegram.private_chat(telegram.person("Ana"))
    await chat.ask("office where is the bicycle stand?")
    answer = await staff.send(vera, "In the yard.", reply_to=await staff.next_reply())
    await chat.next_reply()
    await bot.idle()
    await staff.send(vera, "/entry", reply_to=answer)
    draft = await staff.next_reply()
    others = telegram.group("Others", [stranger])
    said = await others.send(stranger, "an answer")
    await others.send(stranger, "/entry", reply_to=said)
    telegram.push_update(
        {
            "message": {
                "message_id": 900,
                "date": 1,
                "chat": {"id": others.id, "type": "group", "title": "Others"},
                "from": {"id": stranger.id, "is_bot": False, "first_name": "Stranger"},
                "text": "/approve",
                "reply_to_message": draft.raw,
            }
        }
    )
    await bot.idle()
    (kept,) = await bot.store.read(all_drafts(bot.id))
    assert kept.approved_by is None
