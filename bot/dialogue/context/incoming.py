"""Who comes to an institution and who goes from it: to each only what is told of them.

"Dođem kod vas" is said by guests and by an institution's own students, who come back or come for
an exam; it is of guests only where somebody from elsewhere says it, or nobody known to be of here.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.context.hosted import is_ours, named_at, sends_out
from bot.dialogue.state.case import is_told_by_the_person
from bot.dialogue.state.session import Session
from bot.understanding import Span, Understanding
from bot.understanding.cue import Cue
from bot.understanding.once import once
from bot.understanding.understanding import MARKS
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.institutions import registry

_VOCABULARY = load_vocabulary("incoming")
_INSTITUTIONS = load_vocabulary("institutions")
_COMING = Cue.of(_VOCABULARY, "coming")
_COMING_OR_BACK = Cue.of(_VOCABULARY, "coming or back")
_COMES_TO_SOMETHING = re.compile(rf"\b{_VOCABULARY.pattern('comes to something')}\b")
_AT_HOME = Cue.of(_VOCABULARY, "at home")
_OWN_SEMESTER = Cue.of(_VOCABULARY, "own semester")
_BACK_HOME = Cue.of(_VOCABULARY, "back home")
_PAPERS_IN_TIME = Cue.of(_VOCABULARY, "papers in time")
_TO_IT = Cue.of(_VOCABULARY, "to it")
_OF_GRADES = Cue.of(_VOCABULARY, "of grades")
_OF_NO_STAY = Cue.of(_VOCABULARY, "of no stay")
_SENT_TO_YOU = Cue.of(_VOCABULARY, "sent to you")
_STAYING = Cue.of(_VOCABULARY, "staying")
_FROM_A_PARTNER = Cue.of(_VOCABULARY, "from a partner")
_TOGETHER = Cue.of(_VOCABULARY, "wanting to work together")
_COMING_TO = Cue.of(_VOCABULARY, "coming to")
_GOING_TO = Cue.of(_VOCABULARY, "going to")
_TO_THE_COUNTRY = Cue.of(_VOCABULARY, "to the country")
_FROM_ABROAD = Cue.of(_VOCABULARY, "from abroad")
# "Send two of our students": people, and no papers.
_SENDING = Cue(
    rf"\b{_VOCABULARY.pattern('sending')}(?: \w+){{0,3}} {_VOCABULARY.pattern('sent')}\b",
    _VOCABULARY.in_order("sending"),
)
_GOING_OUT = Cue.of(_VOCABULARY, "going out")
_EXCHANGE_TO = Cue.of(_VOCABULARY, "exchange to")
_GUESTS = Cue.of(_VOCABULARY, "guests")
_VOWELS, _ABBREVIATED = "aeiou", 3
# How adjectives end that tell where somebody is: "na novosadskom".
_WHERE_ONE_IS = ("om", "em")
_A_SPACE = 2
_CLAUSE = re.compile(r"[^,.;:!?\n]*")
_WHO = frozenset({"role", "cycle", "year"})
_WORD = re.compile(r"\w+")
_AROUND_WHO = _VOCABULARY.words("around who") | _INSTITUTIONS.words("faculties in short")
_FACULTIES = _INSTITUTIONS.stems("faculties")
_INTO = load_vocabulary("homes_elsewhere").words("in or to")
_OWN_RECOGNITION = Cue.of(_VOCABULARY, "own recognition")


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
    if _OWN_RECOGNITION.stands_in(reading):
        return reading
    if leaves(reading) or session.focus.outgoing:
        # Whoever studies or works in the city, and has nothing to be recognised, means the first.
        return _at(reading, str(choices[0]))
    elsewhere = reading.names_another_institution or reading.elsewhere or session.focus.elsewhere
    come = comes(reading) or comes_or_is_back(reading)
    guests = elsewhere or session.focus.incoming or come
    return _at(reading, str(choices[0])) if guests else reading


def _comes_to_what_is_named(reading: Understanding) -> bool:
    """Return whether a message speaks of coming to the institution, or the city, that it names.

    "Our student goes to ..." does, too, where a partner or somebody from abroad says it.
    """
    if not named_at(reading) or _AT_HOME.stands_in(reading):
        return False
    if _stands_before(_COMING_TO, reading) or _is_exchange_to_it(reading):
        return True
    elsewhere = reading.names_another_institution or _is_from_a_partner(reading)
    elsewhere = elsewhere or bool(reading.elsewhere)
    return elsewhere and _stands_before(_GOING_TO, reading)


def writes_from_abroad(reading: Understanding) -> bool:
    """Return whether a partner or a guest says who they are, and names no institution."""
    if reading.institution is not None or reading.names_another_institution:
        return False
    of_none = not (reading.belonging or reading.faculty or reading.in_the_city)
    return of_none and (_FROM_A_PARTNER.stands_in(reading) or _FROM_ABROAD.stands_in(reading))


def _is_exchange_to_it(reading: Understanding) -> bool:
    """Return whether an exchange has the institution, or its city, as its goal.

    "Na razmenu u" such a city: one where somebody is stands in another case.
    """
    ends = [end for _, end in _EXCHANGE_TO.spans(reading)]
    goals = [one for one in named_at(reading) if reading.folded[slice(*one)][-1:] not in _VOWELS]
    leads = any(0 <= start - end <= _A_SPACE for start, _ in goals for end in ends)
    return leads and not reading.belonging


def comes_to_the_country(reading: Understanding) -> bool:
    """Return whether somebody of elsewhere would come to the country, and names no institution."""
    elsewhere = bool(reading.elsewhere) or reading.names_another_institution
    named = reading.institution is not None or bool(reading.in_the_city or reading.belonging)
    return elsewhere and not named and _TO_THE_COUNTRY.stands_in(reading)


def _stands_before(words: Cue, reading: Understanding) -> bool:
    """Return whether such words stand right before the name of an institution."""
    starts = [start for start, _ in named_at(reading)]
    if not starts:
        return False
    ends = [end for _, end in words.spans(reading)]
    return any(0 <= start - end <= _A_SPACE for start in starts for end in ends)


@once
def _is_from_a_partner(reading: Understanding) -> bool:
    from_here = bool(reading.belonging) or is_ours(reading)
    if from_here:
        return False
    home = reading.institution
    for_partners = home in registry() and registry()[str(home)].tells_partners
    return _FROM_A_PARTNER.stands_in(reading) or (for_partners and _TOGETHER.stands_in(reading))


@once
def comes(reading: Understanding) -> bool:
    """Return whether a message speaks of coming, or of sending people, to the institution."""
    return not sends_out(reading) and (_says_coming(reading) or _is_from_a_partner(reading))


def is_of_ours(reading: Understanding) -> bool:
    """Return whether "our librarian" is all that would speak of coming.

    Who goes out from here has people of their own, too.
    """
    return not _says_coming(reading) and _is_from_a_partner(reading)


def _says_coming(reading: Understanding) -> bool:
    stays = not (reading.belonging or is_ours(reading)) and _STAYING.stands_in(reading)
    comes_there = _comes_to_what_is_named(reading)
    said = comes_there or _sends_there(reading) or _COMING.stands_in(reading)
    return stays or said


def comes_or_is_back(reading: Understanding) -> bool:
    """Return whether a message says "I come", which a guest and somebody from here may mean.

    Whoever comes for an exam or with papers, or comes home, is from here.
    """
    from_here = bool(reading.belonging) or is_ours(reading) or sends_out(reading)
    if from_here or _AT_HOME.stands_in(reading):
        return False
    if _SENDING.stands_in(reading):
        return True
    if not _COMING_OR_BACK.may_begin_in(reading):
        return False
    said = _COMES_TO_SOMETHING.sub(" ", reading.folded)
    return _COMING_OR_BACK.pattern.search(said) is not None


def comes_home(reading: Understanding) -> bool:
    """Return whether somebody comes home from elsewhere, to a semester of their own or with papers.

    A text for partners is read by guests, who have a semester there as well.
    """
    home = reading.institution
    if home is None or home not in registry() or registry()[home].tells_partners:
        return False
    own = (_OWN_SEMESTER, _PAPERS_IN_TIME, _BACK_HOME)
    if not any(one.stands_in(reading) for one in own):
        return False
    guest = _GUESTS.stands_in(reading) or _FROM_ABROAD.stands_in(reading) or comes(reading)
    return not (guest or reading.elsewhere == "there" or _stands_before(_TO_IT, reading))


def is_of_grades(reading: Understanding) -> bool:
    """Return whether a message has a grade, or a word for grades."""
    return any(one.slot in MARKS for one in reading.slots) or _OF_GRADES.stands_in(reading)


def is_of_no_stay(reading: Understanding) -> bool:
    """Return whether a message has words of agreements or projects, and not of coming."""
    return _OF_NO_STAY.stands_in(reading) and not comes(reading)


def says_they_come(reading: Understanding) -> bool:
    """Return whether somebody says that they come, and not only that they are of a partner."""
    return comes_or_is_back(reading) or _stands_before(_COMING_TO, reading)


def _sends_there(reading: Understanding) -> bool:
    """Return whether people are sent to the institution: "šaljemo vam studente"."""
    if reading.belonging or not _SENDING.stands_in(reading):
        return False
    named = reading.institution is not None or bool(reading.in_the_city)
    return named or bool(reading.elsewhere) or _SENT_TO_YOU.stands_in(reading)


@once
def is_a_guest_of_a_pack(reading: Understanding) -> bool:
    """Return whether a guest of an institution of packs speaks: "exchange student at ...".

    Who only studies there belongs to it.
    """
    named = registry().is_added(reading.institution)
    return named and _GUESTS.stands_in(reading)


@once
def leaves(reading: Understanding) -> bool:
    """Return whether a message is of somebody who belongs to the institution, and would go out."""
    belongs = bool(reading.belonging or reading.faculty) or is_ours(reading)
    belongs = belongs or says_who_of_it(reading)
    return sends_out(reading) or (belongs and not comes(reading))


def goes_out(reading: Understanding) -> bool:
    """Return whether a message says that somebody goes, and not that they come."""
    return _GOING_OUT.stands_in(reading) and not comes_or_is_back(reading)


def says_who_of_it(reading: Understanding) -> bool:
    """Return whether somebody says who they are beside a bare name: "X, third year".

    A name that somebody wants to go to, or asks something of, is not their own.
    """
    if reading.institution is None and not reading.in_the_city:
        return False
    told = {one.slot for one in reading.slots if one.slot in _WHO}
    places = [*reading.places.get("institution", ())]
    places += [one.span for one in reading.ambiguous if one.slot == "institution"]
    of_another = reading.elsewhere == "there" or reading.names_another_institution
    # "I'm a student from Skopje, may I come to Kragujevac?"
    of_another = of_another or (bool(reading.elsewhere) and _is_exchange_to_it(reading))
    if of_another or not (told or goes_out(reading)):
        return False
    who = [one.span for one in reading.slots if one.slot in _WHO]
    bare = any(_is_bare(reading.text, place, (*places, *who)) for place in places)
    return bare and is_told_by_the_person(reading)


def _is_bare(text: str, place: Span, known: Sequence[Span]) -> bool:
    """Return whether nothing but who somebody is stands in the clause of a name."""
    start, stop = next(found.span() for found in _CLAUSE.finditer(text) if place[0] <= found.end())
    before, name = fold(text[start : place[0]]).split(), fold(text[slice(*place)])
    if before and before[-1] in _INTO and _is_of_a_goal(name):
        # "Na master u Kragujevac" is where somebody wants to go.
        return False
    rest = "".join(
        " " if any(first <= index < last for first, last in known) else text[index]
        for index in range(start, stop)
    )
    words = _WORD.findall(fold(rest))
    return all(word in _AROUND_WHO or word.startswith(_FACULTIES) for word in words)


def _is_of_a_goal(name: str) -> bool:
    """Return whether a name stands in the case of a goal, as "na novosadskom" does not."""
    return name[-1] not in _VOWELS and len(name) > _ABBREVIATED and not name.endswith(_WHERE_ONE_IS)


def _at(reading: Understanding, name: str) -> Understanding:
    rest = tuple(one for one in reading.ambiguous if one.slot != "institution")
    return replace(reading.at_institution(name), ambiguous=rest)
