"""Where the answer just told is written: "where does it say so?", in a person's own words."""

import re

from bot.dialogue.cues.off_subject import has_word_of_the_subject
from bot.understanding import Understanding
from bot.understanding.cue import Cue
from bot.understanding.once import once
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("reactions")
_WRITTEN = Cue.of(_VOCABULARY, "where it is written")
_TO_BE_WRITTEN = _VOCABULARY.words("to be written")
# An entry of its own tells the name of one.
_RULEBOOKS = _VOCABULARY.stems("rulebooks")
_CLAUSE = re.compile(r"[^,.;:?!]+")


@once
def asks_where_it_is_written(reading: Understanding) -> bool:
    """Return whether a message asks for the source of what was told, and for nothing else.

    "Where is the Learning Agreement written?" names something of its own, and is about that; so is
    "where will it be written?".
    """
    if reading.slots or reading.programmes or not _WRITTEN.stands_in(reading):
        return False
    words = reading.words
    if not _TO_BE_WRITTEN.isdisjoint(words) or any(one.startswith(_RULEBOOKS) for one in words):
        return False
    # Beside it may stand whom it is for: "my faculty asks me".
    clauses = [one for one in _CLAUSE.findall(reading.folded) if _WRITTEN.pattern.search(one)]
    return not any(has_word_of_the_subject(_WRITTEN.pattern.sub(" ", one)) for one in clauses)
