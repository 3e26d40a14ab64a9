"""Tell whether somebody studies, works or comes from where no institution known here is."""

import re
from typing import Literal, TypeAlias

from bot.understanding.people.places import ABROAD
from bot.understanding.stance.stances import Stance
from bot.understanding.tokens import Phrases, Span, Tokens
from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("homes_elsewhere")
_INSTITUTIONS = load_vocabulary("institutions")
_OTHERS = Phrases[bool](
    {
        **dict.fromkeys(_INSTITUTIONS.meanings("others"), True),
        **dict.fromkeys(_INSTITUTIONS.meanings("abroad"), True),
    }
)
_PEOPLE = (*_VOCABULARY.stems("people"), *_INSTITUTIONS.stems("studying"))
_STUDYING = _VOCABULARY.stems("studying there")
_WORKING = _VOCABULARY.words("working there")
_STUDENTS = _VOCABULARY.stems("students")
_COLLEAGUES = _VOCABULARY.stems("colleagues")
_COMING = _VOCABULARY.stems("coming")
_SELF = _VOCABULARY.words("being from") | _VOCABULARY.words("being from after")
_BESIDE_HOSTS = _VOCABULARY.words("beside hosts")
_WISHES = _INSTITUTIONS.words("only wished")
_UNIVERSITY = _VOCABULARY.stems("university")
_FROM = _VOCABULARY.words("from")
_IN = _VOCABULARY.words("in")
_TO_A_GOAL = _VOCABULARY.words("in or to")
_BEING = _VOCABULARY.words("being from")
_BEING_AFTER = _VOCABULARY.words("being from after")
_IS = _VOCABULARY.words("is")
_OPENING = _VOCABULARY.words("before from")
_BESIDE = _VOCABULARY.words("around a name")
_VISITING = _VOCABULARY.stems("visiting")
_HOSTS_AND_RETURNS = _VOCABULARY.stems("hosts and returns")
_NO_PLACE = _VOCABULARY.stems("no place")
_NAME = re.compile(r"(?<=[^\W\d_] )[A-ZČĆŠŽĐА-ЯЂЈЉЊЋЏ][^\W\d_]{2,}")
_REACH, _REACH_OF_BEING, _REACH_OF_PEOPLE = 4, 3, 2
_VOWELS = "aeiou"

Home: TypeAlias = Literal["", "from", "there"]


def home_elsewhere(message: Tokens, told: tuple[Stance, ...], own: frozenset[int]) -> Home:
    """Return whether somebody is told to be from another place, or to study or work there.

    Args:
        message: the message.
        told: the stance of each word.
        own: the places of words that name an institution known here, or its city.
    """
    found: Home = ""
    for start, stop in _places(message, own):
        home = _home_at(message, told, start, stop)
        if home == "there":
            return home
        found = found or home
    return found


def _places(message: Tokens, own: frozenset[int]) -> list[Span]:
    """Return where other places stand; behind "student from" any name is one."""
    found = [
        (match.start, match.stop)
        for table in (ABROAD, _OTHERS)
        for match in table.find(message)
        if own.isdisjoint(range(match.start, match.stop))
    ]
    names = {fold(name) for name in _NAME.findall(message.text)}
    found += [
        (index, index + 1)
        for index, word in enumerate(message.words)
        if word in names and index not in own and _may_be_a_place(message, index)
    ]
    return sorted(found)


def _may_be_a_place(message: Tokens, index: int) -> bool:
    if message.words[index].startswith(_NO_PLACE):
        return False
    before = message.word(index - 1)
    behind_a_university = before in _IN | _FROM and message.word(index - 2).startswith(_UNIVERSITY)
    return before in _FROM or behind_a_university


def _home_at(message: Tokens, told: tuple[Stance, ...], start: int, stop: int) -> Home:
    start += message.words[start] in _IN
    first = _without_the_university(message, start)
    university = first < start or message.word(stop).startswith(_UNIVERSITY)
    before, left = message.word(first - 1), _left_of(message, first - 1)
    if _are_in((*left, *_right_of(message, stop)), _HOSTS_AND_RETURNS):
        # "A professor from Graz invites me" is a host, and who is back from there is from here.
        return ""
    if university and before == ",":
        # "PhD student, University of Tuzla".
        return "there" if _are_in(_left_of(message, first - 1), _PEOPLE) else ""
    people = _names_who(message, first, stop)
    if before in _FROM:
        is_from = people or not _BEING.isdisjoint(left[-_REACH_OF_BEING:])
        is_from = is_from or message.word(first - 2) in _IS or message.word(stop) in _BEING_AFTER
        is_from = is_from or _OPENING.issuperset(left)
        return ("there" if university else "from") if is_from else ""
    goal = before in _TO_A_GOAL and message.words[first][-1] not in _VOWELS
    for_a_time = _are_in((*left, *_right_of(message, stop)), _VISITING)
    if before not in _IN or goal or for_a_time or told[start] in (Stance.PLAN, Stance.PAST):
        return ""
    if not _WISHES.isdisjoint(left[-_REACH:]):
        return ""
    studies = people or (university and not _BEING.isdisjoint(left[-_REACH_OF_PEOPLE:]))
    studies = studies or any(word.startswith(_STUDYING) for word in left[-_REACH:])
    return "there" if studies or not _WORKING.isdisjoint(left[-_REACH:]) else ""


def _names_who(message: Tokens, start: int, stop: int) -> bool:
    """Return whether somebody is named right before a place who is spoken of, and is no host.

    "The coordinator in Porto signed it", "with a professor in Graz" tell of no home of anybody who
    asks; "teacher from Pécs," and "a colleague from Cairo" do.
    """
    reach = _REACH if message.word(start - 1) in _FROM else _REACH_OF_PEOPLE
    named = [
        index
        for index in range(max(0, start - 1 - reach), start - 1)
        if message.words[index].startswith(_PEOPLE)
        and not any(message.ends_clause(one) for one in range(index, start))
    ]
    if not named:
        return False
    first, raw = named[0], message.words[max(0, named[0] - _REACH_OF_BEING) : start]
    if _are_in(raw, _COLLEAGUES) or _are_in(_right_of(message, stop), _COMING):
        return True
    if message.word(first - 1) in _BESIDE_HOSTS:
        return False
    if message.words[named[-1]].startswith(_STUDENTS):
        return True
    ends = stop >= len(message) or message.ends_clause(stop)
    return ends or not _SELF.isdisjoint(raw)


def _without_the_university(message: Tokens, start: int) -> int:
    """Return where "the University of" begins; the place itself where not."""
    if message.word(start - 1) not in _IN | _FROM:
        return start
    if not message.word(start - 2).startswith(_UNIVERSITY):
        return start
    return start - 3 if message.word(start - 3) in _BESIDE else start - 2


def _left_of(message: Tokens, stop: int) -> tuple[str, ...]:
    """Return the words of the clause before a place."""
    start = stop
    while start > 0 and not message.ends_clause(start - 1):
        start -= 1
    return tuple(word for word in message.words[start:stop] if word not in _BESIDE)


def _right_of(message: Tokens, start: int) -> tuple[str, ...]:
    """Return the words of the clause behind a place."""
    stop = start
    while stop < len(message) and not message.ends_clause(stop):
        stop += 1
    return message.words[start:stop]


def _are_in(clause: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    return any(word.startswith(stems) for word in clause)
