"""The year of study: "druga godina", "3rd-year", "na trećoj sam", "brucoš"."""

import re

from bot.understanding.numbers import ordinal
from bot.understanding.stance import Stance
from bot.understanding.tokens import Message
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("cycles")

_YEAR_WORDS = _VOCABULARY.numbers("year words")

_YEAR_STEMS = tuple(_YEAR_WORDS)

_CLITICS = _VOCABULARY.words("clitics")

_NOT_YEAR_BEFORE = _VOCABULARY.words("not year before")

_RULES = _VOCABULARY.words("rules")
_FINISHED = _VOCABULARY.stems("finished")

_FIRST_IN_ROMAN = re.compile(r"\bI\.?\s?(?:god|год)")  # small, it is the Serbian "and"

MOST_YEARS = 9


def years_of(message: Message, told: tuple[Stance, ...]) -> list[tuple[int, int, int]]:
    """Years of study with their first word and the word after the last, from left to right."""
    found: list[tuple[int, int, int]] = []
    for index, word in enumerate(message.words):
        if word.startswith(_YEAR_STEMS):
            found += [
                (value, index, index + 1)
                for stem, value in _YEAR_WORDS.items()
                if word.startswith(stem)
            ]
        if word.startswith("god") or word in {"year", "years"}:
            year = _year_before(message, index) or _year_behind(message, index)
            if year is not None and not _not_current(message, year[1], year[2]):
                found.append(year)
        elif word == "na":
            found += _year_without_its_noun(message, index)
    return [
        year for year in found if 1 <= year[0] <= MOST_YEARS and told[year[1]] is not Stance.PAST
    ]


def _year_without_its_noun(message: Message, index: int) -> list[tuple[int, int, int]]:
    """As in "ja sam na trećoj", where nothing else follows that could be the third."""
    number = ordinal(message, index + 1)
    if number is None or number.whole is None or not message.word(index + 1).endswith("oj"):
        return []
    if message.word(number.stop) == "sam" or not message.word(number.stop)[:1].isalnum():
        return [(number.whole, index + 1, number.stop)]
    return []


def _year_before(message: Message, index: int) -> tuple[int, int, int] | None:
    """As in "Druga godina", "2. godini", "trećoj sam godini", "3rd-year", "na 2 godini"."""
    before = index - 1
    if message.word(before) in _CLITICS or message.word(before) == "-":
        before -= 1
    for start in (before - 2, before - 1, before):
        number = ordinal(message, start) if start >= 0 else None
        if number is not None and number.stop == before + 1 and number.whole is not None:
            return number.whole, start, index + 1
    digit = message.word(index - 1)
    if len(digit) == 1 and digit.isascii() and digit.isdigit():
        student = message.word(index - 2).startswith("student")
        if student or message.words[index] in {"godini", "godina", "godinu", "god"}:
            return (int(digit), index - 1, index + 1) if student or int(digit) < 5 else None
    if message.word(index - 1) == "i" and _FIRST_IN_ROMAN.search(message.text):
        return 1, index - 1, index + 1
    return None


def _year_behind(message: Message, index: int) -> tuple[int, int, int] | None:
    """As in "Year 2"."""
    digit = message.word(index + 1)
    if message.words[index] == "year" and len(digit) == 1 and "1" <= digit <= "9":
        return int(digit), index, index + 2
    return None


def _not_current(message: Message, start: int, stop: int) -> bool:
    """Whether it is a limit, finished, or to come ("od druge godine", "završio prvu")."""
    before = message.word(start - 2 if message.word(start - 1) == "the" else start - 1)
    if before in _NOT_YEAR_BEFORE or message.word(stop) in _RULES:
        return True
    near = [message.word(start - back) for back in (1, 2, 3)]
    return any(word.startswith(_FINISHED) for word in near if word)
