"""Nothing is understood, ranked or computed twice for one message."""

from collections import Counter
from importlib import import_module
from itertools import chain

import pytest

from bot.dialogue.assistant import Assistant
from bot.dialogue.rules_answers import RulesAnswers
from knowledge.finder import Finder
from tests.unit.dialogue.person import Person

_READER = import_module("bot.understanding.understand")
_SAID = import_module("knowledge.said")
_WORDS = import_module("knowledge.finder.words")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what is understood and tried with the rules, and each text that is ranked."""
    counted = Counter[str]()

    def count(owner: object, name: str, key: str = "") -> None:
        known = getattr(owner, name)

        def counting(*arguments: object, **named: object) -> object:
            counted[key or f"ranked {arguments[1]}"] += 1
            return known(*arguments, **named)

        monkeypatch.setattr(owner, name, counting)

    count(_READER, "take_apart", "understood")
    count(RulesAnswers, "attempt", "tried with the rules")
    count(Finder, "rank")
    return counted


@pytest.mark.parametrize(
    "message",
    [
        "who signs the learning agreement?",
        "PhD student, 20 days by train, how much?",
        "mogu li na praksu 3 meseca",
        "zdravo",
        "recept za sarmu",
    ],
)
def test_one_question_is_understood_tried_and_ranked_once(
    ana: Person, calls: Counter[str], message: str
) -> None:
    ana.says(message)
    assert calls["understood"] == 1
    assert max(calls.values()) == 1


def test_of_two_questions_each_text_is_ranked_once(ana: Person, calls: Counter[str]) -> None:
    ana.says("sta je bip i koliko traje?")
    ranked = {key: number for key, number in calls.items() if key.startswith("ranked")}
    assert ranked
    assert max(ranked.values()) == 1
    assert calls["tried with the rules"] <= 3


def test_ways_of_asking_are_taken_apart_ahead_of_time(
    assistant: Assistant, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_apart = []
    split = _SAID.split

    def noting(text: str) -> object:
        taken_apart.append(text)
        return split(text)

    monkeypatch.setattr(_SAID, "split", noting)
    sayings = assistant.knowledge.sayings
    for kept in (sayings.of_units, sayings.of_sentence, sayings.usual):
        kept.cache_clear()  # as in a fresh process
    ana.says("Do I get a certificate of attendance, and who stamps it?")
    ways = (one.phrasings.values() for one in assistant.knowledge.entries.values())
    known = set(chain.from_iterable(chain.from_iterable(ways)))
    assert taken_apart
    assert known.isdisjoint(taken_apart)


@pytest.mark.parametrize("message", ["who signs the learning agreement?", "ко потписује уговор?"])
def test_a_message_is_split_into_words_once(
    ana: Person, monkeypatch: pytest.MonkeyPatch, message: str
) -> None:
    folded = []
    known = _WORDS.fold

    def folding(text: str) -> str:
        if known(message) in known(text):
            folded.append(text)
        return str(known(text))

    monkeypatch.setattr(_WORDS, "fold", folding)
    ana.says(f"{message} ?")
    assert len(set(folded)) == len(folded)
    # Sentences of answers are searched for what no entry is asked for.
    of_it = [one for one in folded if one.endswith("?")]
    assert len(of_it) <= 2  # as it stands, and without what is said beside the question
