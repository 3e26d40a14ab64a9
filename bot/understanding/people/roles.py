"""Tell who is spoken of: the writer, a child, a colleague; and roles by all their names."""

from collections.abc import Collection, Iterable, Sequence
from enum import IntEnum

from bot.messages.record import record
from bot.understanding.stance.stances import Stance
from bot.understanding.tokens import PhraseMatch, Phrases, Tokens
from bot.understanding.understanding import Holder
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("people")
_SELF_BEFORE = _VOCABULARY.words("self before")
_SELF_ALONE = _SELF_BEFORE - {"a", "an"}
_OTHERS = _VOCABULARY.stems("others")
_OTHERS_DIRECTLY = _VOCABULARY.words("others directly")
_OTHERS_AFTER = _VOCABULARY.words("others after")
_WITH_WRITER = _VOCABULARY.words("with the writer")
_WRITER = frozenset({"me", "mene", "us", "nas"})
_REACH_OF_DOING = 7
_QUOTED, _OF_THEMSELVES = _VOCABULARY.words("quoted"), _VOCABULARY.words("of themselves")
_ONLY = _VOCABULARY.words("only")
_NEGATIONS = _VOCABULARY.words("negations")
_REPRESENTED, _COMPANY, _FIRST = "represented", "company", "first person"
_OFFICER, _SPOKEN_OF = "officer", "spoken of"
_PEOPLE = Phrases[str](_VOCABULARY.meanings("whose"))
_AFTER_I = _VOCABULARY.words("after i")
_BEFORE_I = _VOCABULARY.words("before i")
_REACH_OF_COMPANY = 3
STAFF = frozenset({"teacher", "assistant", "researcher", "administrative"})
# Words that name no person: "student exchange", "student visa".
_NOBODY = "none"
# Staff of a kind that was not told: enough for lengths and hours.
ANY_STAFF = "staff"
_APPLIED = _VOCABULARY.stems("applied")
_AS = frozenset({"kao", "ko", "as", "while", "dok"})
_REACH_OF_APPLYING = 7
_REACH_OF_AS = 3  # "while still a student"
_ROLES = Phrases[str](_VOCABULARY.meanings("roles"))


class Rank(IntEnum):
    """How close to the person a mention stands."""

    LEVEL = 0
    PERSON = 1
    SELF = 2


@record
class Mention:
    """A role or a cycle that was named.

    Attributes:
        value: the role or cycle.
        rank: how close to the person it stands.
        stance: how it was told.
        start: index of its first word.
        stop: index after its last word.
        planned: a cycle that is named for the mobility to come ("razmena na masteru").
        to_come: a cycle that the person is yet to enrol in ("kad upišem master").
    """

    value: str
    rank: Rank
    stance: Stance
    start: int
    stop: int
    planned: bool = False
    to_come: bool = False


def negated(message: Tokens, start: int) -> bool:
    """Return whether the person says not to be it: "nisam student"."""
    before = {message.word(start - back) for back in (1, 2)}
    return bool(before & _NEGATIONS) and message.word(start - 1) != ","


def of_oneself(message: Tokens, start: int, stop: int) -> bool:
    """Return whether it is said of oneself: "profesor sam", "as a lecturer"."""
    if message.word(stop) == "sam" or message.word(stop + 1) == "sam":
        return True
    for back in (1, 2, 3):
        if start < back or message.ends_clause(start - back):
            return False
        if message.words[start - back] in _SELF_ALONE:
            return True
    return False


def of_others(message: Tokens, start: int, stop: int, *, itself: bool = False) -> bool:
    """Tell whether somebody else is meant: "moj profesor kaže", "od profesora", "our students"."""
    before = message.word(start - 1)
    if before in _OTHERS_DIRECTLY:
        return True
    near = {before, message.word(start - 2)}
    if any(word.startswith(_OTHERS) and word not in {"nase", "nas"} for word in near if word):
        return True
    after = {message.word(stop + ahead) for ahead in range(3)}
    return not itself and (bool(after & _OTHERS_AFTER) or _does_with_writer(message, stop))


def _does_with_writer(message: Tokens, stop: int) -> bool:
    """Tell whether it is somebody who takes, has or wants the writer, in the same clause."""
    verb = writer = False
    for index in range(stop, min(stop + _REACH_OF_DOING, len(message))):
        if message.ends_clause(index):
            break
        word = message.words[index]
        verb = verb or word in _WITH_WRITER
        writer = writer or word in _WRITER
    return verb and writer


def people_spoken_of(message: Tokens) -> list[PhraseMatch[str]]:
    """Return the words that name somebody, or tell who somebody is to the writer."""
    return _PEOPLE.find(message)


def holders(message: Tokens, matches: Sequence[PhraseMatch[str]]) -> tuple[Holder, ...]:
    """Return whose each word is, in one pass from left to right.

    From "my daughter" on, what is said is hers, until the writer speaks of themselves.

    Args:
        message: the message.
        matches: the people it speaks of.
    """
    turns = _turns(message, matches) if any(_names_somebody(match) for match in matches) else {}
    current: Holder = "asker"
    if not turns:
        return (current,) * len(message)
    found: list[Holder] = []
    for index in range(len(message)):
        current = turns.get(index, current)
        found.append(current)
    return tuple(found)


def is_officer(matches: Iterable[PhraseMatch[str]]) -> bool:
    """Return whether the writer says to be a coordinator or an officer, who asks for others."""
    return any(match.value == _OFFICER for match in matches)


def _names_somebody(match: PhraseMatch[str]) -> bool:
    return match.value in {_REPRESENTED, _OFFICER}


def _turns(message: Tokens, matches: Sequence[PhraseMatch[str]]) -> dict[int, Holder]:
    """Return the words from which on somebody else is spoken of; none where nobody is."""
    turns: dict[int, Holder] = {
        index: "asker"
        for index, word in enumerate(message.words)
        if word == "i" and _is_english_i(message, index)
    }
    company_until = -1
    introduced = officer = False
    for match in matches:
        if match.value == _COMPANY:
            company_until = match.stop + _REACH_OF_COMPANY
        elif match.value in {_FIRST, _OFFICER}:
            turns[match.start] = "asker"
            officer = officer or match.value == _OFFICER
        elif match.value == _SPOKEN_OF:
            if officer:
                introduced = True
                turns[match.start] = "other"
        elif match.value == _REPRESENTED and _is_quoted(message, match.stop):
            continue
        elif introduced or (match.value == _REPRESENTED and match.start >= company_until):
            introduced = True
            turns[match.start] = "other"
    return turns if introduced else {}


def _is_quoted(message: Tokens, stop: int) -> bool:
    """Tell whether only somebody's words are told: "my boss says 10 days is enough"."""
    return message.word(stop) in _QUOTED and message.word(stop + 1) not in _OF_THEMSELVES


def _is_english_i(message: Tokens, index: int) -> bool:
    return message.word(index + 1) in _AFTER_I or message.word(index - 1) in _BEFORE_I


def subject_of(
    message: Tokens,
    whose: tuple[Holder, ...],
    asked: Sequence[tuple[int, int]],
    told: Collection[Holder],
) -> Holder:
    """Return whose case the message asks about.

    Args:
        message: the message.
        whose: whose each word is.
        asked: the places of its questions.
        told: of whom facts were told.
    """
    if "other" not in whose:
        return "asker"
    for start, stop in reversed(asked):
        if "other" in whose[start:stop]:
            return "other"
        if "asker" in told and _is_own(message, start, stop):
            return "asker"
    return "other" if "other" in told or "asker" not in told else "asker"


def _is_own(message: Tokens, start: int, stop: int) -> bool:
    cues = (match.start for match in _PEOPLE.find(message) if match.value == _FIRST)
    return any(start <= cue < stop for cue in cues) or any(
        message.words[index] == "i" and _is_english_i(message, index)
        for index in range(start, stop)
    )


def applied_as(message: Tokens, index: int) -> bool:
    """Return whether it is the role in which one applied: "prijavio se kao student"."""
    before = message.words[max(0, index - _REACH_OF_APPLYING) : index]
    return (
        bool(before)
        and any(word in _AS for word in before[-_REACH_OF_AS:])
        and any(word.startswith(_APPLIED) for word in before)
    )


def roles_of(message: Tokens, told: tuple[Stance, ...], whose: tuple[Holder, ...]) -> list[Mention]:
    """Return every role that is the writer's or of whom they write for, from left to right."""
    found: list[Mention] = []
    others_until = -1
    for match in _ROLES.find(message):
        if match.value == _NOBODY or negated(message, match.start):
            continue
        itself = of_oneself(message, match.start, match.stop)
        # "Assistant" alone may as well be this one: "are you an assistant?".
        alone = message.words[match.start] == "assistant" and match.stop == match.start + 1
        if alone and not itself:
            continue
        joined = others_until == match.start - 1 and message.word(others_until) in {"and", "i"}
        elsewhere = joined or of_others(message, match.start, match.stop, itself=itself)
        if elsewhere and whose[match.start] == "asker":
            others_until = match.stop
            continue
        stance = told[match.start]
        if match.value == "graduate" and stance is Stance.PLAN:
            continue
        if applied_as(message, match.start):
            continue
        rank = Rank.SELF if itself else Rank.PERSON
        found.append(Mention(match.value, rank, stance, match.start, match.stop))
    own = [one for one in found if not _is_of_them_alone(message, one)]
    return own or found


def _is_of_them_alone(message: Tokens, mention: Mention) -> bool:
    """Return whether it is asked if these alone may: "can I, too, or only professors?"."""
    before = {message.word(mention.start - back) for back in (1, 2)}
    return mention.rank is not Rank.SELF and not before.isdisjoint(_ONLY)
