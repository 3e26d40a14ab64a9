"""Who wants to come: a partner or a guest, to whom the rules of those who go out do not apply."""

import re
from dataclasses import replace

from bot.dialogue.session import Session
from bot.understanding import Understanding
from bot.understanding.once import once
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("incoming")
_COMING = re.compile(rf"\b{_VOCABULARY.pattern('coming')}\b")
_FROM_A_PARTNER = re.compile(rf"\b{_VOCABULARY.pattern('from a partner')}\b")
_COMING_TO = re.compile(rf"\b{_VOCABULARY.pattern('coming to')}\b")
_A_SPACE = 2
_OWN_RECOGNITION = re.compile(rf"\b{_VOCABULARY.pattern('own recognition')}\b")


def with_host(reading: Understanding, session: Session) -> Understanding:
    """Return the message with the one of the two in a city that it means, where that is clear.

    A guest or a partner means the university; who was away means their own academy; and in a
    conversation about one of them the city names it again.
    """
    choices = next((one.values for one in reading.ambiguous if one.slot == "institution"), ())
    if not choices:
        return reading
    known = session.focus.named or session.institution
    if known is not None and known in choices:
        return _at(reading, known)
    if _OWN_RECOGNITION.search(reading.folded):
        return reading
    guests = reading.names_another_institution or session.focus.incoming or comes(reading)
    return _at(reading, str(choices[0])) if guests else reading


def comes_to_one_named(reading: Understanding) -> bool:
    """Return whether a message speaks of coming to the one institution that it names."""
    if reading.institution is None:
        return False
    starts = [start for start, _ in reading.places.get("institution", ())]
    ends = [match.end() for match in _COMING_TO.finditer(reading.folded)]
    return any(0 <= start - end <= _A_SPACE for start in starts for end in ends)


@once
def comes(reading: Understanding) -> bool:
    """Return whether a message speaks of coming, or of sending people, to the institution."""
    folded = reading.folded
    return bool(_COMING.search(folded) or _FROM_A_PARTNER.search(folded))


def _at(reading: Understanding, name: str) -> Understanding:
    rest = tuple(one for one in reading.ambiguous if one.slot != "institution")
    return replace(reading.at_institution(name), ambiguous=rest)
