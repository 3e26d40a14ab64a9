"""News of institutions: asked for and given up, by a tap or in words."""

import pytest

from bot.dialogue.assistant import Assistant
from bot.messages.effect import KeepNews
from bot.messages.event import Event, Said, Tapped, Unreadable
from tests.unit.dialogue.person import Person


class Somebody(Person):
    """A person whom news can reach."""

    def _do(self, content: Said | Tapped | Unreadable) -> str:
        return self._does(Event(content, self.client_language, reachable=True))


def kept(ana: Person) -> tuple[str, ...]:
    (one,) = (effect for effect in ana.effects if isinstance(effect, KeepNews))
    return one.institutions


@pytest.mark.parametrize("asked", ["/news", "news", "novosti", "Новости"])
def test_whoever_asks_chooses_institutions_and_changes_their_mind(
    assistant: Assistant, asked: str
) -> None:
    ana = Somebody(assistant)
    ana.says(asked)
    ana.says("1")
    (first,) = kept(ana)
    ana.sends_data(ana.buttons[1].data)
    assert kept(ana)[0] == first
    assert len(kept(ana)) == 2
    ana.sends_data(f"n:off:{first}")
    assert first not in kept(ana)
    assert len(kept(ana)) == 1


def test_where_no_news_could_come_nobody_can_ask_for_them(assistant: Assistant) -> None:
    visitor = Person(assistant)
    visitor.says("/news")
    assert not any(isinstance(one, KeepNews) for one in visitor.effects)
    visitor.sends_data("n:turn:ub")
    assert not any(isinstance(one, KeepNews) for one in visitor.effects)
