"""Yes, no and "I don't know", as people type them."""

from enum import Enum

from bot.understanding.tokens import Message, Phrases
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("answers")

_UNKNOWN = Phrases[bool](_VOCABULARY.phrases("unknown"))
_CONFUSED = Phrases[bool](_VOCABULARY.phrases("confused"))
_YES = Phrases[bool](_VOCABULARY.phrases("yes"))
_NO = Phrases[bool](_VOCABULARY.phrases("no"))
_FILLERS = _VOCABULARY.words("fillers")
_ENDS_AN_ANSWER = frozenset({",", ".", "!", ";", "-"})
_ASKING = _VOCABULARY.words("asking")
_AFTER_DA = _VOCABULARY.words("after da")
_MOST_WORDS = 12


class Reply(Enum):
    """What a short answer comes to."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def yes_or_no(message: Message) -> Reply | None:
    """What a short answer comes to; None for anything else, a question among others."""
    words = [word for word in message.words if word[0].isalnum()]
    if len(words) > _MOST_WORDS or _CONFUSED.find(message):
        return None
    if is_unknown(message):
        return Reply.UNKNOWN
    index = _first(message)
    if index is None or (message.word(len(message) - 1) == "?" and len(words) > 1):
        return None
    if message.word(index + 1) in _ASKING:
        return None
    if _NO.at(message, index) is not None:
        return Reply.NO
    if _YES.at(message, index) is None:
        return None
    after = message.word(index + 1)
    if message.words[index] == "da" and after[:1].isalpha() and after not in _AFTER_DA:
        return None
    return Reply.YES


def is_unknown(message: Message) -> bool:
    """Whether the person says that they do not know."""
    return bool(_UNKNOWN.find(message)) or message.words == ("?",)


def _first(message: Message) -> int | None:
    """The first word that says something: "pa da", "mislim da ne" begin with fillers."""
    last = None
    for index, word in enumerate(message.words):
        if word not in _FILLERS:
            return index
        if word == "da":
            if message.word(index + 1) in _ENDS_AN_ANSWER:
                return index
            last = index
    return last
