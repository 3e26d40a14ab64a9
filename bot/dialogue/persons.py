"""Whom a conversation is about: the writer, or somebody else whom they named.

What is told of one person is no fact of another. Each has facts and stays of their own: a message
that names somebody else ("a moj brat?", "and me?") turns to theirs, and a pronoun goes on with
them. What was asked, and of which stay, goes on: "my sister is in a master, can she go?".
"""

import re
from dataclasses import replace

from bot.dialogue import case
from bot.dialogue.session import Known, Last, Session
from bot.understanding import Understanding
from knowledge.vocabulary import load_vocabulary

WRITER = ""
_VOCABULARY = load_vocabulary("persons")
_NAMED = _VOCABULARY.meanings("named")
_SEVERAL = _VOCABULARY.words("several")
_QUOTED = _VOCABULARY.words("quoted")
_THIRD_PERSON = _VOCABULARY.words("third person")
_SELF = _VOCABULARY.words("self")
_I_AM = re.compile(rf"\b{_VOCABULARY.pattern('i am')}\b")
_BEFORE_SELF = _VOCABULARY.words("before self")
_AS_WELL = _VOCABULARY.words("as well")
# "On" of Serbian is "he" at the beginning of a message; anywhere else it may be English.
_HE, _AMONG_THE_FIRST = "on", 2
# So many people are remembered beside the one spoken of.
_MOST = 6


def turned(session: Session, reading: Understanding) -> Session:
    """Return the conversation as about the person whom a message is about."""
    person = _spoken_of(session, reading)
    if person == session.person:
        return session
    focus = session.focus
    home = focus.named or session.institution
    kept = Known(session.person, session.case, session.stays, home, focus.incoming)
    others = [one for one in session.others if one.person not in (person, session.person)]
    theirs = next((one for one in session.others if one.person == person), None)
    # Of somebody new the same institution is asked, until another one is named.
    theirs = theirs or Known(person, institution=home, incoming=focus.incoming)
    turned_to = replace(
        session,
        person=person,
        others=(*others, kept)[-_MOST:],
        case=theirs.case,
        stays=theirs.stays,
        institution=theirs.institution,
        focus=replace(focus, named=theirs.institution, incoming=theirs.incoming),
        said={slot: value for slot, value in session.said.items() if slot in case.OF_A_STAY},
    )
    return _with_the_same_stay(turned_to)


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
    return replace(session, form=replace(interview, answers=answers))


def _spoken_of(session: Session, reading: Understanding) -> str:
    named = _named(reading)
    if named is not None:
        return named
    words = reading.words
    third = not _THIRD_PERSON.isdisjoint(words) or _HE in words[:_AMONG_THE_FIRST]
    if session.person == WRITER:
        known = [one.person for one in session.others if one.person not in _SEVERAL]
        return known[-1] if third and known and _names_no_self(reading) else WRITER
    if third or (session.person in _SEVERAL and not _speaks_of_self(reading)):
        return session.person
    return WRITER if _speaks_of_self(reading) else session.person


def _named(reading: Understanding) -> str | None:
    """Return the person whom a message names as the one it is about; None where it names none."""
    if reading.about != "other":
        return None
    words = reading.words
    for place, word in enumerate(words):
        person = _NAMED.get(word)
        if person is not None and not _QUOTED & set(words[place + 1 : place + 2]):
            return person
    return None


def _names_no_self(reading: Understanding) -> bool:
    return _SELF.isdisjoint(reading.words) and not _I_AM.search(reading.folded)


def _speaks_of_self(reading: Understanding) -> bool:
    """Return whether the writer turns to their own case: "and me?", "a ja u bg na doktorskim"."""
    words = reading.words
    own = [place for place, word in enumerate(words) if word in _SELF]
    if not own and not _I_AM.search(reading.folded):
        return False
    turns = any(place and words[place - 1] in _BEFORE_SELF for place in own)
    tells = any(one.slot in case.WHO | {"year"} and one.of == "asker" for one in reading.slots)
    return turns or tells or own[:1] == [0] or not _AS_WELL.isdisjoint(words)
