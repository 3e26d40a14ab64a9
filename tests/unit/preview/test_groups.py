"""Groups with several people: who sees what, membership, migration."""

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import GroupRoom
from bot.preview.people import Person
from tests.unit.preview.bot_api import BotApi


@pytest.fixture
def ana(telegram: LocalTelegram) -> Person:
    return telegram.person(first_name="Ana")


@pytest.fixture
def boris(telegram: LocalTelegram) -> Person:
    return telegram.person(first_name="Boris")


@pytest.fixture
async def group(api: BotApi, telegram: LocalTelegram, ana: Person, boris: Person) -> GroupRoom:
    """A group whose bot has taken all updates so far."""
    group = telegram.group("Office", [ana, boris])
    updates = await api.call("getUpdates")
    assert updates[-1]["my_chat_member"]["new_chat_member"]["status"] == "member"
    await api.call("getUpdates", offset=updates[-1]["update_id"] + 1)
    return group


async def texts(api: BotApi) -> list[str]:
    return [update["message"]["text"] for update in await api.call("getUpdates")]


async def test_with_privacy_on_the_bot_sees_commands_and_replies_to_it(
    api: BotApi, telegram: LocalTelegram, group: GroupRoom, ana: Person, boris: Person
) -> None:
    await group.send(ana, "hello everybody")
    await group.send(ana, f"@{telegram.bot.username} hello")
    await group.send(boris, "/ask BIP")
    await group.send(boris, f"/ask@{telegram.bot.username} BIP")
    await group.send(boris, "/ask@another_bot BIP")
    await api.call("sendMessage", chat_id=group.id, text="Three credits")
    answer = await group.next_reply()
    await group.send(ana, "and for staff?", reply_to=answer)
    assert await texts(api) == [
        "/ask BIP",
        f"/ask@{telegram.bot.username} BIP",
        "and for staff?",
    ]


async def test_with_privacy_off_the_bot_sees_everything(
    api: BotApi, telegram: LocalTelegram, group: GroupRoom, ana: Person
) -> None:
    telegram.bot.reads_all_group_messages = True
    await group.send(ana, "hello everybody")
    assert await texts(api) == ["hello everybody"]


async def test_a_tap_tells_who_tapped(
    api: BotApi, group: GroupRoom, ana: Person, boris: Person
) -> None:
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await api.call("sendMessage", chat_id=group.id, text="x", reply_markup=markup)
    await group.tap(ana, "A")
    await group.tap(boris, "A")
    queries = [update["callback_query"] for update in await api.call("getUpdates")]
    assert [query["from"]["first_name"] for query in queries] == ["Ana", "Boris"]
    assert queries[0]["message"]["chat"]["title"] == "Office"


async def test_a_removed_bot_cannot_write(api: BotApi, group: GroupRoom, ana: Person) -> None:
    group.remove_bot(ana)
    words = await api.refusal("sendMessage", chat_id=group.id, text="x")
    assert words == "403 Forbidden: bot was kicked from the group chat"
    group.add_bot(ana)
    await api.call("sendMessage", chat_id=group.id, text="x")
    statuses = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in await api.call("getUpdates")
    ]
    assert statuses == ["kicked", "member"]


async def test_a_bot_that_left_is_no_member(api: BotApi, group: GroupRoom) -> None:
    await api.call("leaveChat", chat_id=group.id)
    words = await api.refusal("sendMessage", chat_id=group.id, text="x")
    assert words == "403 Forbidden: bot is not a member of the group chat"


async def test_a_migrated_group_tells_its_new_id(
    api: BotApi, group: GroupRoom, ana: Person
) -> None:
    supergroup = group.migrate()
    body = await api.raw("sendMessage", chat_id=group.id, text="x")
    assert body["description"] == ("Bad Request: group chat was upgraded to a supergroup chat")
    assert body["parameters"] == {"migrate_to_chat_id": supergroup.id}
    await api.call("sendMessage", chat_id=supergroup.id, text="x")
    await supergroup.send(ana, "/ask")
    messages = [update["message"] for update in await api.call("getUpdates")]
    assert messages[0]["migrate_to_chat_id"] == supergroup.id
    assert messages[1]["migrate_from_chat_id"] == group.id
    assert messages[2]["chat"] == {"id": supergroup.id, "title": "Office", "type": "supergroup"}


async def test_supergroups_count_their_messages_each_for_itself(
    api: BotApi, telegram: LocalTelegram, ana: Person
) -> None:
    ids = []
    for title in ("One", "Two"):
        room = telegram.group(title, [ana], supergroup=True)
        ids.append((await api.call("sendMessage", chat_id=room.id, text="x"))["message_id"])
    assert ids == [1, 1]


async def test_chats_and_members_can_be_looked_up(
    api: BotApi, group: GroupRoom, ana: Person, boris: Person
) -> None:
    chat = await api.call("getChat", chat_id=group.id)
    assert (chat["title"], chat["type"]) == ("Office", "group")
    assert await api.call("getChatMemberCount", chat_id=group.id) == 3
    wanted = {"chat_id": group.id}
    assert (await api.call("getChatMember", **wanted, user_id=ana.id))["status"] == "creator"
    assert (await api.call("getChatMember", **wanted, user_id=boris.id))["status"] == "member"
    words = await api.refusal("getChatMember", **wanted, user_id=1)
    assert words == "400 Bad Request: user not found"


async def test_the_bot_reacts_with_emoji_that_telegram_knows(
    api: BotApi, group: GroupRoom, ana: Person
) -> None:
    message = await group.send(ana, "/ask")
    place = {"chat_id": group.id, "message_id": message.id}
    await api.call("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "👍"}])
    assert group.reaction_to(message) == "👍"
    words = await api.refusal(
        "setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "🎓"}]
    )
    assert words == "400 Bad Request: REACTION_INVALID"
    await api.call("setMessageReaction", **place)
    assert group.reaction_to(message) is None
