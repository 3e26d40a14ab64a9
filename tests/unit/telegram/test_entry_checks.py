"""A draft is checked beside everything else, and approved by a second person who is known."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from bot.editing import ApprovedEntry
from bot.office import Office, Offices
from bot.preview import LocalTelegram
from bot.preview.kit import Person
from bot.preview.kit.seen import SeenMessage
from bot.storage.changes import Query
from bot.storage.drafts import Draft, all_drafts, approved_drafts
from bot.telegram import entry_clerk
from locales import Locale
from tests.unit.editing.bicycles import ENTRY
from tests.unit.telegram.conftest import Running
from tests.unit.telegram.test_beside import ANONYMOUS
from tests.unit.telegram.test_office import Desk, desk
from tests.unit.telegram.waiting import until

__all__ = ["desk"]

pytestmark = pytest.mark.slow

_WAIT = 30.0


class Checks:
    """The checks of the knowledge, which find nothing, once they are let go on."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def __call__(self, entries: Sequence[ApprovedEntry]) -> list[str]:
        self.begun.append(entries[-1].content)
        await self.may_end.wait()
        return []


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Checks:
    checks = Checks()
    monkeypatch.setattr(entry_clerk, "verified", checks)
    return checks


def _running(desk: Desk) -> Running:
    assert desk.bot is not None
    return desk.bot


async def _read(desk: Desk, query: Callable[[int], Query[Draft]]) -> tuple[Draft, ...]:
    bot = _running(desk)
    return await bot.store.read(query(bot.id))


async def _draft(desk: Desk, text: str = "In the yard.") -> SeenMessage:
    """Let an answer be made a draft; returns it as it stands in the staff chat."""
    asked = await desk.ask("where is the bicycle stand?")
    answer = await desk.answer(asked, text)
    await desk.chat.next_reply()
    await _running(desk).idle()
    desk.chat.skip()
    return await desk.made_an_entry(answer)


def _as_the_group(desk: Desk, text: str, reply_to: SeenMessage) -> None:
    chat = desk.telegram.world.chats[desk.staff.id]
    message = {
        **desk.telegram.world.post(
            chat, ANONYMOUS, desk.telegram.world.text_content(text), by_bot=False
        ),
        "sender_chat": chat.to_chat(),
        "reply_to_message": reply_to.raw,
    }
    desk.telegram.world.queue.push("message", message)


async def test_an_answer_to_somebody_else_does_not_wait_for_a_check(
    desk: Desk, telegram: LocalTelegram, checks: Checks
) -> None:
    draft = await _draft(desk)
    mira = telegram.private_chat(telegram.person("Mira"))
    await mira.ask("office urgent")
    asked = await desk.staff.next_reply()
    checks.may_end.clear()
    sent = await desk.staff.send(desk.vera, ENTRY, reply_to=draft)
    await until(lambda: desk.staff.reaction_to(sent) == "👌")
    await until(lambda: checks.begun)
    await desk.answer(asked, "For Mira", by=desk.jovan)
    assert (await mira.next_reply()).text.endswith("For Mira")
    assert not any("without errors" in one.text for one in desk.staff.replies)
    checks.may_end.set()
    right = await desk.staff.next_reply(within=_WAIT)
    assert "without errors" in right.text


async def test_what_was_changed_during_a_check_is_checked_and_told_alone(
    desk: Desk, checks: Checks
) -> None:
    draft = await _draft(desk)
    checks.may_end.clear()
    await desk.staff.send(desk.vera, ENTRY, reply_to=draft)
    await until(lambda: checks.begun)
    changed = ENTRY.replace("in the yard, behind", "in the yard, before")
    sent = await desk.staff.send(desk.vera, changed, reply_to=draft)
    await until(lambda: desk.staff.reaction_to(sent) == "👌")
    checks.may_end.set()
    assert "without errors" in (await desk.staff.next_reply(within=_WAIT)).text
    await _running(desk).idle()
    assert checks.begun == [ENTRY, changed]
    assert desk.staff.unread == []


async def test_a_check_that_a_kill_ended_is_done_by_who_comes_next(
    desk: Desk, checks: Checks, start: Callable[..., Awaitable[Running]]
) -> None:
    draft = await _draft(desk)
    checks.may_end.clear()
    await desk.staff.send(desk.vera, ENTRY, reply_to=draft)
    await until(lambda: checks.begun)
    await _running(desk).end()
    checks.may_end.set()
    desk.telegram.world.ahead += 400.0
    desk.bot = await start(offices=desk.offices)
    assert "without errors" in (await desk.staff.next_reply(within=_WAIT)).text


async def test_who_writes_as_the_group_is_no_second_person(desk: Desk, checks: Checks) -> None:
    draft = await _draft(desk)
    await desk.staff.send(desk.vera, ENTRY, reply_to=draft)
    right = await desk.staff.next_reply(within=_WAIT)
    _as_the_group(desk, "/approve", right)
    assert "only from your own account" in (await desk.staff.next_reply()).text
    _as_the_group(desk, ENTRY, draft)
    assert "only from your own account" in (await desk.staff.next_reply()).text
    await _running(desk).idle()
    assert await _read(desk, approved_drafts) == ()
    assert [one.made_by for one in await _read(desk, all_drafts)] == [desk.vera.id]


async def test_a_tap_counts_as_the_persons_also_under_the_groups_words(
    desk: Desk, telegram: LocalTelegram, checks: Checks
) -> None:
    draft = await _draft(desk)
    await desk.staff.send(desk.vera, ENTRY, reply_to=draft)
    right = await desk.staff.next_reply(within=_WAIT)
    chat = telegram.world.chats[desk.staff.id].to_chat()
    under = {**right.raw, "reply_to_message": {**draft.raw, "sender_chat": chat}}

    def tap(by: Person) -> None:
        query = {
            "id": f"q{by.id}",
            "from": {"id": by.id, "is_bot": False, "first_name": by.first_name},
            "message": under,
            "chat_instance": "1",
            "data": f"s:approve:{draft.text[1:8]}",
        }
        telegram.world.queue.push("callback_query", query)

    tap(desk.vera)
    assert "somebody other than its author" in (await desk.staff.next_reply()).text
    tap(desk.jovan)
    assert "Approved" in (await desk.staff.next_reply(within=_WAIT)).text
    (one,) = await _read(desk, approved_drafts)
    assert (one.made_by, one.approved_by) == (desk.vera.id, desk.jovan.id)


async def test_a_long_draft_comes_and_is_sent_back_as_a_file(desk: Desk, checks: Checks) -> None:
    draft = await _draft(desk, "word " * 780)
    assert draft.raw["document"]["file_name"] == f"{draft.text[1:8].lower()}.yaml"
    assert "Draft of an entry" in draft.text
    long = ENTRY.replace("in the yard", "in the yard, " + "well hidden " * 400)
    by_vera = desk.staff.by(desk.vera)
    await by_vera.send_document("entry.yaml", b"\xff\xfe not utf-8", reply_to=draft)
    assert "cannot be read" in (await desk.staff.next_reply(within=_WAIT)).text
    await by_vera.send_document("entry.yaml", long.encode() * 20, reply_to=draft)
    assert "cannot be read" in (await desk.staff.next_reply(within=_WAIT)).text
    await by_vera.send_document("entry.yaml", long.encode(), reply_to=draft)
    right = await desk.staff.next_reply(within=_WAIT)
    assert "without errors" in right.text
    (kept,) = await _read(desk, all_drafts)
    assert (kept.content, kept.made_by) == (long, desk.vera.id)
    # A file is blanked too.
    await desk.chat.ask("forget")
    await until(lambda: "deleted at the" in getattr(desk.staff.now(draft), "text", ""))
    now = desk.staff.now(draft)
    assert now is not None
    assert now.raw["document"]["file_name"] == "deleted.txt"


async def test_where_nobody_knows_whose_question_it_is_the_draft_asks(
    desk: Desk, checks: Checks
) -> None:
    draft = await _draft(desk)
    assert 'institution: ""  # whose: one of' in draft.text
    await desk.staff.send(desk.vera, ENTRY.replace(": ub", ": xx"), reply_to=draft)
    assert "institution: " in (await desk.staff.next_reply(within=_WAIT)).text
    await desk.staff.send(desk.vera, ENTRY.replace(": ub", ": uk"), reply_to=draft)
    assert "sources: [office-uk/answer]" in (await desk.staff.next_reply(within=_WAIT)).text
    of_uk = ENTRY.replace(": ub", ": uk").replace("office-ub", "office-uk")
    await desk.staff.send(desk.vera, of_uk, reply_to=draft)
    assert "without errors" in (await desk.staff.next_reply(within=_WAIT)).text
    (kept,) = await _read(desk, all_drafts)
    assert kept.institution == "uk"


@pytest.mark.parametrize("shared", [True, False])
async def test_a_draft_is_of_the_institution_that_was_asked(
    telegram: LocalTelegram,
    start: Callable[..., Awaitable[Running]],
    checks: Checks,
    *,
    shared: bool,
) -> None:
    desk = Desk(telegram)
    of_uk = Office(desk.staff.id, locale=Locale.EN)
    desk.offices = Offices(general=of_uk) if shared else Offices({"uk": of_uk})
    desk.bot = await start(offices=desk.offices)
    await desk.chat.ask("uk Is there parking?")
    asked = await desk.staff.next_reply()
    # Who answers for many is told whose question it is.
    assert ("University of Kragujevac" in asked.text) is shared
    answer = await desk.answer(asked, "Yes.")
    await desk.chat.next_reply()
    draft = await desk.made_an_entry(answer)
    assert "institution: uk" in draft.text
    assert "sources: [office-uk/answer]" in draft.text
    # Who answers for one institution alone makes no entry of another.
    await desk.staff.send(desk.vera, ENTRY, reply_to=draft)
    told = (await desk.staff.next_reply(within=_WAIT)).text
    assert ("without errors" in told) is shared
