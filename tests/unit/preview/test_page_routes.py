"""What the page talks to, and that no other web site can."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.preview import LocalTelegram
from bot.preview.visitors import PageLanguage
from tests.unit.preview.bot_api import BotApi
from tests.unit.preview.test_media import picture


class Tab:
    """A browser tab, without the browser."""

    def __init__(self, telegram: LocalTelegram, session: aiohttp.ClientSession) -> None:
        self.base = telegram.base_url
        self.session = session
        self.key = ""
        self.events: list[dict[str, Any]] = []
        self._stream: aiohttp.ClientResponse | None = None

    async def post(self, path: str, **body: Any) -> dict[str, Any]:
        url = f"{self.base}/preview/{path}"
        async with self.session.post(url, json={"key": self.key, **body}) as response:
            answer: dict[str, Any] = await response.json()
            return {"status": response.status, **answer}

    async def open(self, language: str = "sr-Cyrl") -> None:
        self.key = (await self.post("people", language=language))["key"]
        self._stream = await self.session.get(f"{self.base}/preview/events?key={self.key}")
        assert self._stream.content_type == "text/event-stream"

    async def event(self, kind: str) -> dict[str, Any]:
        """Return the next event of a kind."""
        assert self._stream is not None
        async for line in self._stream.content:
            if line.startswith(b"data: "):
                event: dict[str, Any] = json.loads(line[6:])
                if event["type"] == kind:
                    return event
        raise AssertionError("the stream ended")

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()


@pytest.fixture
async def tab(telegram: LocalTelegram, api: BotApi) -> AsyncIterator[Tab]:
    tab = Tab(telegram, api.session)
    yield tab
    tab.close()


async def test_a_tab_learns_the_bots_profile_in_its_language(api: BotApi, tab: Tab) -> None:
    await api.call("setMyName", name="Размена", language_code="sr")
    await api.call("setMyDescription", description="О мобилности", language_code="sr")
    command = {"command": "help", "description": "Помоћ"}
    await api.call("setMyCommands", commands=[command], language_code="sr")
    await tab.open()
    profile = await tab.event("profile")
    assert (profile["bot"]["name"], profile["description"]) == ("Размена", "О мобилности")
    assert profile["commands"] == [command]
    assert profile["words"]["typing"] == "куца"
    await tab.post("language", language="en")
    profile = await tab.event("profile")
    assert (profile["bot"]["name"], profile["commands"]) == ("Preview", [])
    assert profile["words"]["typing"] == "typing"


async def test_a_message_goes_to_the_bot_and_its_answer_comes_back(api: BotApi, tab: Tab) -> None:
    await tab.open()
    assert (await tab.event("chat"))["started"] is False
    await tab.post("send", text="Ко може?\nИ када?")
    assert (await tab.event("sent"))["message"]["text"] == "Ко може?\nИ када?"
    update = (await api.call("getUpdates"))[0]
    assert update["message"]["from"]["language_code"] == "sr"
    chat_id = update["message"]["chat"]["id"]
    await api.call("getUpdates", offset=update["update_id"] + 1)
    assert (await tab.event("received"))["message_id"] == update["message"]["message_id"]
    await api.call("sendChatAction", chat_id=chat_id, action="typing")
    assert (await tab.event("action"))["action"] == "typing"
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    sent = await api.call("sendMessage", chat_id=chat_id, text="x", reply_markup=markup)
    assert (await tab.event("sent"))["message"] == sent
    tap = await tab.post("tap", message_id=sent["message_id"], data="a")
    await api.call("answerCallbackQuery", callback_query_id=tap["query_id"], text="toast")
    answer = await tab.event("answered")
    assert (answer["query_id"], answer["text"]) == (tap["query_id"], "toast")


async def test_a_tab_that_connects_again_gets_the_whole_chat(tab: Tab) -> None:
    await tab.open()
    await tab.post("send", text="one")
    tab.close()
    key = tab.key
    await tab.open()
    assert tab.key == key
    chat = await tab.event("chat")
    assert [message["text"] for message in chat["messages"]] == ["one"]
    assert chat["undelivered"] == [chat["messages"][0]["message_id"]]


async def test_pictures_are_shown_and_files_are_only_downloaded(
    api: BotApi, telegram: LocalTelegram, tab: Tab
) -> None:
    await tab.open()
    await tab.post("send", text="one")
    chat_id = (await api.call("getUpdates"))[0]["message"]["chat"]["id"]
    photo = await api.call("sendPhoto", chat_id=chat_id, photo=("a.png", picture()))
    page = ("a.html", b"<script>alert(1)</script>")
    document = await api.call("sendDocument", chat_id=chat_id, document=page)
    address = f"{telegram.base_url}/preview/files/{{}}?key={tab.key}"
    async with tab.session.get(address.format(photo["photo"][0]["file_id"])) as response:
        assert response.content_type == "image/png"
        assert await response.read() == picture()
    async with tab.session.get(address.format(document["document"]["file_id"])) as response:
        assert response.headers["Content-Disposition"] == "attachment"
        assert response.content_type == "application/octet-stream"
    async with tab.session.get(address.format("unknown")) as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("send", {"text": "  "}, 400),
        ("send", {"text": "x" * 4097}, 400),
        ("send", {"text": "\ud800"}, 400),
        ("send", {"text": "x", "key": "somebody else"}, 410),
        ("tap", {"message_id": 999, "data": "a"}, 404),
        ("tap", {"message_id": "1", "data": "a"}, 400),
        ("edit", {"message_id": 999, "text": "x"}, 404),
        ("language", {"language": "de"}, 400),
        ("nowhere", {}, 405),
    ],
)
async def test_what_a_page_would_not_send_is_refused(
    tab: Tab, path: str, body: dict[str, object], status: int
) -> None:
    await tab.open()
    assert (await tab.post(path, **body))["status"] == status


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_web_site_cannot_drive_it(
    telegram: LocalTelegram, tab: Tab, headers: dict[str, str]
) -> None:
    url = f"{telegram.base_url}/preview/people"
    async with tab.session.post(url, json={}, headers=headers) as response:
        assert response.status == 403
    assert telegram.world.people == {}


async def test_a_body_that_is_nested_too_deeply_is_refused(tab: Tab) -> None:
    body = "[" * 30_000 + "]" * 30_000
    headers = {"Content-Type": "application/json"}
    url = f"{tab.base}/preview/send"
    async with tab.session.post(url, data=body, headers=headers) as response:
        assert response.status == 400


async def test_a_form_of_another_web_site_cannot_post(tab: Tab) -> None:
    async with tab.session.post(f"{tab.base}/preview/people", data={"key": ""}) as response:
        assert response.status == 415


async def test_the_page_loads_nothing_from_elsewhere(telegram: LocalTelegram, tab: Tab) -> None:
    async with tab.session.get(f"{telegram.base_url}/") as response:
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        html = await response.text()
    assert "http" not in html
    for name in ("app.js", "style.css", "icon.svg"):
        async with tab.session.get(f"{telegram.base_url}/{name}") as response:
            assert response.status == 200
    async with tab.session.get(f"{telegram.base_url}/../server.py") as response:
        assert response.status == 404


def test_the_client_tells_its_language_but_never_the_script() -> None:
    assert [language.code for language in PageLanguage] == ["en", "sr", "sr"]
