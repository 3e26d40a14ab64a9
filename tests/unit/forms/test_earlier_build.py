"""Sessions, buttons and links that an earlier build stored or sent go on working.

`earlier_build.json` holds what the build of 28 November 2026 wrote, before the slot table.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.forms.case_link import OpenedLink, decode, encode
from bot.messages.effect import Reply
from bot.messages.event import Event, Said, Tapped
from tests.unit.dialogue.person import NOON

EARLIER = json.loads(Path(__file__).with_name("earlier_build.json").read_text("utf-8"))


def named(row: dict[str, Any]) -> str:
    return str(row.get("name") or row["payload"])


@pytest.mark.parametrize("row", EARLIER["sessions"], ids=named)
def test_a_stored_session_loads_with_every_answer(row: dict[str, Any]) -> None:
    session = Session.from_json(json.dumps(row["session"]))
    assert not session.restarted
    assert session.form is not None
    assert dict(session.form.answers) == dict(row["session"]["interview"]["answers"])
    assert session.form.tool == row["session"]["interview"]["tool"]


@pytest.mark.parametrize("row", EARLIER["sessions"], ids=named)
def test_a_button_that_was_sent_still_works(assistant: Assistant, row: dict[str, Any]) -> None:
    session = Session.from_json(json.dumps(row["session"]))
    assert row["buttons"] or session.form is None
    for data in row["buttons"]:
        after, effects = assistant.respond(session, Event(Tapped(data)), NOON)
        html = "\n".join(effect.html for effect in effects if isinstance(effect, Reply))
        assert "no longer works" not in html, data
        verb, _, slot, *value = (*data.split(":"), "", "")
        if verb == "a" and after.form is not None and value[0]:
            assert slot in after.form.answers, data


@pytest.mark.parametrize("row", EARLIER["links"], ids=named)
def test_a_link_that_was_sent_opens_its_case(assistant: Assistant, row: dict[str, Any]) -> None:
    assert decode(row["payload"]) == OpenedLink(row["form"], row["answers"])
    start = Said(f"/start {row['payload']}")
    session, effects = assistant.respond(Session.new(), Event(start), NOON)
    assert session.form is not None
    assert session.form.tool == row["form"]
    assert "incomplete or was changed" not in "".join(
        getattr(effect, "html", "") for effect in effects
    )


@pytest.mark.parametrize("row", EARLIER["links"], ids=named)
def test_an_earlier_build_can_open_the_links_of_this_one(row: dict[str, Any]) -> None:
    assert encode(row["form"], row["answers"]) == row["payload"]
