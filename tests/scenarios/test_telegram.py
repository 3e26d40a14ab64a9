"""Conversations through the local Telegram, as they stand in `telegram.yaml`."""

from pathlib import Path
from typing import Any

import pytest

from locales import to_latin
from tests.scenarios.world import RealBot
from tests.tables import read_table

pytestmark = pytest.mark.asyncio(loop_scope="module")

CONVERSATIONS = read_table(Path(__file__).with_name("telegram.yaml"))
CLIENTS = {"en": "en", "sr": "sr", "sr_Latn": "hr"}


def in_latin(value: Any) -> Any:
    """A conversation in Latin letters."""
    match value:
        case dict():
            return {name: in_latin(each) for name, each in value.items()}
        case list():
            return [in_latin(each) for each in value]
        case _:
            return to_latin(value)


def played() -> list[Any]:
    """Every conversation once in each of its ways of writing."""
    plays = []
    for one in CONVERSATIONS:
        name = one["title"].replace(" ", "-")
        plays.append(pytest.param(one, id=f"{one['language']}-{name}"))
        if one["language"] == "sr":
            latin = {"language": "sr_Latn", "steps": in_latin(one["steps"])}
            plays.append(pytest.param(latin, id=f"sr_Latn-{name}"))
    return plays


def several(value: str | list[str] | None) -> list[str]:
    """One or several, as the table may have it."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else value


@pytest.mark.parametrize("conversation", played())
async def test_a_person_sees_what_the_table_says(
    bot: RealBot, conversation: dict[str, Any]
) -> None:
    person = bot.somebody(CLIENTS[conversation["language"]])
    for step in conversation["steps"]:
        if "says" in step:
            await person.says(step["says"])
        elif "opens" in step:
            await person.opens(step["opens"])
        else:
            await person.taps(step["taps"])
        for words in several(step.get("sees")):
            assert words in person.text, step
        for words in several(step.get("not")):
            assert words not in person.text, step
        labels = "\n".join(person.message.labels)
        for label in several(step.get("offers")):
            assert label in labels, step
