"""Buttons that open a page inside Telegram, and what the page is given."""

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from bot.telegram.init_data import read_init_data
from tests.unit.preview.bot_api import BotApi
from tests.unit.preview.test_page_routes import Tab


def keyboard(url: str) -> str:
    return f'{{"inline_keyboard": [[{{"text": "Form", "web_app": {{"url": "{url}"}}}}]]}}'


@pytest.mark.parametrize(
    "url", ["https://bot.example.org/check#case=x", "http://127.0.0.1:8080/check", "http://[::1]/x"]
)
async def test_a_page_of_https_or_of_this_machine_is_taken(
    api: BotApi, chat: PrivateChat, url: str
) -> None:
    message = await api.call("sendMessage", chat_id=chat.id, text="x", reply_markup=keyboard(url))
    assert message["reply_markup"]["inline_keyboard"][0][0]["web_app"] == {"url": url}


@pytest.mark.parametrize("url", ["http://bot.example.org/", "javascript:x", "", "ftp://127.0.0.1"])
async def test_any_other_page_is_refused(api: BotApi, chat: PrivateChat, url: str) -> None:
    words = await api.refusal("sendMessage", chat_id=chat.id, text="x", reply_markup=keyboard(url))
    assert "Only HTTPS links are allowed" in words


async def test_a_page_has_no_button_in_a_group(api: BotApi, telegram: LocalTelegram) -> None:
    group = telegram.group("Office", [telegram.person()])
    words = await api.refusal(
        "sendMessage", chat_id=group.id, text="x", reply_markup=keyboard("https://a.example.org/")
    )
    assert "BUTTON_TYPE_INVALID" in words


async def test_the_page_that_a_button_opens_gets_signed_launch_data(
    telegram: LocalTelegram, api: BotApi
) -> None:
    tab = Tab(telegram, api.session)
    await tab.open("sr-Latn")
    sent = await tab.post("send", room="private", text="hello")
    assert sent["status"] == 200
    visitor = next(iter(telegram.world.people.values()))
    url = "http://127.0.0.1:8080/check?language=en#case=case_x"
    message = await api.call(
        "sendMessage", chat_id=visitor.id, text="x", reply_markup=keyboard(url)
    )
    number = message["message_id"]
    opened = await tab.post("page", room="private", message_id=number, url=url)
    assert opened["address"].startswith(f"{url}&tgWebAppData=")
    values = parse_qs(urlsplit(opened["address"]).fragment)
    launched = read_init_data(values["tgWebAppData"][0], telegram.token, telegram.world.now())
    assert launched is not None
    assert (launched.person, launched.language) == (visitor.id, "sr")
    other = await tab.post("page", room="private", message_id=number, url="https://evil.example/")
    assert other["status"] == 404
    tab.close()
