"""What is refused before anything is read: strange hosts, other sites, bodies of other kinds."""

import base64
import hashlib
import re
from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.web.assets import FOLDER
from bot.web.guard import Guard, address_of
from bot.web.site import Site
from tests.unit.web.conftest import CHAT, EMBEDDER, HOST, Client, Clock

BODY = {"chat": CHAT, "id": "message-1", "text": "hello", "language": "en"}


async def status(client: Client, headers: dict[str, str], body: Any = BODY) -> int:
    return (await client.post("/chat/message", json=body, headers=headers)).status


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, 200),
        ({"Host": HOST, "Origin": f"https://{HOST}"}, 200),
        ({"Host": "127.0.0.1:8080", "Origin": f"https://{HOST}"}, 200),  # behind a proxy
        ({"Host": f"{HOST}:8443", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Host": "localhost:9"}, 200),
        ({"Host": "[::1]:9"}, 200),
        ({"Host": "rebound.example"}, 421),
        ({"Host": f"{HOST}.evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": EMBEDDER}, 403),  # it may frame the page, not speak for it
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Host": HOST, "Origin": f"https://{HOST}"}, 403),
    ],
)
async def test_only_our_own_pages_are_answered(
    client: Client, headers: dict[str, str], expected: int
) -> None:
    assert await status(client, headers) == expected


async def test_a_strange_host_gets_no_page_either(client: Client) -> None:
    for path in ("/chat", "/web/chat.js"):
        assert (await client.get(path, headers={"Host": "rebound.example"})).status == 421


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({**BODY, "chat": "short"}, "bad_id"),
        ({**BODY, "chat": CHAT + "A"}, "bad_id"),
        ({**BODY, "chat": 7}, "bad_id"),
        ({**BODY, "id": "../../etc"}, "bad_id"),
        ({**BODY, "text": ""}, "missing"),
        ({**BODY, "text": None}, "missing"),
        ({**BODY, "text": "x" * 4097}, "too_long"),
        ({**BODY, "text": "x" * 40_000}, "too_large"),
        ({**BODY, "data": "x" * 65}, "too_long"),
        ([1], "not_an_object"),
    ],
)
async def test_a_bad_body_is_told_what_is_wrong(client: Client, body: Any, expected: str) -> None:
    reply = await client.post("/chat/message", json=body)
    assert (await reply.json())["error"]["code"] == expected
    assert await status(client, {}) == 200


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[" * 9000,
        b'{"text": "\\ud800"}',
        b"\xff\xfe{}",
        b'"x"',
        b'{"a": NaN}',
        b'{"a": 1e400}',
    ],
)
async def test_what_is_no_json_is_refused(client: Client, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    assert (await client.post("/chat/message", data=content, headers=headers)).status == 400


async def test_a_form_of_another_site_is_refused_by_its_type(client: Client) -> None:
    reply = await client.post("/chat/message", data={"chat": CHAT, "id": "message-1", "text": "x"})
    assert reply.status == 415


async def test_a_button_that_nobody_was_shown_does_no_harm(client: Client) -> None:
    body = {key: value for key, value in BODY.items() if key != "text"}
    for data in ("zzz", "a:9:role:student", "e:no-such-entry", "<script>", "l:xx"):
        assert await status(client, {}, {**body, "data": data, "id": f"message-{len(data)}"}) == 200


async def test_an_address_that_asks_too_much_waits(client: Client, clock: Clock) -> None:
    headers = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
    statuses = [await status(client, headers, {**BODY, "id": "same-one"}) for _ in range(201)]
    assert statuses == [200] * 200 + [429]
    assert await status(client, {"X-Forwarded-For": "198.51.100.8"}) == 200
    clock.now += 1
    assert await status(client, headers) == 200


def test_the_address_before_a_proxy_counts_on_this_machine_alone() -> None:
    def seen(peer: str, forwarded: str) -> str:
        request = make_mocked_request("GET", "/", headers={"X-Forwarded-For": forwarded})
        return address_of(request.clone(remote=peer))

    assert seen("127.0.0.1", "1.1.1.1, 192.0.2.1") == "192.0.2.1"
    assert seen("192.0.2.9", "10.0.0.1") == "192.0.2.9"


@pytest.mark.parametrize("path", ["/chat", "/check", "/embed", "/embed/sample"])
async def test_pages_allow_nothing_inline_but_their_one_style(client: Client, path: str) -> None:
    page = await client.get(path)
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    text = await page.text()
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in policy
    # Nothing has to be loaded before the page is drawn.
    assert 'rel="stylesheet"' not in text
    assert "@import" not in style
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", text) == []
    assert "style=" not in text
    assert re.findall(r"\son[a-z]+=", text) == []
    assert "Set-Cookie" not in page.headers


async def test_sites_that_are_named_may_frame_the_chat(client: Client) -> None:
    policy = (await client.get("/chat")).headers["Content-Security-Policy"]
    assert f"frame-ancestors 'self' {EMBEDDER}" in policy


def test_no_page_names_another_machine() -> None:
    # But Telegram's client in a browser, whose messages a page inside it may take.
    for path in FOLDER.iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert re.findall(r"https?://(?!\w+\.example\.org|web\.telegram\.org)[a-z]", text) == [], (
            path.name
        )


async def test_a_page_is_in_the_language_asked_for(client: Client) -> None:
    for headers, query, tag in (
        ({"Accept-Language": "sr-Latn-RS,en"}, "", "sr-Latn"),
        ({"Accept-Language": "sr"}, "", "sr-Cyrl"),
        ({"Accept-Language": "hr-HR"}, "", "sr-Latn"),
        ({"Accept-Language": "de"}, "", "en"),
        ({"Accept-Language": "sr"}, "?language=en", "en"),
        ({}, "?language=<script>", "en"),
    ):
        page = await client.get(f"/chat{query}", headers=headers)
        assert f'<html lang="{tag}">' in await page.text()


async def test_what_a_page_loads_is_sent_once(client: Client) -> None:
    first = await client.get("/web/chat.js")
    assert first.content_type == "text/javascript"
    again = await client.get("/web/chat.js", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 304
    for name in ("chat.html", "..%2Fsite.py", "nothing.js"):
        assert (await client.get(f"/web/{name}")).status == 404


@pytest.mark.parametrize("path", ["/chat", "/check", "/embed.js", "/web/chat.js"])
async def test_what_a_browser_takes_packed_is_sent_packed(client: Client, path: str) -> None:
    plain = await client.get(path, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    packed = await client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert await packed.read() == await plain.read()
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 2
    refused = await client.get(path, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers
    assert "Accept-Encoding" in plain.headers["Vary"]


async def test_refusals_are_counted_by_why(client: Client, site: Site) -> None:
    await status(client, {"Host": "rebound.example"})
    assert b'razmena_web_refused_total{why="unknown_host"} 1.0' in site.metrics.show()


def test_a_guard_without_embedders_lets_no_other_site_frame_the_chat() -> None:
    assert (
        Guard([]).headers(framed=True)["Content-Security-Policy"].endswith("frame-ancestors 'self'")
    )


@pytest.mark.parametrize("name", ["chat", "check", "embed"])
async def test_a_slash_at_the_end_leads_to_the_page(client: Client, name: str) -> None:
    reply = await client.get(f"/{name}/?language=en", allow_redirects=False)
    assert (reply.status, reply.headers["Location"]) == (308, f"/{name}?language=en")
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
    assert (await client.get(f"/{name}/")).status == 200
    strange = await client.get(f"/{name}/", headers={"Host": "evil.example"})
    assert strange.status == 421
