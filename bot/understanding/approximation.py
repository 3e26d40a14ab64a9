"""Tell how exact an amount is: "oko 20 dana", "nepuna dva meseca", "just over a month"."""

from bot.understanding.tokens import Message, Phrases
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("amounts")

_BEFORE = Phrases[str](_VOCABULARY.meanings("before"))
_BEHIND = Phrases[str](_VOCABULARY.meanings("behind"))
_ABOUT_A_SUBJECT = _VOCABULARY.words("about a subject")
_REACH = 4


def approximation(message: Message, start: int, stop: int) -> tuple[str, int, int] | None:
    """Return `about`, `under` or `over` with the first word and the word after the last.

    None where nothing says that the amount from `start` up to `stop` is not exact.
    """
    if _BEFORE.may_begin_in(message):
        for back in range(min(_REACH, start), 0, -1):
            match = _BEFORE.at(message, start - back)
            if (
                match is not None
                and match.stop == start
                and not _names_a_subject(message, match.start)
            ):
                return match.value, match.start, stop
    if _BEHIND.may_begin_in(message) and stop < len(message):
        match = _BEHIND.at(message, stop)
        if match is not None:
            return match.value, start, match.stop
    return None


def _names_a_subject(message: Message, index: int) -> bool:
    return message.words[index] == "about" and message.word(index - 1) in _ABOUT_A_SUBJECT
