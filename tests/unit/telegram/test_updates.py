"""From Telegram's JSON to what is kept of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.event import ChatKind, Said, Tapped, Unreadable
from bot.telegram.incoming import Incoming, Left, Moved
from bot.telegram.updates import Me, read_update

ME = Me(7, "RazmenaBot", frozenset({"start", "ask"}))
ANA = {"id": 11, "is_bot": False, "first_name": "Ana", "username": "ana", "language_code": "sr"}
PRIVATE = {"id": 11, "type": "private", "first_name": "Ana"}
GROUP = {"id": -5, "type": "supergroup", "title": "Office"}


def update(kind: str, **content: Any) -> dict[str, Any]:
    return {"update_id": 1, kind: content}


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return update("message", message_id=3, date=1000, chat=chat, **{"from": ANA, **content})


def words(read: Incoming | None) -> str | None:
    return read.what.text if read is not None and isinstance(read.what, Said) else None


def test_a_message_keeps_what_is_needed_to_answer_it_and_no_name() -> None:
    read = read_update(message(text="hello"), ME)
    assert read == Incoming(1, 11, 11, Said("hello"), client_language="sr", message=3, written=1000)
    assert "Ana" not in read.to_payload()
    assert "ana" not in read.to_payload()


@pytest.mark.parametrize(
    "incoming",
    [
        Incoming(1, 11, 11, Said("шта је \u0000 <b>"), client_language="sr", message=3),
        Incoming(2, -5, 11, Tapped("on"), group=True, message=3, query="q", editable=False),
        Incoming(3, 11, 11, Unreadable("voice"), edited=True, thread=8, written=5),
        Incoming(4, 11, 11, Left()),
        Incoming(5, -5, -5, Moved(-5, -1005), group=True),
    ],
)
def test_what_is_kept_comes_back_the_same(incoming: Incoming) -> None:
    payload = incoming.to_payload()
    assert Incoming.from_payload(incoming.update_id, payload) == incoming


@pytest.mark.parametrize("payload", ["[]", "{}", '{"said":"x"}', "null", "not JSON", '{"moved":1}'])
def test_a_payload_of_nobody_is_refused(payload: str) -> None:
    with pytest.raises(ValueError, match="not a stored update"):
        Incoming.from_payload(1, payload)


def test_the_conversation_is_told_where_and_in_which_language() -> None:
    read = read_update(message(GROUP, text="/ask a"), ME)
    assert read is not None
    event = read.event()
    assert event is not None
    assert (event.chat_kind, event.client_language) == (ChatKind.GROUP, "sr")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/ask@RazmenaBot what", "/ask what"),
        ("/ask@razmenabot", "/ask"),
        ("/ask what", "/ask what"),
        ("/ask@OtherBot what", None),
        ("/ban@RazmenaBot", "/ban"),
        ("/ban somebody", None),
        ("hello everybody", None),
        ("@RazmenaBot what is BIP", "what is BIP"),
        ("what is BIP, @razmenabot?", "what is BIP, ?"),
        ("write to x@RazmenaBot please", None),
        ("@RazmenaBotX is another", None),
    ],
)
def test_in_a_group_only_what_is_for_the_bot_is_heard(text: str, heard: str | None) -> None:
    assert words(read_update(message(GROUP, text=text), ME)) == heard


def test_in_a_group_a_reply_to_the_bot_is_heard_and_a_reply_to_others_is_not() -> None:
    own = {"message_id": 2, "from": {"id": 7, "is_bot": True}}
    others = {"message_id": 2, "from": {"id": 12, "is_bot": False}}
    assert words(read_update(message(GROUP, text="20", reply_to_message=own), ME)) == "20"
    assert read_update(message(GROUP, text="20", reply_to_message=others), ME) is None
    assert read_update(message(GROUP, sticker={}, reply_to_message=own), ME) is None


def test_an_administrator_who_writes_as_the_group_is_the_group() -> None:
    anonymous = {"id": 1087968824, "is_bot": True}
    read = read_update(message(GROUP, text="/ask a", sender_chat=GROUP, **{"from": anonymous}), ME)
    assert read is not None
    assert read.person == -5


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "video_note", "location", "poll"])
def test_what_has_no_words_is_known_by_its_kind(kind: str) -> None:
    read = read_update(message(**{kind: {"file_id": "x"}}), ME)
    assert read is not None
    assert read.what == Unreadable(kind)


@pytest.mark.parametrize(
    "ignored",
    [
        message(new_chat_members=[ANA]),
        message(pinned_message={}),
        message(text="from a bot", **{"from": {"id": 12, "is_bot": True}}),
        message(text="our own inline answer", via_bot={"id": 7}),
        message(GROUP, text="/ask a", is_automatic_forward=True, sender_chat={"id": -9}),
        message({"id": -6, "type": "channel"}, text="a post"),
        update("channel_post", chat={"id": -6, "type": "channel"}, text="a post"),
        update("inline_query", id="1", query="x", **{"from": ANA}),
        update("some_day_new", chat=PRIVATE),
        update("my_chat_member", chat=PRIVATE, new_chat_member={"status": "member"}),
        {"update_id": 1},
    ],
)
def test_everything_else_is_ignored(ignored: dict[str, Any]) -> None:
    assert read_update(ignored, ME) is None


def test_a_tap_on_a_message_that_is_not_accessible_any_more_is_not_edited() -> None:
    tapped = {"id": "q", "from": ANA, "data": "on"}
    old = {"message_id": 3, "chat": PRIVATE, "date": 0}
    read = read_update(update("callback_query", message=old, **tapped), ME)
    assert read is not None
    assert (read.what, read.message, read.editable) == (Tapped("on"), 3, False)


def test_blocking_and_moving_are_told_apart() -> None:
    blocked = update("my_chat_member", chat=PRIVATE, new_chat_member={"status": "kicked"})
    read = read_update(blocked, ME)
    assert read is not None
    assert read.what == Left()
    moved = read_update(message({**GROUP, "id": -5}, migrate_to_chat_id=-1005), ME)
    assert moved is not None
    assert moved.what == Moved(-5, -1005)


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert words(read_update(message(text="a\ud800b"), ME)) == "a\ufffdb"
    assert words(read_update(message(text="\ud83d\ude00"), ME)) == "😀"


FIELDS = (
    "message callback_query my_chat_member edited_message chat from id type text data message_id "
    "date update_id new_chat_member"
).split()
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(FIELDS),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(json_values, st.integers() | st.none() | st.text(max_size=3))
def test_no_update_however_strange_is_an_error(content: Any, number: Any) -> None:
    strange = {**content, "update_id": number} if isinstance(content, dict) else content
    read = read_update(strange, ME)
    assert read is None or read == Incoming.from_payload(read.update_id, read.to_payload())


@given(
    st.sampled_from([message(text="hello"), message(GROUP, text="/ask a", sender_chat=GROUP)]),
    st.data(),
)
def test_a_message_with_any_field_spoiled_is_no_error(whole: dict[str, Any], data: Any) -> None:
    spoiled = dict(whole["message"])
    field = data.draw(st.sampled_from(sorted(spoiled)))
    spoiled[field] = data.draw(json_values)
    read = read_update({"update_id": 1, "message": spoiled}, ME)
    assert read is None or read.to_payload()
