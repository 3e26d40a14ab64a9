"""Cycles of studies by all their names, formal and slang.

Studies of medicine, dentistry, pharmacy and veterinary medicine are `integrated`: in Serbia they
are one-cycle studies that lead straight to the second degree, with no bachelor's in between. A
cycle that is named beside them ("master na farmaciji") holds all the same.
"""

import re
from dataclasses import replace

from bot.understanding.people.roles import Mention, Rank, negated, of_oneself, of_others
from bot.understanding.quantities.numbers import ordinal
from bot.understanding.stance.stances import Stance
from bot.understanding.tokens import Phrases, Tokens, WordSet
from bot.understanding.understanding import Holder
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("cycles")
_CYCLES = Phrases[tuple[str, Rank]](
    {
        phrase: (meaning.split()[0], Rank[meaning.split()[1].upper()])
        for phrase, meaning in _VOCABULARY.meanings("cycles").items()
    }
)
_ACRONYM_CYCLES = _VOCABULARY.meanings("acronym cycles")
FIELDS_OF_INTEGRATED_STUDIES = Phrases[str](_VOCABULARY.meanings("fields of integrated studies"))
_COURSES = _VOCABULARY.stems("courses")
_FROM = _VOCABULARY.words("from")
_NOT_STUDIES = _VOCABULARY.stems("no studies")
_AFTER_OSNOVNE = _VOCABULARY.words("after osnovne")
_STEMS_AFTER_OSNOVNE = _VOCABULARY.stems("stems after osnovne")
_OSNOVNE = _VOCABULARY.words("osnovne")
_STUDY_CONTEXT = _VOCABULARY.stems("study context")
_MOBILITIES = _VOCABULARY.stems("mobilities")
_ERASMUS = _VOCABULARY.stems("erasmus")
_AT_A_LEVEL = _VOCABULARY.words("at a level")
_OF_A_LEVEL = _VOCABULARY.words("of a level")
_REACH_OF_MOBILITY = 5
_TO_COME = _VOCABULARY.words("to come")
_WILL_BE = Phrases[bool](_VOCABULARY.phrases("will be in"))
_REACH_OF_BEING = 7
# "Does it go on the master account?" tells nobody's cycle.
_ACCOUNTS = _VOCABULARY.words("accounts of months")
_WHEN = _VOCABULARY.words("when one is there")
_ENROLLING, _NOW = _VOCABULARY.words("enrolling"), _VOCABULARY.words("now")
_YEAR_WORDS = _VOCABULARY.numbers("year words")
_YEAR_STEMS = tuple(_YEAR_WORDS)
_CLITICS = _VOCABULARY.words("clitics")
_NOT_YEAR_BEFORE = _VOCABULARY.words("not year before")
_RULES = _VOCABULARY.words("rules")
_FINISHED = _VOCABULARY.stems("finished")
_FIRST_IN_ROMAN = re.compile(r"\bI\.?\s?(?:god|год)")  # small, it is the Serbian "and"
MOST_YEARS = 9
# "Fourth semester" is of the second year; "the second semester" may be the summer one.
_SEMESTERS = ("semest",)
_STUDENTS = ("student",)
_SEMESTERS_OF_A_YEAR = 2
_LEVELS_BEFORE_YEAR = frozenset(
    {"bachelor", "bachelor's", "bachelors", "undergraduate", "master", "study"}
)

_CYCLE_WORDS = WordSet(lambda word: word in _ACRONYM_CYCLES or word in _OSNOVNE)
_YEARS = WordSet(
    lambda word: (
        word in {"year", "years", "yr", "na"} or word.startswith(("god", *_SEMESTERS, *_YEAR_STEMS))
    )
)


def cycles_of(
    message: Tokens, told: tuple[Stance, ...], whose: tuple[Holder, ...]
) -> list[Mention]:
    """Return every cycle that may be the person's, from left to right."""
    found: list[Mention] = []
    for match in _CYCLES.find(message):
        place = match.start, match.stop
        found += _cycle(message, told, whose[match.start], match.value, place)
    for index in _CYCLE_WORDS.places(message):
        word = message.words[index]
        if word in _ACRONYM_CYCLES and word in message.acronyms:
            level = _ACRONYM_CYCLES[word], Rank.LEVEL
            found += _cycle(message, told, whose[index], level, (index, index + 1))
        elif word in _OSNOVNE and _tells_studies(message, index):
            bachelor = "bachelor", Rank.LEVEL
            found += _cycle(message, told, whose[index], bachelor, (index, index + 1))
    found = _to_be_in(message, _without_doubles(found))
    return found or _of_field(message, told)


def _cycle(
    message: Tokens,
    told: tuple[Stance, ...],
    whose: Holder,
    cycle: tuple[str, Rank],
    place: tuple[int, int],
) -> list[Mention]:
    (value, rank), (start, stop) = cycle, place
    if {message.word(start - 1), message.word(start - 2)} & {"post"}:
        return []
    if negated(message, start) or _of_courses(message, start, stop):
        return []
    if rank == Rank.PERSON and whose == "asker" and of_others(message, start, stop):
        # "My PhD student wants 20 days" asks for that student; "my PhD student says" does not.
        return []
    if of_oneself(message, start, stop):
        rank = Rank.SELF
    elif message.word(start - 1).startswith(_STUDENTS):  # "studentkinja mastera"
        rank = max(rank, Rank.PERSON)
    of_mobility = _names_a_mobility(message, start, stop)
    to_come = False
    for back in range(1, _REACH_OF_MOBILITY + 1):
        if start < back or message.ends_clause(start - back):
            break
        word = message.words[start - back]
        of_mobility = of_mobility or word.startswith(_MOBILITIES)
        to_come = to_come or word in _TO_COME
        # "Sada upisujem doktorske" is the cycle of now; "u oktobru upisujem master" is not yet.
        to_come = to_come and not (word in _ENROLLING and message.word(start - back - 1) in _NOW)
    to_come = to_come or _will_be_in(message, start) or message.word(stop) in _ACCOUNTS
    stance = Stance.NOW if _now_follows(message, stop) else told[start]
    return [Mention(value, rank, stance, start, stop, of_mobility or to_come, to_come)]


def _will_be_in(message: Tokens, start: int) -> bool:
    """Return whether somebody will only be in a cycle: "by then I'll be a master's student"."""
    for index in range(start - 1, max(-1, start - 1 - _REACH_OF_BEING), -1):
        if message.ends_clause(index):
            return False
        match = _WILL_BE.at(message, index)
        if match is not None and match.stop <= start:
            return True
    return False


def _to_be_in(message: Tokens, found: list[Mention]) -> list[Mention]:
    """Take a cycle that one will be in as to come: "4th year, for when I'm on my master's".

    Of a cycle that is named alone, "kad sam na masteru" is said of the one somebody is in.
    """
    if len({one.value for one in found}) == 1:
        return found
    return [
        replace(one, planned=True, to_come=True) if _when_stands_before(message, one) else one
        for one in found
    ]


def _when_stands_before(message: Tokens, cycle: Mention) -> bool:
    """Tell whether "when" stands before a cycle in its clause, of which no past is told."""
    if cycle.stance is Stance.PAST or _now_follows(message, cycle.stop):
        return False
    for back in range(1, _REACH_OF_MOBILITY + 1):
        if cycle.start < back or message.ends_clause(cycle.start - back):
            return False
        if message.word(cycle.start - back) in _WHEN:
            return True
    return False


def _now_follows(message: Tokens, stop: int) -> bool:
    """Return whether "now" stands right behind a cycle: "master student now"."""
    behind = stop + message.word(stop).startswith("student")
    return message.word(behind) in _NOW


def _names_a_mobility(message: Tokens, start: int, stop: int) -> bool:
    """Tell whether it reads as in "MA mobility", "master-level exchange", "mastersku razmenu"."""
    end = stop
    while message.word(end) in _OF_A_LEVEL:
        end += 1
    if message.word(start - 1) in _AT_A_LEVEL and message.word(start - 2).startswith(_ERASMUS):
        return True
    return any(word.startswith(_MOBILITIES) for word in message.words[start : end + 1])


def _of_courses(message: Tokens, start: int, stop: int) -> bool:
    """Return whether courses of a cycle are meant ("predmeti sa mastera"), not one's own cycle."""
    if message.word(stop).startswith(_COURSES) or message.word(start - 1).startswith(_COURSES):
        return True
    before = [message.word(start - back) for back in (1, 2, 3, 4)]
    if not any(word in _FROM for word in before):
        return False
    return any(word.startswith(_COURSES) for word in before if word)


def _tells_studies(message: Tokens, index: int) -> bool:
    """Return whether "osnovne" is the bachelor's, not "osnovna pravila" or "osnovna škola"."""
    after = message.word(index + 1)
    if message.word(index - 1) == "na":
        return not after.startswith(_NOT_STUDIES)
    if message.word(index - 1).startswith(_STUDENTS):
        return True
    return (
        not after
        or not after[0].isalpha()
        or after in _AFTER_OSNOVNE
        or after.startswith(_STEMS_AFTER_OSNOVNE)
    )


def _without_doubles(mentions: list[Mention]) -> list[Mention]:
    """Keep each place once: "osnovne studije" is found by the phrase and by the word."""
    seen: set[int] = set()
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.stop)):
        if mention.start not in seen:
            kept.append(mention)
            seen.update(range(mention.start, mention.stop))
    return kept


def _of_field(message: Tokens, told: tuple[Stance, ...]) -> list[Mention]:
    """Return one-cycle studies named by their field, where somebody speaks of studying it."""
    matches = FIELDS_OF_INTEGRATED_STUDIES.find(message)
    if not matches or not any(word.startswith(_STUDY_CONTEXT) for word in message.words):
        return []
    first = matches[0]
    return [Mention("integrated", Rank.LEVEL, told[first.start], first.start, first.stop)]


def years_of(message: Tokens, told: tuple[Stance, ...]) -> list[tuple[int, int, int]]:
    """Give years of study with their first word and the word after the last, from left to right."""
    found: list[tuple[int, int, int]] = []
    for index in _YEARS.places(message):
        word = message.words[index]
        if word.startswith(_YEAR_STEMS):
            found += [
                (value, index, index + 1)
                for stem, value in _YEAR_WORDS.items()
                if word.startswith(stem)
            ]
        if word.startswith("god") or word in {"year", "years", "yr"}:
            year = _year_before(message, index) or _year_behind(message, index)
            if year is not None and not _not_current(message, year[1], year[2]):
                found.append(year)
        elif word.startswith(_SEMESTERS):
            found += _year_of_a_semester(message, index)
        elif word == "na":
            found += _year_without_its_noun(message, index)
    return [
        year for year in found if 1 <= year[0] <= MOST_YEARS and told[year[1]] is not Stance.PAST
    ]


def _year_without_its_noun(message: Tokens, index: int) -> list[tuple[int, int, int]]:
    """Read "ja sam na trećoj", where nothing else follows that could be the third."""
    number = ordinal(message, index + 1)
    if number is None or number.whole is None or not message.word(index + 1).endswith("oj"):
        return []
    if message.word(number.stop) == "sam" or not message.word(number.stop)[:1].isalnum():
        return [(number.whole, index + 1, number.stop)]
    return []


def _year_of_a_semester(message: Tokens, index: int) -> list[tuple[int, int, int]]:
    """Read "u petom sam semestru", "2nd semester of my bachelor" as a year of study."""
    semester = _year_before(message, index)
    if semester is None or _not_current(message, semester[1], semester[2]):
        return []
    number, start, stop = semester
    behind = stop + (message.word(stop) in {"of", "na"})
    behind += message.word(behind) in {"my", "a", "the"}
    named = behind < len(message) and (
        _CYCLES.at(message, behind) is not None or message.words[behind] in _OSNOVNE
    )
    if number <= _SEMESTERS_OF_A_YEAR and not named:
        return []
    return [((number + 1) // _SEMESTERS_OF_A_YEAR, start, stop)]


def _year_before(message: Tokens, index: int) -> tuple[int, int, int] | None:
    """Read "Druga godina", "2. godini", "trećoj sam godini", "3 sam godina", "3rd-year"."""
    before = index - 1
    if message.word(before) in _LEVELS_BEFORE_YEAR:
        before -= 1
    if message.word(before) in _CLITICS or message.word(before) == "-":
        before -= 1
    for start in (before - 2, before - 1, before):
        number = ordinal(message, start) if start >= 0 else None
        if number is not None and number.stop == before + 1 and number.whole is not None:
            return number.whole, start, index + 1
    digit = message.word(before)
    if len(digit) == 1 and digit.isascii() and digit.isdigit():
        student = message.word(before - 1).startswith("student")
        if student or message.words[index] in {"godini", "godina", "godinu", "god"}:
            return (int(digit), before, index + 1) if student or int(digit) < 5 else None
    if message.word(index - 1) == "i" and _FIRST_IN_ROMAN.search(message.text):
        return 1, index - 1, index + 1
    return None


def _year_behind(message: Tokens, index: int) -> tuple[int, int, int] | None:
    """Read what is written as in "Year 2"."""
    digit = message.word(index + 1)
    if message.words[index] == "year" and len(digit) == 1 and "1" <= digit <= "9":
        return int(digit), index, index + 2
    return None


def _not_current(message: Tokens, start: int, stop: int) -> bool:
    """Return whether it is a limit, finished, or to come ("od druge godine", "završio prvu")."""
    before = message.word(start - 2 if message.word(start - 1) == "the" else start - 1)
    if before in _NOT_YEAR_BEFORE or message.word(stop) in _RULES:
        return True
    near = [message.word(start - back) for back in (1, 2, 3)]
    return any(word.startswith(_FINISHED) for word in near if word)
