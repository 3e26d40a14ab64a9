"""Amounts that are not the person's own: limits, figures of a rule, distances in time.

"Najviše 12 meseci", "do 30 dana", "prvih 14 dana", "pre 2 meseca", "u roku od 7 dana", "at least 8
hours" speak of the rules or of the calendar. To take one for what the person plans would be worse
than to miss it.
"""

from bot.understanding.tokens import Message, Phrases
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("modality")

_BOUND_BEFORE = Phrases[str](_VOCABULARY.meanings("bound before"))
_BOUND_AFTER = Phrases[str](_VOCABULARY.meanings("bound after"))
_PER_CYCLE = Phrases[bool](_VOCABULARY.phrases("per cycle"))
_SPREAD = _VOCABULARY.stems("spread")
_REQUIRED = _VOCABULARY.words("required")
_COUNTING = _VOCABULARY.stems("counting")
_COUNTED_INTO = _VOCABULARY.words("counted into")
_WAITING = _VOCABULARY.words("waiting")
_CHILDREN = _VOCABULARY.stems("children")
_SONS = _VOCABULARY.words("sons")
_AGED = _VOCABULARY.words("aged")
_NO = _VOCABULARY.words("no")
_CONTRASTS = _VOCABULARY.words("contrasts")
_REACH_IN_CLAUSE = 8
_REACH_OF_NO = 4
_BEGINNINGS = _VOCABULARY.stems("beginnings")


def not_the_persons(message: Message, start: int, stop: int) -> str | None:
    """Why a length is not told as the person's own, None when it may be."""
    if message.word(start - 1) == "do" and not _english(message, stop):
        return "bound"
    if message.word(start - 1) == "over" and message.word(start - 2).startswith(_SPREAD):
        return None
    before = _bound_before(message, start)
    if before is None and message.word(start - 1) in {"a", "an"}:
        before = _bound_before(message, start - 1)
    if before is not None:
        return before
    behind = stop + 1 if message.word(stop) == "-" else stop
    after = _BOUND_AFTER.at(message, behind) if behind < len(message) else None
    if after is not None:
        return after.value
    if any(_PER_CYCLE.at(message, index) for index in range(stop, min(stop + 4, len(message)))):
        return "rule"
    if message.word(start - 1) == "za" and _tells_a_beginning(message, start, stop):
        return "relative"
    return _of_the_clause(message, start)


def _bound_before(message: Message, start: int) -> str | None:
    for back in range(1, min(5, start + 1)):
        before = _BOUND_BEFORE.at(message, start - back)
        if before is not None and before.stop == start:
            return before.value
    return None


def _tells_a_beginning(message: Message, start: int, stop: int) -> bool:
    """As in "krećem za 2 nedelje", "rok je za 20 dana": when, not how long."""
    for step, place in ((-1, start - 2), (1, stop)):
        for index in range(place, place + 4 * step, step):
            if not 0 <= index < len(message) or message.ends_clause(index):
                break
            if message.words[index].startswith(_BEGINNINGS):
                return True
    return False


def _english(message: Message, stop: int) -> bool:
    """Whether the unit is English, where "do" is a verb ("do 45 days fit?")."""
    return message.words[stop - 1].startswith(("day", "week", "month", "year"))


def _of_the_clause(message: Message, start: int) -> str | None:
    """What the words before it in its clause make of an amount: required, counted, waited for."""
    counted = message.word(start - 1) in _COUNTED_INTO
    for index in range(start - 1, max(-1, start - 1 - _REACH_IN_CLAUSE), -1):
        if message.ends_clause(index):
            return None
        word = message.words[index]
        if word in _CONTRASTS:
            return None
        if word in _REQUIRED or (counted and word.startswith(_COUNTING)):
            return "rule"
        if word in _WAITING or (
            word.startswith(_CHILDREN) and _tells_an_age(message, index, start)
        ):
            return "relative"
        near = start - index <= _REACH_OF_NO
        if near and word in _NO and message.word(index + 1) not in {"znam", "sure"}:
            return "rule"
    return None


def _tells_an_age(message: Message, index: int, start: int) -> bool:
    """Whether a child stands at `index`, and only "is", "ima" and the like before the length."""
    word = message.words[index]
    if not word.startswith(_CHILDREN) and word not in _SONS:
        return False
    between = message.words[index + 1 : start]
    return any(word in _AGED for word in between) and len(between) <= _REACH_OF_NO
