"""Points and credits: "61 poen", "61 ESPB", "30 bodova semestar".

"Bod" is a point of an exam or a credit; the sentence around it tells which, and where it does not,
neither is taken.
"""

from collections.abc import Mapping
from decimal import Decimal

from bot.understanding.found import Found, Unclear
from bot.understanding.limits import not_the_persons
from bot.understanding.marks import GRADE_CUES, GradeMention, Placed
from bot.understanding.numbers import Number
from bot.understanding.tokens import DASHES, Match, Message, Phrases, word_set

_COUNTED = Phrases[str](
    {
        "poen|poena|poeni|poene|poenima|points|point|pts": "points",
        "/|od|of 100": "points",
        "out of 100": "points",
        "espb|ects|esbp|ecst|credit|credits|kredit|kredita|krediti|kredite": "credits",
        "espb|ects|esbp bod*|poen*|point*|kredit*|credit*": "credits",
        "bod|boda|bodova|bodove|bodovi|bodovima": "either",
    }
)
_OF_A_SCALE = word_set("letter letters grade scale range slovo slova skala skali raspon")
_POINTS_CONTEXT = (
    "ispit", "kolokv", "poloz", "ocen", "pao", "pala", "prolaz", "osvoji", "skupi", "test", "exam",
    "grade", "mark",
)  # fmt: skip
_CREDITS_CONTEXT = (
    "semest", "razmen", "ects", "espb", "esbp", "godin", "nosi", "kredit", "credit", "bip", "prizn",
    "mobilnost", "prenos", "prebac", "learning",
)  # fmt: skip
_REACH_OF_CONTEXT = 30


def points_and_credits(
    message: Message,
    numbers: Mapping[int, Number],
    worth: list[Found],
    unclear: list[Unclear],
) -> list[Placed]:
    """Numbers of points and credits; the credits go to `worth`."""
    placed: list[Placed] = []
    read_until = 0
    for number in numbers.values():
        if number.start < read_until:  # the 100 of "61 od 100 poena"
            continue
        counted = _what_it_counts(message, numbers, number)
        if counted is None:
            continue
        unit, start, stop = counted
        read_until = stop
        span = message.span(start, stop)
        field = "ects" if unit == "credits" else "points"
        reason = _why_not(message, numbers, number, start, stop)
        kind: str | None = unit
        if unit == "either":
            kind = _in_context(message, start)
            reason = reason or (None if kind else "points_or_credits")
        if reason is not None or number.value is None or kind is None:
            unclear.append(Unclear(field, reason or "nonsense", span))
        elif kind == "credits":
            value = float(number.value) if isinstance(number.value, Decimal) else number.value
            worth.append(Found("ects", value, start, stop))
        else:
            placed.append((start, stop, GradeMention("points", number.value)))
    return placed


def _what_it_counts(
    message: Message, numbers: Mapping[int, Number], number: Number
) -> tuple[str, int, int] | None:
    if number.stop < len(message):
        match = _COUNTED.at(message, number.stop)
        if match is not None:
            return _if_an_amount(message, match, number)
    other = numbers.get(number.stop + 1)  # the 95 of "95 i 50 poena"
    if other is not None and message.word(number.stop) in {"i", "and"}:
        match = _COUNTED.at(message, other.stop) if other.stop < len(message) else None
        if match is not None and match.value == "points":
            return "points", number.start, number.stop
    return _counted_before(message, numbers, number)


def _if_an_amount(
    message: Message, match: Match[str], number: Number
) -> tuple[str, int, int] | None:
    """Not the 9 of "grade 9 ECTS letter", nor the 8 of "eight points range"."""
    of_a_grade = match.value == "credits" and message.word(number.start - 1) in GRADE_CUES
    if of_a_grade or message.word(match.stop) in _OF_A_SCALE:
        return None
    return match.value, number.start, match.stop


def _counted_before(
    message: Message, numbers: Mapping[int, Number], number: Number
) -> tuple[str, int, int] | None:
    """As in "poeni: 61", "ects 3": the unit first, and nothing behind that is counted."""
    after = message.word(number.stop)
    if after and after[0].isalpha() and after not in {"i", "and", "na", "iz", "u"}:
        return None
    if after and (after[0].isdigit() or after in DASHES or number.stop in numbers):
        return None
    place = number.start - 2 if message.word(number.start - 1) in {":", "="} else number.start - 1
    if place < 0 or message.words[place] in {"od", "of", "/", "out"}:
        return None
    match = _COUNTED.at(message, place)
    if match is None or match.stop != place + 1 or place - 1 in numbers:
        return None
    return match.value, place, number.stop


def _why_not(
    message: Message, numbers: Mapping[int, Number], number: Number, start: int, stop: int
) -> str | None:
    joiner = message.word(number.start - 1)
    if joiner in DASHES or joiner in {"do", "to", "ili", "or"}:
        before = numbers.get(number.start - 2)
        if before is not None and before.stop == number.start - 1:
            return "range"
    return not_the_persons(message, start, stop)


def _in_context(message: Message, index: int) -> str | None:
    """What "bod" is in its sentence: `points`, `credits`, or None where both or neither fit."""
    first, last = index, index
    while first > max(0, index - _REACH_OF_CONTEXT) and not message.ends_sentence(first - 1):
        first -= 1
    end = min(len(message), index + _REACH_OF_CONTEXT)
    while last < end and not message.ends_sentence(last):
        last += 1
    words = message.words[first:last]
    points = any(word.startswith(_POINTS_CONTEXT) for word in words)
    credits_ = any(word.startswith(_CREDITS_CONTEXT) for word in words)
    if points == credits_:
        return None
    return "points" if points else "credits"
