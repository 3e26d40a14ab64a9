"""Pictures and files: sending, editing, fetching."""

from io import BytesIO

import pytest
from PIL import Image

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from tests.unit.preview.bot_api import BotApi


def picture(width: int = 80, height: int = 42) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "#3d7ff0").save(file, "PNG")
    return file.getvalue()


async def test_a_picture_arrives_with_its_caption(api: BotApi, chat: PrivateChat) -> None:
    message = await api.call(
        "sendPhoto",
        chat_id=chat.id,
        photo=("grant.png", picture()),
        caption="<b>1330</b>",
        parse_mode="HTML",
    )
    assert (message["photo"][-1]["width"], message["photo"][-1]["height"]) == (80, 42)
    assert message["caption_entities"] == [{"offset": 0, "length": 4, "type": "bold"}]
    seen = await chat.next_reply()
    assert (seen.photo, seen.html) == (picture(), "<b>1330</b>")


async def test_a_file_arrives_with_its_name(api: BotApi, chat: PrivateChat) -> None:
    content = b"BEGIN:VCALENDAR"
    await api.call("sendDocument", chat_id=chat.id, document=("рокови.ics", content))
    assert (await chat.next_reply()).document == ("рокови.ics", content)


async def test_a_file_can_be_sent_again_by_its_id(api: BotApi, chat: PrivateChat) -> None:
    first = await api.call("sendPhoto", chat_id=chat.id, photo=("a.png", picture()))
    await api.call("sendPhoto", chat_id=chat.id, photo=first["photo"][-1]["file_id"])
    assert [reply.photo for reply in chat.replies] == [picture(), picture()]


async def test_what_a_person_sent_can_be_fetched(
    api: BotApi, telegram: LocalTelegram, chat: PrivateChat
) -> None:
    await chat.send_document("list.txt", b"A, B, C")
    document = (await api.call("getUpdates"))[-1]["message"]["document"]
    file = await api.call("getFile", file_id=document["file_id"])
    url = f"{telegram.base_url}/file/bot{telegram.token}/{file['file_path']}"
    async with api.session.get(url) as response:
        assert await response.read() == b"A, B, C"
    async with api.session.get(url.replace("file_", "other_")) as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({}, "there is no photo in the request"),
        ({"photo": "unknown"}, "wrong file identifier/HTTP URL specified"),
        ({"photo": "https://bg.ac.rs/a.png"}, "failed to get HTTP URL content"),
        ({"photo": ("a.png", b"")}, "file must be non-empty"),
        ({"photo": ("a.png", b"not a picture")}, "IMAGE_PROCESS_FAILED"),
        ({"photo": ("a.png", picture(21, 1))}, "PHOTO_INVALID_DIMENSIONS"),
        ({"photo": ("a.png", picture(9000, 1001))}, "PHOTO_INVALID_DIMENSIONS"),
        (
            {"photo": ("a.png", picture()), "caption": "🎓" * 513},
            "message caption is too long",
        ),
        (
            {"picture": ("a.png", picture())},
            'file "picture" of sendPhoto is not known to this local server',
        ),
    ],
)
async def test_a_wrong_picture_is_refused(
    api: BotApi, chat: PrivateChat, parameters: dict[str, object], words: str
) -> None:
    found = await api.refusal("sendPhoto", chat_id=chat.id, **parameters)
    assert found == f"400 Bad Request: {words}"


async def test_a_picture_over_ten_megabytes_is_refused(api: BotApi, chat: PrivateChat) -> None:
    content = bytes(10 * 1024 * 1024 + 1)
    words = await api.refusal("sendPhoto", chat_id=chat.id, photo=("a.png", content))
    assert words == (
        "400 Bad Request: file of size 10485761 bytes is too big for a photo; "
        "the maximum size is 10485760 bytes"
    )


async def test_captions_and_media_are_edited(api: BotApi, chat: PrivateChat) -> None:
    sent = await api.call("sendPhoto", chat_id=chat.id, photo=("a.png", picture()), caption="one")
    place = {"chat_id": chat.id, "message_id": sent["message_id"]}
    edited = await api.call("editMessageCaption", **place, caption="<i>two</i>", parse_mode="HTML")
    assert (edited["caption"], edited["photo"]) == ("two", sent["photo"])
    words = await api.refusal("editMessageCaption", **place, caption="ћ" * 1025)
    assert words == "400 Bad Request: MEDIA_CAPTION_TOO_LONG"
    words = await api.refusal("editMessageText", **place, text="three")
    assert words == "400 Bad Request: there is no text in the message to edit"
    media = {"type": "document", "media": "attach://file", "caption": "four"}
    edited = await api.call("editMessageMedia", **place, media=media, file=("a.ics", b"BEGIN"))
    assert "photo" not in edited
    assert chat.replies[-1].document == ("a.ics", b"BEGIN")
    assert chat.replies[-1].text == "four"


async def test_a_text_has_no_caption_to_edit(api: BotApi, chat: PrivateChat) -> None:
    sent = await api.call("sendMessage", chat_id=chat.id, text="x")
    words = await api.refusal(
        "editMessageCaption", chat_id=chat.id, message_id=sent["message_id"], caption="y"
    )
    assert words == "400 Bad Request: there is no caption in the message to edit"


async def test_everything_that_a_person_can_send_reaches_the_bot(
    api: BotApi, chat: PrivateChat
) -> None:
    await chat.send_sticker("🎓")
    await chat.send_voice(4)
    await chat.send_photo(picture(), caption="see #rok")
    await chat.send_location(44.8, 20.45)
    await chat.send_contact("+381", "Ana")
    messages = [update["message"] for update in await api.call("getUpdates")][1:]
    kinds = ["sticker", "voice", "photo", "location", "contact"]
    assert [kind for message in messages for kind in kinds if kind in message] == kinds
    assert messages[2]["caption_entities"][0]["type"] == "hashtag"
