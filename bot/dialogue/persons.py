"""Whom a conversation is about: the writer, or somebody else whom they named.

What is told of one person is no fact of another. Each has facts and stays of their own: a message
that names somebody else ("a moj brat?", "and me?") turns to theirs, and a pronoun goes on with
them. What was asked, and of which stay, goes on: "my sister is in a master, can she go?".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue import policy
from bot.dialogue.cues.hearsay import is_hearsay
from bot.dialogue.cues.publishers import computed_by, of_another
from bot.dialogue.state import case
from bot.dialogue.state.session import Known, Last, Session
from bot.forms.programmes import INSTITUTION
from bot.understanding import Understanding
from bot.understanding.cue import Cue
from bot.understanding.understanding import Holder
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.programmes.names import known_programmes

WRITER, _SOMEBODY, _FLATMATE = "", "somebody", "roommate"
_VOCABULARY = load_vocabulary("persons")
_NAMED = _VOCABULARY.meanings("named")
_SEVERAL = _VOCABULARY.words("several")
_QUOTED = _VOCABULARY.words("quoted")
_THIRD_PERSON = _VOCABULARY.words("third person")
_SELF = _VOCABULARY.words("self")
_I_AM = Cue.of(_VOCABULARY, "i am")
_OWN_VERBS, _CAN_I = _VOCABULARY.words("own verbs"), _VOCABULARY.words("can i")
_MINE = _VOCABULARY.words("mine")
_DID = re.compile(rf"\b\w+ {_VOCABULARY.pattern('did')}\b")
_BEFORE_SELF = _VOCABULARY.words("before self")
_AS_WELL = _VOCABULARY.words("as well")
# "On" of Serbian is "he" at the beginning and behind some words; elsewhere it may be English.
_HE = "on"
_BEFORE_HE = _VOCABULARY.words("before he")
# So many people are remembered beside the one spoken of.
_MOST = 6


def turned(session: Session, reading: Understanding) -> Session:
    """Return the conversation as about the person whom a message is about."""
    if is_hearsay(reading):
        return session
    return turned_to(session, _spoken_of(session, reading))


def turned_to(session: Session, person: str) -> Session:
    """Return the conversation as about a person, with what is known of them."""
    if person == session.person:
        return session
    focus = session.focus
    home = focus.named or session.institution
    kept = Known(session.person, session.case, session.stays, home, focus.incoming, focus.elsewhere)
    others = [one for one in session.others if one.person not in (person, session.person)]
    theirs = next((one for one in session.others if one.person == person), None)
    # Of somebody new the same institution is asked, until another one is named.
    theirs = theirs or Known(person, institution=home, incoming=focus.incoming)
    turned_there = replace(
        session,
        person=person,
        others=(*others, kept)[-_MOST:],
        case=theirs.case,
        stays=theirs.stays,
        institution=theirs.institution,
        focus=replace(
            focus,
            named=theirs.institution,
            incoming=theirs.incoming,
            elsewhere=theirs.elsewhere,
        ),
        said={slot: value for slot, value in session.said.items() if slot in case.OF_A_STAY},
    )
    return _with_the_same_stay(turned_there)


def each_of_two(reading: Understanding) -> tuple[tuple[str, Understanding], ...]:
    """Return what a message says of each of two people; empty where it tells of one."""
    who = case.WHO | {"year"}
    holders: set[Holder] = {one.of for one in reading.slots if one.slot in who}
    if len(holders) < 2:
        return ()
    other = next((_NAMED[word] for word in reading.words if word in _NAMED), _SOMEBODY)
    sides: tuple[tuple[str, Holder], ...] = ((other, "other"), (WRITER, "asker"))
    return tuple((person, _of_one(reading, holder)) for person, holder in sides)


def without_names_of_people(text: str) -> str:
    """Return a text without the words by which somebody is named: "my daughter"."""
    return " ".join(word for word in text.split() if fold(word.strip(".,;:!?")) not in _NAMED)


def without_flatmates(text: str) -> str:
    """Return a text without the words for a flatmate, who is named and no question of rooms."""
    named = ((word, _NAMED.get(fold(word.strip(".,;:!?")))) for word in text.split())
    return " ".join(word for word, person in named if person != _FLATMATE)


def _of_one(reading: Understanding, holder: Holder) -> Understanding:
    """Return a message with what it tells of one person, and of the stay that both want."""
    slots = tuple(
        replace(one, of=holder)
        for one in reading.slots
        if one.of == holder or one.slot in case.OF_A_STAY or one.slot == "institution"
    )
    return replace(reading, about=holder, slots=slots)


def _with_the_same_stay(session: Session) -> Session:
    """Return the conversation with the last result as one of the person it has turned to."""
    interview = session.form
    if not session.last.computed or interview is None:
        return session
    stay = {slot: one for slot, one in interview.answers.items() if slot in case.OF_A_STAY}
    if not stay:
        # Of the months used by one person nothing follows for another.
        return replace(session, last=Last())
    answers = {**case.values(session.case), **stay}
    # Of whoever it is, it is judged by the rules of their own institution, if these know the kind.
    owner = of_another(interview.tool, session.institution)
    if owner is not None:
        answers[INSTITUTION] = owner
    programme = known_programmes().get(str(answers.get("programme")))
    by = computed_by(interview.tool, answers)
    if programme is not None and by not in programme.institutions:
        return replace(session, last=Last())
    return replace(session, form=replace(interview, answers=answers))


def _spoken_of(session: Session, reading: Understanding) -> str:
    named = _named(reading)
    if named is not None:
        return named
    words = reading.words
    third = not _THIRD_PERSON.isdisjoint(words) or _names_him(words)
    if session.person == WRITER:
        known = [one.person for one in session.others if one.person not in _SEVERAL]
        return known[-1] if third and known and _names_no_self(reading) else WRITER
    if third or (session.person in _SEVERAL and not _speaks_of_self(reading)):
        return session.person
    own = _speaks_of_self(reading) or _goes_on_with_own_case(session, reading)
    return WRITER if own else session.person


def _names_him(words: Sequence[str]) -> bool:
    return _HE in words and any(
        word == _HE and (not place or words[place - 1] in _BEFORE_HE)
        for place, word in enumerate(words)
    )


def _named(reading: Understanding) -> str | None:
    """Return the person whom a message names as the one it is about; None where it names none."""
    if reading.about != "other" or _only_looks_back(reading):
        return None
    words = reading.words
    for place, word in enumerate(words):
        person = _NAMED.get(word)
        if person is not None and not _QUOTED & set(words[place + 1 : place + 2]):
            return person
    return None


def _only_looks_back(reading: Understanding) -> bool:
    """Return whether a message only remarks what somebody did: "odd, my colleague went"."""
    asks = "?" in reading.text or reading.questions
    return not asks and not reading.slots and _DID.search(reading.folded) is not None


def _goes_on_with_own_case(session: Session, reading: Understanding) -> bool:
    """Return whether a writer whose case is known says "I" in a verb: "mogu li da podelim?"."""
    own = next((one for one in session.others if one.person == WRITER), None)
    said = reading.words
    if own is None or (case.WHO.isdisjoint(own.case) and "year" not in own.case):
        # Who only mentioned a flatmate, and says "mogu li", asks for themselves.
        mentioned = own is not None and session.person in policy.EXAMPLES and not session.case
        return mentioned and not (_CAN_I | _OWN_VERBS).isdisjoint(said)
    if _I_AM.stands_in(reading) or not _MINE.isdisjoint(said):
        return True
    one = session.person not in _SEVERAL and not _CAN_I.isdisjoint(said)
    return one or not _OWN_VERBS.isdisjoint(said)


def _names_no_self(reading: Understanding) -> bool:
    return _SELF.isdisjoint(reading.words) and not _I_AM.stands_in(reading)


def _speaks_of_self(reading: Understanding) -> bool:
    """Return whether the writer turns to their own case: "and me?", "a ja u bg na doktorskim"."""
    words = reading.words
    own = [place for place, word in enumerate(words) if word in _SELF]
    if not own and not _I_AM.stands_in(reading):
        return False
    turns = any(place and words[place - 1] in _BEFORE_SELF for place in own)
    tells = any(one.slot in case.WHO | {"year"} and one.of == "asker" for one in reading.slots)
    return turns or tells or own[:1] == [0] or not _AS_WELL.isdisjoint(words)
