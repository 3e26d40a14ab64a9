"""WCAG 2.2 AA on the page by axe: every state of it, in the light and in the dark."""

import asyncio
import hashlib
from typing import Any

import pytest
from selenium import webdriver

from bot.preview import LocalTelegram
from tests.unit.preview.bot_api import BotApi
from tests.unit.preview.browser import AXE, Page, axe_violations, show_as
from tests.unit.preview.page_states import Conversation, states

pytestmark = pytest.mark.browser

_STATES = 16


def test_axe_is_the_one_that_was_published() -> None:
    digest = hashlib.sha256((AXE / "axe.min.js").read_bytes()).hexdigest()
    assert digest in (AXE / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_state_of_the_page_violates_a_rule(
    telegram: LocalTelegram, api: BotApi, phone: webdriver.Chrome, scheme: str
) -> None:
    await api.call("setMyCommands", commands='[{"command": "help", "description": "Help"}]')
    page = Page(phone)
    await asyncio.to_thread(show_as, phone, scheme)
    found: dict[str, list[Any]] = {}
    seen = 0
    async for state in states(Conversation(telegram, api), page, f"{telegram.base_url}/"):
        seen += 1
        told = await asyncio.to_thread(axe_violations, phone)
        if told:
            found[state] = told
    assert seen == _STATES
    assert found == {}
