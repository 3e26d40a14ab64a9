"""Messages that are not just said: forwarded ones, albums, names inside links, anonymous people."""

from bot.preview import LocalTelegram
from bot.preview.kit import GroupRoom, Person, QueryKind
from tests.unit.telegram.conftest import Running

ANONYMOUS = {
    "id": 1_087_968_824,
    "is_bot": True,
    "first_name": "GroupRoom",
    "username": "GroupAnonymousBot",
}


async def test_an_album_gets_one_notice(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    picture = (await chat.send_photo(b"\x89PNG")).raw["photo"]
    assert (await chat.next_reply()).text == "cannot read a photo"
    for _ in range(10):
        chat.send_content({"photo": picture, "media_group_id": "1"})
    assert (await chat.next_reply()).text == "cannot read a photo"
    await bot.idle()
    assert chat.unread == []
    chat.send_content({"photo": picture, "media_group_id": "2"})
    assert (await chat.next_reply()).text == "cannot read a photo"


async def test_words_under_an_album_are_answered_and_nothing_else_of_it(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    picture = (await chat.send_photo(b"\x89PNG", caption="look")).raw["photo"]
    await chat.next_reply()
    chat.send_content({"photo": picture, "media_group_id": "1", "caption": "is this enough"})
    chat.send_content({"photo": picture, "media_group_id": "1"})
    assert (await chat.next_reply()).text == "2: is this enough"
    await bot.idle()
    assert chat.unread == []


async def test_forwarded_words_are_somebody_elses(bot: Running) -> None:
    person, other = bot.telegram.person(), bot.telegram.person("Bane")
    chat = bot.telegram.private_chat(person)
    origins = [
        {"type": "user", "date": 1, "sender_user": other.to_user()},
        {"type": "hidden_user", "date": 1, "sender_user_name": "Bane"},
        {"type": "channel", "date": 1, "chat": {"id": -100, "type": "channel"}, "message_id": 3},
        {"type": "user", "date": 1, "sender_user": bot.telegram.bot.to_user()},
        {"type": "user", "date": 1, "sender_user": person.to_user()},
    ]
    for origin in origins:
        chat.send_content({"text": "I am in the 1st year", "forward_origin": origin})
        await chat.next_reply()
    assert [event.aside for event in bot.assistant.heard] == [True, True, True, True, False]


async def test_a_name_inside_a_link_or_code_does_not_summon(
    bot: Running, telegram: LocalTelegram
) -> None:
    ana = telegram.person("Ana")
    group = telegram.group("Office", [ana])
    telegram.bot.reads_all_group_messages = True
    name = telegram.bot.username
    await group.send(ana, f"see https://example.org/@{name} about it")
    await group.send(ana, f"mail me at ana@{name}.rs")
    text = f"🙂 the bot is @{name}, they say"
    for kind in ("code", "pre", "text_link"):
        entity = {"type": kind, "offset": 14, "length": len(name) + 1}
        group.by(ana).send_content({"text": text, "entities": [entity]})
    await group.send(ana, f"🙂 @{name} and now?")
    assert (await group.next_reply()).text == "1: 🙂 and now?"
    both = f"@{name} what does @{name} do?"
    group.by(ana).send_content(
        {"text": both, "entities": [{"type": "code", "offset": 0, "length": len(name) + 1}]}
    )
    assert (await group.next_reply()).text == f"2: @{name} what does do?"


async def test_an_anonymous_administrator_can_use_their_buttons(
    bot: Running, telegram: LocalTelegram
) -> None:
    ana, bane = telegram.person("Ana"), telegram.person("Bane")
    group = telegram.group("Office", [ana, bane], supergroup=True)
    asked = _as_the_group(telegram, group, ana, "/ask interview")
    assert asked["sender_chat"]["id"] == group.id
    choice = await group.next_reply()
    assert choice.text == "1: /ask interview"
    asked = _as_the_group(telegram, group, ana, f"@{telegram.bot.username} interview")
    telegram.world.queue.push("message", asked)
    step = await group.next_reply()
    tap = await group.tap(ana, "On", message=step)
    assert (await tap.answer()).text == ""
    assert (await group.next_reply()).text == "step 3 after on"


async def test_a_tap_is_still_refused_to_who_did_not_ask(
    bot: Running, telegram: LocalTelegram
) -> None:
    ana, bane = telegram.person("Ana"), telegram.person("Bane")
    group = telegram.group("Office", [ana, bane], supergroup=True)
    telegram.bot.reads_all_group_messages = True
    await group.send(ana, f"@{telegram.bot.username} interview")
    step = await group.next_reply()
    tap = await group.tap(bane, "On", message=step)
    assert (await tap.answer()).text


def _as_the_group(
    telegram: LocalTelegram, group: GroupRoom, person: Person, text: str
) -> dict[str, object]:
    """An administrator who stays anonymous writes; the bot gets it if it is for it."""
    chat = telegram.world.chats[group.id]
    message = telegram.world.post(chat, ANONYMOUS, telegram.world.text_content(text), by_bot=False)
    message["sender_chat"] = chat.to_chat()
    if telegram.world.bot_sees(chat, message):
        telegram.world.queue.push("message", message)
    return message


async def test_a_tap_of_somebody_never_met_is_answered_alone(
    bot: Running, telegram: LocalTelegram
) -> None:
    stranger = telegram.person("Eva", language_code="en")
    query = telegram.world.queries.ask(QueryKind.TAP, stranger.id, telegram.world.now())
    telegram.push_update(
        {
            "callback_query": {
                "id": query,
                "from": stranger.to_user(),
                "inline_message_id": "AAM",
                "chat_instance": "1",
                "data": "on",
            }
        }
    )
    call = (await telegram.until_called("answerCallbackQuery"))[0]
    assert "private chat" in call.arguments["text"]
    await bot.idle()
    assert telegram.calls_of("sendMessage") == []
