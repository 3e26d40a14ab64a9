"""Styles, buttons that copy, and relative dates; and servers that know none of them."""

import pytest

from bot.messages.effect import Button, ButtonStyle
from bot.preview import LocalTelegram
from bot.telegram.keyboard import rows_of
from tests.unit.telegram.conftest import Running


async def test_buttons_carry_their_style_and_what_they_copy(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    reply = await chat.ask("looks")
    forget, copy, day = (button.other for row in reply.buttons for button in row)
    assert forget == {"text": "Delete", "callback_data": "off", "style": "danger"}
    assert copy == {"text": "Copy", "copy_text": {"text": "2026-09-24"}}
    assert day["style"] == "primary"
    assert reply.html == '<tg-time unix="1790244000" format="r">in 12 days</tg-time> <b>or so</b>'


@pytest.mark.parametrize(
    ("refused", "html", "labels"),
    [
        (
            'can\'t parse entities: Unsupported start tag "tg-time" at byte offset 0',
            "in 12 days <b>or so</b>",
            ["Delete", "Copy", "On"],
        ),
        (
            'can\'t parse inline keyboard button: field "style" is not known',
            '<tg-time unix="1790244000" format="r">in 12 days</tg-time> <b>or so</b>',
            ["Delete", "On"],
        ),
    ],
)
async def test_a_server_that_does_not_know_them_gets_the_rest(
    bot: Running, telegram: LocalTelegram, refused: str, html: str, labels: list[str]
) -> None:
    chat = telegram.private_chat(telegram.person())
    telegram.faults.refuse(400, f"Bad Request: {refused}", method="sendMessage")
    reply = await chat.ask("looks")
    assert (reply.html, reply.labels) == (html, labels)


def test_what_cannot_be_copied_is_left_out() -> None:
    rows = rows_of(
        (
            (Button("Nothing", "", copy=""), Button("Too long", "", copy="x" * 257)),
            (Button("Delete", "off", style=ButtonStyle.DANGER), Button("All", "", copy="x" * 256)),
        )
    )
    assert [[key.label for key in row] for row in rows] == [["Delete", "All"]]
