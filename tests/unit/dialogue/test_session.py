"""A session survives storage and new versions."""

import json

import pytest

from bot.dialogue.state.session import Session
from locales import Locale
from tests.unit.dialogue.person import Person


@pytest.mark.parametrize(
    "stored",
    [
        {"version": 0},
        {"version": 99, "locale": "sr_Latn"},
        {},
        {"version": 1, "locale": "xx"},
        {"version": 1, "locale": None, "interview": 5},
        {"version": 1, "interview": {"tool": "grant"}},
    ],
)
def test_a_session_that_cannot_be_read_is_restarted_politely(
    ana: Person, stored: dict[str, object]
) -> None:
    ana.session = Session.from_json(json.dumps(stored))
    assert ana.session.restarted
    text = ana.says("How many ECTS must a BIP give?")
    assert "start again" in text or "испочетка" in text or "ispočetka" in text
    assert len(ana.replies) == 2
    assert not ana.session.restarted


def test_a_restart_keeps_the_chosen_language() -> None:
    session = Session.from_json('{"version": 99, "locale": "sr_Latn", "pinned": true}')
    assert session.locale is Locale.SR_LATN
    assert session.pinned


def test_an_interview_with_a_tool_that_is_gone_does_not_trap_anybody(ana: Person) -> None:
    session = Session.new().open_form("horoscope", {"sign": "lion"})
    ana.session = session
    assert ana.says("How many ECTS must a BIP give?")
    assert ana.session.form is None
