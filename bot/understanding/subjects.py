"""Whose case is told: the writer's own, or that of a child, a student or a colleague."""

from collections.abc import Collection, Sequence

from bot.understanding.tokens import Match, Message, Phrases
from bot.understanding.understanding import Holder
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("people")

_REPRESENTED, _COMPANY, _FIRST = "represented", "company", "first person"
_PEOPLE = Phrases[str](_VOCABULARY.meanings("whose"))
_AFTER_I = _VOCABULARY.words("after i")
_BEFORE_I = _VOCABULARY.words("before i")
_REACH_OF_COMPANY = 3


def holders(message: Message) -> tuple[Holder, ...]:
    """Return whose each word is, in one pass from left to right.

    From "my daughter" on, what is said is hers, until the writer speaks of themselves.
    """
    matches = _PEOPLE.find(message)
    turns = _turns(message, matches) if any(_names_somebody(match) for match in matches) else {}
    current: Holder = "asker"
    found: list[Holder] = []
    for index in range(len(message)):
        current = turns.get(index, current)
        found.append(current)
    return tuple(found)


def _names_somebody(match: Match[str]) -> bool:
    return match.value == _REPRESENTED


def _turns(message: Message, matches: Sequence[Match[str]]) -> dict[int, Holder]:
    """Return the words from which on somebody else is spoken of; none where nobody is."""
    turns: dict[int, Holder] = {
        index: "asker"
        for index, word in enumerate(message.words)
        if word == "i" and _is_english_i(message, index)
    }
    company_until = -1
    introduced = False
    for match in matches:
        if match.value == _COMPANY:
            company_until = match.stop + _REACH_OF_COMPANY
        elif match.value == _FIRST:
            turns[match.start] = "asker"
        elif introduced or (_names_somebody(match) and match.start >= company_until):
            introduced = True
            turns[match.start] = "other"
    return turns if introduced else {}


def _is_english_i(message: Message, index: int) -> bool:
    return message.word(index + 1) in _AFTER_I or message.word(index - 1) in _BEFORE_I


def subject_of(
    message: Message,
    whose: tuple[Holder, ...],
    asked: Sequence[tuple[int, int]],
    told: Collection[Holder],
) -> Holder:
    """Return whose case the message asks about.

    Args:
        message: the message.
        whose: whose each word is.
        asked: the places of its questions.
        told: of whom facts were told.
    """
    if "other" not in whose:
        return "asker"
    for start, stop in reversed(asked):
        if "other" in whose[start:stop]:
            return "other"
        if "asker" in told and _is_own(message, start, stop):
            return "asker"
    return "other" if "other" in told or "asker" not in told else "asker"


def _is_own(message: Message, start: int, stop: int) -> bool:
    cues = (match.start for match in _PEOPLE.find(message) if match.value == _FIRST)
    return any(start <= cue < stop for cue in cues) or any(
        message.words[index] == "i" and _is_english_i(message, index)
        for index in range(start, stop)
    )
