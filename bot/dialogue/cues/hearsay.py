"""What somebody else said of the rules: "a friend at another university told me a semester".

It asks for nothing, and whoever told it is no authority: whose rules are spoken of stays as it was.
"""

from bot.dialogue import policy
from bot.messages.changed import replace
from bot.understanding import Understanding
from bot.understanding.cue import Cue
from bot.understanding.once import once
from bot.understanding.questions.split_questions import is_a_question
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("reactions")
_HEARSAY = Cue.of(_VOCABULARY, "hearsay")
_ANECDOTE = Cue.of(_VOCABULARY, "anecdote")


@once
def is_hearsay(reading: Understanding) -> bool:
    """Return whether a message only tells what somebody else said or did, and asks nothing."""
    if len(reading.words) > policy.FOLLOW_UP_WORDS or "?" in reading.text:
        return False
    # A stay that somebody was on is told of them. "He says that one can" asks no permission.
    did = not (reading.slots or reading.questions) and _ANECDOTE.stands_in(reading)
    return (did or _HEARSAY.stands_in(reading)) and not is_a_question(reading.text)


def without_hearsay(reading: Understanding) -> Understanding:
    """Return a message without the institution that only somebody else is of who told something."""
    if reading.institution is None or not is_hearsay(reading):
        return reading
    return replace(reading, slots=tuple(one for one in reading.slots if one.slot != "institution"))
