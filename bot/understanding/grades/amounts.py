"""Read points and credits, and how exact an amount is: "61 poen", "2,5 ESPB", "oko 20 dana".

"Bod" is a point of an exam or a credit; the sentence around it tells which, and where it does not,
neither is taken.
"""

from collections.abc import Mapping
from decimal import Decimal

from bot.understanding.grades.grade_lists import GRADE_CUES, GradeMention, Placed
from bot.understanding.quantities.numbers import Number
from bot.understanding.quantities.passed_exams import part_of_credits
from bot.understanding.stance.modality import not_the_persons
from bot.understanding.tokens import DASHES, PhraseMatch, Phrases, Span, Tokens
from bot.understanding.understanding import Found, Unclear
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("amounts")
_BEFORE = Phrases[str](_VOCABULARY.meanings("before"))
_BEHIND = Phrases[str](_VOCABULARY.meanings("behind"))
_ABOUT_A_SUBJECT = _VOCABULARY.words("about a subject")
_REACH = 4
_COUNTED = Phrases[str](_VOCABULARY.meanings("counted"))
_OF_A_SCALE = _VOCABULARY.words("of a scale")
_POINTS_CONTEXT = _VOCABULARY.stems("points context")
_CREDITS_CONTEXT = _VOCABULARY.stems("credits context")
_REACH_OF_CONTEXT = 30
_MOST = 100_000
_RANGE = DASHES | {"do", "to", "ili", "or"}


def approximation(message: Tokens, start: int, stop: int) -> tuple[str, int, int] | None:
    """Return `about`, `under` or `over` with the first word and the word after the last.

    None where nothing says that the amount from `start` up to `stop` is not exact.
    """
    if _BEFORE.may_begin_in(message):
        for back in range(min(_REACH, start), 0, -1):
            match = _BEFORE.at(message, start - back)
            if (
                match is not None
                and match.stop == start
                and not _names_a_subject(message, match.start)
            ):
                return match.value, match.start, stop
    if _BEHIND.may_begin_in(message) and stop < len(message):
        match = _BEHIND.at(message, stop)
        if match is not None:
            return match.value, start, match.stop
    return None


def _names_a_subject(message: Tokens, index: int) -> bool:
    return message.words[index] == "about" and message.word(index - 1) in _ABOUT_A_SUBJECT


def points_and_credits(
    message: Tokens,
    numbers: Mapping[int, Number],
    worth: list[Found],
    unclear: list[Unclear],
) -> list[Placed]:
    """Read numbers of points and credits; the credits go to `worth`."""
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
        part = part_of_credits(message, numbers, number)
        if part is not None and part.value is not None:
            worth.append(Found("ects", plain(part.value), part.start, stop))
            continue
        field = "ects" if unit == "credits" else "points"
        how, reason = as_told(message, start, stop)
        other = other_end(message, numbers, number)
        span = message.span(other.start if other else start, stop)
        if other is not None:
            reason = "range"
        kind: str | None = unit
        if unit == "either":
            kind = _in_context(message, start)
            reason = reason or (None if kind else "points_or_credits")
        if reason is not None or number.value is None or beyond_sense(number.value) or kind is None:
            unclear.append(unclear_amount(field, reason, span, number, other))
        elif kind == "credits":
            worth.append(Found("ects", plain(number.value), start, stop, how))
        else:
            placed.append((start, stop, GradeMention("points", number.value)))
    return placed


def _what_it_counts(
    message: Tokens, numbers: Mapping[int, Number], number: Number
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
    message: Tokens, match: PhraseMatch[str], number: Number
) -> tuple[str, int, int] | None:
    """Leave the 9 of "grade 9 ECTS letter" and the 8 of "eight points range"."""
    of_a_grade = match.value == "credits" and message.word(number.start - 1) in GRADE_CUES
    if of_a_grade or message.word(match.stop) in _OF_A_SCALE:
        return None
    return match.value, number.start, match.stop


def _counted_before(
    message: Tokens, numbers: Mapping[int, Number], number: Number
) -> tuple[str, int, int] | None:
    """Recognise "poeni: 61", "ects 3": the unit first, and nothing behind that is counted."""
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


def as_told(message: Tokens, start: int, stop: int) -> tuple[str | None, str | None]:
    """Return how exact an amount is, and why it is not the person's own, if it is not."""
    told = approximation(message, start, stop)
    how, start, stop = told or (None, start, stop)
    reason = not_the_persons(message, start, stop)
    return how, reason or (how if how in {"under", "over"} else None)


def beyond_sense(value: int | Decimal) -> bool:
    """Tell whether a number is more than anything that is counted here."""
    return value > _MOST


def other_end(message: Tokens, numbers: Mapping[int, Number], number: Number) -> Number | None:
    """Return the first number of a range that ends with this one: the 30 of "30-35 ESPB"."""
    if message.word(number.start - 1) not in _RANGE:
        return None
    ends = (one for one in numbers.values() if one.stop == number.start - 1)
    return next(ends, None)


def unclear_amount(
    field: str, reason: str | None, span: Span, number: Number, other: Number | None
) -> Unclear:
    """Return an amount that was told and cannot be taken, with both ends of a range."""
    ends = [one.value for one in (other, number) if one is not None and one.value is not None]
    named = reason in {"range", "under", "over", "points_or_credits"}
    return Unclear(field, reason or "nonsense", span, tuple(map(plain, ends)) if named else ())


def plain(value: int | Decimal) -> int | float:
    """Return a number in JSON form."""
    return float(value) if isinstance(value, Decimal) else value


def _in_context(message: Tokens, index: int) -> str | None:
    """Return what "bod" is in its sentence.

    `points`, `credits`, or None where both or neither fit.
    """
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
