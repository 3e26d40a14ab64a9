"""Whether a message speaks of the subject at all.

The finder always finds something nearest. Where no word of the subject stands in a question,
nothing is offered, and nobody is sent to a coordinator with it.
"""

import re
from functools import lru_cache

from bot.understanding import Understanding
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("subject")
_EVERYDAY = _VOCABULARY.words("everyday")
_WORD = re.compile(r"[a-z0-9]+")
_STEM = re.compile(_VOCABULARY.pattern("stems"))


# Several steps ask it of the same message.
@lru_cache(maxsize=16)
def has_word_of_the_subject(folded: str) -> bool:
    """Return whether some word of a folded text belongs to the subject."""
    return any(map(_is_of_the_subject, _WORD.findall(folded)))


def is_of_the_subject(reading: Understanding) -> bool:
    """Return whether a message has a word of the subject, or a programme: "Шта је STA?"."""
    return has_word_of_the_subject(reading.folded) or bool(reading.programmes)


# Words repeat from message to message; the bound keeps hostile ones from piling up.
@lru_cache(maxsize=8192)
def _is_of_the_subject(word: str) -> bool:
    return word not in _EVERYDAY and _STEM.match(word) is not None
