"""WCAG 2.2 AA on the page by axe: every state of it, in the light and in the dark."""

import asyncio
import hashlib
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver

from bot.preview import LocalTelegram
from tests.unit.preview.bot_api import BotApi
from tests.unit.preview.browser import Page
from tests.unit.preview.page_states import Conversation, states

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "axe"
_STATES = 16
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """
const [tags, done] = arguments;
// Contrast is measured on what has come to rest.
for (const each of document.getAnimations()) {
  if (each.effect.getTiming().iterations !== Infinity) each.finish();
}
const told = node => `${node.target.join(" ")}: ${node.any.map(one => one.message).join("; ")}`;
axe.run(document, { runOnly: tags }).then(
  result => done(result.violations.map(each => [each.id, each.nodes.map(told)])),
  error => done([["axe failed", [String(error)]]]),
);
"""


def test_axe_is_the_one_that_was_published() -> None:
    digest = hashlib.sha256((AXE / "axe.min.js").read_bytes()).hexdigest()
    assert digest in (AXE / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_state_of_the_page_violates_a_rule(
    telegram: LocalTelegram, api: BotApi, browser: webdriver.Chrome, scheme: str
) -> None:
    await api.call("setMyCommands", commands='[{"command": "help", "description": "Help"}]')
    page = Page(browser)
    script = (AXE / "axe.min.js").read_text(encoding="utf-8")

    def prepare() -> None:
        media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)

    def violations() -> list[Any]:
        browser.execute_script(script)
        found: list[Any] = browser.execute_async_script(_RUN, _TAGS)
        return found

    await asyncio.to_thread(prepare)
    found: dict[str, list[Any]] = {}
    seen = 0
    async for state in states(Conversation(telegram, api), page, f"{telegram.base_url}/"):
        seen += 1
        told = await asyncio.to_thread(violations)
        if told:
            found[state] = told
    assert seen == _STATES
    assert found == {}
