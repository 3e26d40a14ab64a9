"""Who comes to an institution and who goes from it: to each only what is told of them."""

import re
from dataclasses import replace

from bot.dialogue.session import Session
from bot.understanding import Understanding
from bot.understanding.once import once
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("incoming")
_COMING = re.compile(rf"\b{_VOCABULARY.pattern('coming')}\b")
_STAYING = re.compile(rf"\b{_VOCABULARY.pattern('staying')}\b")
_FROM_A_PARTNER = re.compile(rf"\b{_VOCABULARY.pattern('from a partner')}\b")
_COMING_TO = re.compile(rf"\b{_VOCABULARY.pattern('coming to')}\b")
_GOING_TO = re.compile(rf"\b{_VOCABULARY.pattern('going to')}\b")
_FROM_ABROAD = re.compile(rf"\b{_VOCABULARY.pattern('from abroad')}\b")
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
    if leaves(reading) or session.focus.outgoing:
        # Whoever studies or works in the city, and has nothing to be recognised, means the first.
        return _at(reading, str(choices[0]))
    guests = reading.names_another_institution or session.focus.incoming or comes(reading)
    return _at(reading, str(choices[0])) if guests else reading


def comes_to_one_named(reading: Understanding) -> bool:
    """Return whether a message speaks of coming to the one institution that it names.

    "Our student goes to ..." does, too, where a partner or somebody from abroad says it.
    """
    if reading.institution is None:
        return False
    if _stands_before(_COMING_TO, reading):
        return True
    elsewhere = reading.names_another_institution or _is_from_a_partner(reading)
    return elsewhere and _stands_before(_GOING_TO, reading)


def writes_from_abroad(reading: Understanding) -> bool:
    """Return whether a partner or a guest says who they are, and names no institution."""
    if reading.institution is not None or reading.names_another_institution:
        return False
    of_none = not (reading.belonging or reading.faculty or reading.in_the_city)
    return of_none and bool(
        _FROM_A_PARTNER.search(reading.folded) or _FROM_ABROAD.search(reading.folded)
    )


def _stands_before(words: re.Pattern[str], reading: Understanding) -> bool:
    """Return whether such words stand right before the name of an institution."""
    starts = [start for start, _ in reading.places.get("institution", ())]
    ends = [match.end() for match in words.finditer(reading.folded)]
    return any(0 <= start - end <= _A_SPACE for start in starts for end in ends)


def _is_from_a_partner(reading: Understanding) -> bool:
    return not reading.belonging and _FROM_A_PARTNER.search(reading.folded) is not None


@once
def comes(reading: Understanding) -> bool:
    """Return whether a message speaks of coming, or of sending people, to the institution."""
    stays = not reading.belonging and _STAYING.search(reading.folded) is not None
    comes_there = _stands_before(_COMING_TO, reading)
    said = comes_there or _COMING.search(reading.folded) is not None
    return stays or said or _is_from_a_partner(reading)


def leaves(reading: Understanding) -> bool:
    """Return whether a message is of somebody who belongs to the institution, and would go out."""
    return bool(reading.belonging or reading.faculty) and not comes(reading)


def _at(reading: Understanding, name: str) -> Understanding:
    rest = tuple(one for one in reading.ambiguous if one.slot != "institution")
    return replace(reading.at_institution(name), ambiguous=rest)
