"""Whether a message asks where, when and for which cycle one applies; and exams at home."""

import re

from bot.dialogue import policy
from bot.understanding import Understanding
from bot.understanding.cue import Cue
from bot.understanding.once import once
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("applying")
_APPLYING = Cue.of(_VOCABULARY, "applying")
_BY_ONESELF = Cue.of(_VOCABULARY, "by oneself")
_AT_THE_HOST = Cue.of(_VOCABULARY, "at the host")
_AND_THAT_IS_ALL = Cue.of(_VOCABULARY, "and that is all")
_NOT_BY_ONESELF = Cue.of(_VOCABULARY, "not by oneself")
_WHY = Cue.of(_VOCABULARY, "why")
_CERTAIN = Cue.of(_VOCABULARY, "certain to come")
_EXAMS = Cue.of(_VOCABULARY, "exams")
_AT_HOME = Cue.of(_VOCABULARY, "at home")
_NAME_BEFORE = re.compile(r"\b(?:univerzitet\w*|university) (?:of |in )?$")
_WHILE_AWAY = Cue.of(_VOCABULARY, "while away")
_OF_OTHER_EXAMS = Cue.of(_VOCABULARY, "of other exams")
_AHEAD = Cue.of(_VOCABULARY, "ahead")
_IN_THE_NEXT_CYCLE = Cue.of(_VOCABULARY, "in the cycle to come")
_STILL_IN_THIS_ONE = Cue.of(_VOCABULARY, "still in this one")
_ONCE_ENROLLED = Cue.of(_VOCABULARY, "once enrolled")
_BY_THEN = Cue.of(_VOCABULARY, "by then")
_TOO_LATE = Cue.of(_VOCABULARY, "too late")
_UNTIL_WHEN = Cue.of(_VOCABULARY, "until when")
_FINISHING = Cue.of(_VOCABULARY, "finishing")


@once
def asks_to_apply_directly(reading: Understanding) -> bool:
    """Return whether a message is of applying oneself, or at the host: "I fill in their form?"."""
    applies = _APPLYING.stands_in(reading)
    at_the_host = _AT_THE_HOST.stands_in(reading)
    by_oneself = _BY_ONESELF.stands_in(reading)
    all_of_it = _AND_THAT_IS_ALL.stands_in(reading)
    return (applies and (by_oneself or at_the_host)) or (at_the_host and (by_oneself or all_of_it))


@once
def asks_why_not_directly(reading: Understanding) -> bool:
    """Return whether few words doubt that one may not apply by oneself: "why can't I myself?"."""
    few = len(reading.words) <= policy.FOLLOW_UP_WORDS
    return few and (_NOT_BY_ONESELF.stands_in(reading) or _BY_ONESELF.stands_in(reading))


@once
def asks_why(reading: Understanding) -> bool:
    """Return whether the reason of a rule is asked for."""
    return _WHY.stands_in(reading)


@once
def says_it_is_certain(reading: Understanding) -> bool:
    """Return whether the next cycle is said to be certain: "he surely enrols"."""
    return _CERTAIN.stands_in(reading)


@once
def asks_for_exams_at_home(reading: Understanding) -> bool:
    """Return whether exams at home are asked about: "can she fly home for one?"."""
    if _OF_OTHER_EXAMS.stands_in(reading) or not _EXAMS.stands_in(reading):
        return False
    # "From the University of Belgrade" says where somebody belongs.
    return any(
        _NAME_BEFORE.search(reading.folded[: one[0]]) is None for one in _AT_HOME.spans(reading)
    )


@once
def is_of_a_time_away(reading: Understanding) -> bool:
    """Return whether a message speaks of the time abroad."""
    return _WHILE_AWAY.stands_in(reading)


@once
def applies_for_the_next_cycle(reading: Understanding) -> bool:
    """Return whether one would apply now for a stay in the cycle to come."""
    if _STILL_IN_THIS_ONE.stands_in(reading):
        return False
    in_it = _IN_THE_NEXT_CYCLE.stands_in(reading)
    return in_it and _APPLYING.stands_in(reading) and _AHEAD.stands_in(reading)


@once
def is_in_the_last_year(reading: Understanding) -> bool:
    """Return whether a message is of somebody in the last year of a cycle."""
    return _FINISHING.stands_in(reading)


@once
def asks_if_too_late(reading: Understanding) -> bool:
    """Return whether it is asked if somebody is too late."""
    return _TOO_LATE.stands_in(reading)


@once
def asks_until_when(reading: Understanding) -> bool:
    """Return whether it is asked by when something has to be done."""
    return _UNTIL_WHEN.stands_in(reading)


@once
def applies_once_enrolled(reading: Understanding) -> bool:
    """Return whether one would apply only as a student of the next cycle."""
    return _ONCE_ENROLLED.stands_in(reading)


@once
def will_be_by_then(reading: Understanding) -> bool:
    """Return whether a cycle is that of the time abroad: "when I go I'll be a master's student"."""
    return _BY_THEN.stands_in(reading)
