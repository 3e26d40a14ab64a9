"""What a conversation says of entries before a message is read."""

from collections.abc import Iterator

import pytest

from bot.dialogue.bond import Bond
from bot.dialogue.context import Context
from bot.dialogue.context_prior import ContextPrior
from bot.dialogue.focus import Focus
from knowledge import Entry, EntryKind, Knowledge


@pytest.fixture(scope="module")
def prior(knowledge: Knowledge) -> ContextPrior:
    return ContextPrior(knowledge)


def _contexts(knowledge: Knowledge) -> Iterator[Context]:
    """Yield one context for each of many entries told last, of everybody and of some people."""
    people = ({}, {"role": "teacher"}, {"role": "student", "cycle": "master"})
    for number, entry in enumerate(list(knowledge.entries.values())[::7]):
        named = "ub" if number % 3 == 0 else None
        whose = None if entry.institution == "any" else str(entry.institution)
        focus = Focus((entry.id, *entry.related), number % 2 == 0, entry.programme, whose)
        bond = (Bond.CLOSE, Bond.LOOSE, Bond.NONE)[number % 3]
        who = people[number % len(people)]
        yield Context(focus, bond, entry.programme, named, who, frozenset(), number % 5 == 0)


def test_entries_weighed_together_get_what_each_gets_alone(
    prior: ContextPrior, knowledge: Knowledge
) -> None:
    for context in _contexts(knowledge):
        alone = {
            name: added
            for name, entry in knowledge.entries.items()
            if (added := prior.of_entry(entry, context))
        }
        assert prior.log_odds(context) == alone


def test_after_an_answer_its_neighbours_come_before_strangers(
    prior: ContextPrior, knowledge: Knowledge
) -> None:
    told = next(
        entry
        for entry in knowledge.entries.values()
        if entry.kind is EntryKind.ANSWER and entry.related and entry.institution == "ub"
    )
    focus = Focus((told.id,), told=True, institution="ub")
    context = Context(focus, Bond.CLOSE, None, None, {}, frozenset(), asks_again=False)
    log_odds = prior.log_odds(context)

    def of(entry: Entry) -> float:
        return log_odds.get(entry.id, 0.0)

    strangers = [one for one in knowledge.entries.values() if one.institution == "uk"]
    assert of(knowledge.entries[told.related[0]]) > max(map(of, strangers))
