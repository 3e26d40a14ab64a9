"""An institution's own people who are elsewhere: hosted by who writes, sent out, or back again.

Who writes from a host, or for somebody of theirs who is away, asks by the rules of the institution
that the person goes from, and comes to nobody.
"""

import re

from bot.understanding import Understanding
from bot.understanding.cue import Cue
from bot.understanding.once import once
from bot.understanding.understanding import MARKS
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.institutions import registry

_VOCABULARY = load_vocabulary("hosted")
_HOST_SPEAKS = Cue.of(_VOCABULARY, "host speaks")
_SENT_ABROAD = Cue.of(_VOCABULARY, "sent abroad")
_SENDING = _VOCABULARY.words("sending out")
_OURS = Cue.of(_VOCABULARY, "ours")
_NOT_OURS = _VOCABULARY.stems("not ours")
_BACK = Cue.of(_VOCABULARY, "back again")
_INCOMING = load_vocabulary("incoming")
_HOSTING = Cue(
    rf"\b{_INCOMING.pattern('hosting')}(?: \w+){{0,3}} {_INCOMING.pattern('sent')}\b",
    _INCOMING.in_order("hosting"),
)
_OF_YOURS = Cue.of(_INCOMING, "of yours")
_GOALS = _INCOMING.words("before a goal")
_WORD = re.compile(r"\w+")
# Between "our faculty" and its name: "(", or ", ".
_BETWEEN = 2


@once
def named_at(reading: Understanding) -> list[tuple[int, int]]:
    """Return where in the folded text an institution is named, or a city that several are in."""
    cities = [one.span for one in reading.ambiguous if one.slot == "institution"]
    spans = [*reading.places.get("institution", ()), *cities]
    # A letter of Cyrillic may be two of Latin.
    return [
        (len(fold(reading.text[:start])), len(fold(reading.text[:stop]))) for start, stop in spans
    ]


@once
def sends_out(reading: Understanding) -> bool:
    """Return whether who writes speaks of somebody who belongs here and is, or goes, elsewhere.

    A host does ("your student", "we have a doctoral student from X"), and so does who sends a
    colleague abroad; where the name is a goal, it is where somebody would come.
    """
    return _OF_YOURS.stands_in(reading) or _hosts(reading) or _sends_abroad(reading)


@once
def is_ours(reading: Understanding) -> bool:
    """Return whether who writes belongs to the institution named: "our faculty of X"."""
    ends = [end for _, end in _OURS.spans(reading)]
    for start, stop in named_at(reading):
        behind = _WORD.search(reading.folded, stop)
        of_others = behind is not None and behind.group().startswith(_NOT_OURS)
        if not of_others and any(0 <= start - end <= _BETWEEN for end in ends):
            return True
    return False


@once
def is_back(reading: Understanding) -> bool:
    """Return whether somebody is back at the institution named, or brings marks to it.

    A text for partners is read by guests, who may come back as well.
    """
    home = reading.institution
    if home is None or home not in registry() or registry()[home].tells_partners:
        return False
    if reading.elsewhere == "there":
        return False
    marks = any(one.slot in MARKS for one in reading.slots)
    return (marks and bool(reading.elsewhere)) or _BACK.stands_in(reading)


def _hosts(reading: Understanding) -> bool:
    named = reading.institution is not None or bool(reading.in_the_city)
    if not named or _names_a_goal(reading):
        return False
    return _HOST_SPEAKS.stands_in(reading) or _HOSTING.stands_in(reading)


def _sends_abroad(reading: Understanding) -> bool:
    """Return whether somebody of the institution is sent out: "can we send him on STA?"."""
    if _SENDING.isdisjoint(reading.words) or not _SENT_ABROAD.stands_in(reading):
        return False
    of_it = reading.institution is not None or bool(reading.in_the_city or reading.belonging)
    return of_it and not _names_a_goal(reading)


def _names_a_goal(reading: Understanding) -> bool:
    """Return whether the name of an institution has a word of a goal before it: "u", "to"."""
    return any(_is_a_goal(reading, start) for start, _ in named_at(reading))


def _is_a_goal(reading: Understanding, start: int) -> bool:
    before = _WORD.findall(reading.folded[:start])
    if before[-1:] == ["the"]:
        before.pop()
    return bool(before) and before[-1] in _GOALS
