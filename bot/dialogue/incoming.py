"""Who comes to an institution and who goes from it: to each only what is told of them."""

import re
from dataclasses import replace

from bot.dialogue.session import Session
from bot.understanding import Understanding
from bot.understanding.once import once
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.institutions import registry

_VOCABULARY = load_vocabulary("incoming")
_COMING = re.compile(rf"\b{_VOCABULARY.pattern('coming')}\b")
_STAYING = re.compile(rf"\b{_VOCABULARY.pattern('staying')}\b")
_FROM_A_PARTNER = re.compile(rf"\b{_VOCABULARY.pattern('from a partner')}\b")
_COMING_TO = re.compile(rf"\b{_VOCABULARY.pattern('coming to')}\b")
_GOING_TO = re.compile(rf"\b{_VOCABULARY.pattern('going to')}\b")
_FROM_ABROAD = re.compile(rf"\b{_VOCABULARY.pattern('from abroad')}\b")
# "Send two of our students": people, and no papers.
_SENDING = re.compile(
    rf"\b{_VOCABULARY.pattern('sending')}(?: \w+){{0,3}} {_VOCABULARY.pattern('sent')}\b"
)
_OF_YOURS = re.compile(rf"\b{_VOCABULARY.pattern('of yours')}\b")
_COMING_TO_US = re.compile(rf"\b{_VOCABULARY.pattern('coming to us')}\b")
_EXCHANGE_TO = re.compile(rf"\b{_VOCABULARY.pattern('exchange to')}\b")
_GUESTS = re.compile(rf"\b{_VOCABULARY.pattern('guests')}\b")
_VOWELS = "aeiou"
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
    if sends_out(reading):
        return False
    if _stands_before(_COMING_TO, reading) or _is_exchange_to_it(reading):
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


def _is_exchange_to_it(reading: Understanding) -> bool:
    """Return whether an exchange has the institution, or its city, as its goal.

    "Na razmenu u" such a city: one where somebody is stands in another case.
    """
    names = [reading.folded[start:stop] for start, stop in _named_at(reading)]
    goal = all(name[-1:] not in _VOWELS for name in names)
    return not reading.belonging and goal and _stands_before(_EXCHANGE_TO, reading)


def _named_at(reading: Understanding) -> list[tuple[int, int]]:
    """Return where in the folded text an institution is named, or a city that several are in."""
    cities = [one.span for one in reading.ambiguous if one.slot == "institution"]
    spans = [*reading.places.get("institution", ()), *cities]
    # A letter of Cyrillic may be two of Latin.
    return [
        (len(fold(reading.text[:start])), len(fold(reading.text[:stop]))) for start, stop in spans
    ]


def _stands_before(words: re.Pattern[str], reading: Understanding) -> bool:
    """Return whether such words stand right before the name of an institution."""
    starts = [start for start, _ in _named_at(reading)]
    ends = [match.end() for match in words.finditer(reading.folded)]
    return any(0 <= start - end <= _A_SPACE for start in starts for end in ends)


def _is_from_a_partner(reading: Understanding) -> bool:
    return not reading.belonging and _FROM_A_PARTNER.search(reading.folded) is not None


@once
def comes(reading: Understanding) -> bool:
    """Return whether a message speaks of coming, or of sending people, to the institution."""
    if sends_out(reading):
        return False
    folded = reading.folded
    stays = not reading.belonging and _STAYING.search(folded) is not None
    comes_there = _stands_before(_COMING_TO, reading) or _is_exchange_to_it(reading)
    sent = _SENDING.search(folded) is not None
    said = comes_there or sent or _COMING.search(folded) is not None
    return stays or said or _is_from_a_partner(reading)


@once
def is_a_guest_of_a_pack(reading: Understanding) -> bool:
    """Return whether a guest of an institution of packs speaks: "exchange student at ...".

    Who only studies there belongs to it.
    """
    named = registry().is_added(reading.institution)
    return named and _GUESTS.search(reading.folded) is not None


@once
def sends_out(reading: Understanding) -> bool:
    """Return whether a host speaks of somebody who belongs to the institution: "your student"."""
    folded = reading.folded
    return _OF_YOURS.search(folded) is not None and _COMING_TO_US.search(folded) is not None


def leaves(reading: Understanding) -> bool:
    """Return whether a message is of somebody who belongs to the institution, and would go out."""
    belongs = bool(reading.belonging or reading.faculty)
    return sends_out(reading) or (belongs and not comes(reading))


def _at(reading: Understanding, name: str) -> Understanding:
    rest = tuple(one for one in reading.ambiguous if one.slot != "institution")
    return replace(reading.at_institution(name), ambiguous=rest)
