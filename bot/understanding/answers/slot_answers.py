"""Read the answer to the question for one slot: a length, a role, a programme, a date, a number."""

from collections.abc import Mapping
from typing import cast

from bot.understanding.answers.answers import (
    NOT_UNDERSTOOD,
    UNKNOWN,
    AnswerContext,
    AnswerReading,
    YesOrNo,
    only_number,
    yes_or_no,
)
from bot.understanding.dates.date_values import as_told
from bot.understanding.dates.dates import as_iso, find_dates, resolve
from bot.understanding.dates.relative_days import relative_day
from bot.understanding.grades.grade_lists import GRADES, LETTERS, MOST_POINTS
from bot.understanding.lengths.lengths import lengths
from bot.understanding.lengths.stay_lengths import in_days, is_no_stay, together
from bot.understanding.people.cycles import FIELDS_OF_INTEGRATED_STUDIES, MOST_YEARS
from bot.understanding.people.institutions import institutions
from bot.understanding.quantities.counted_lengths import Length
from bot.understanding.quantities.numbers import ordinal
from bot.understanding.stance.modality import statements
from bot.understanding.stance.stances import Stance, stance_of, stances
from bot.understanding.tokens import Phrases
from bot.understanding.understanding import MARKS, FactValue
from knowledge.vocabulary import load_vocabulary
from rules.institutions import PROGRAMMES, registry
from rules.rates import published_by

# What stands beside a mark only on other scales: "C+", "95%", "30/30".
_SIGNS_OF_A_SCALE = frozenset({"+", "%", "/"})
_VOCABULARY = load_vocabulary("answers")
_ROLE_NAMES = Phrases[str](_VOCABULARY.meanings("role names"))
_STAFF_AT_LARGE = Phrases[bool](_VOCABULARY.phrases("staff at large"))
# Of whom it is not said what they do; which of these, only they can tell.
_STAFF_ROLES: tuple[FactValue, ...] = ("teacher", "assistant", "researcher", "administrative")
_NOTHING = _VOCABULARY.words("nothing")
# Nobody stays longer; a larger number alone counts something else, such as days.
PLAUSIBLE_MONTHS = 24
_AROUND_A_NUMBER = _VOCABULARY.words("around a number")
_MOST_WORDS, _MOST_WORDS_ASKED = 8, 3
_MOST_WORDS_NAMED = 6
_PROGRAMME_NAMES = Phrases[str](_VOCABULARY.meanings("programme names"))
_FIRST_CALL = 2014
_PUBLISHED = _VOCABULARY.stems("published")


def truth(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return yes or no, or a statement that comes to it ("ne pokriva", "vozom")."""
    stated = [one.value for one in statements(answer.message) if one.field == fact]
    told = stated[0] if stated else answer.understanding.case.get(fact)
    if isinstance(told, bool):
        return AnswerReading(told)
    match yes_or_no(answer.message):
        case YesOrNo.YES:
            return AnswerReading(value=True)
        case YesOrNo.NO:
            return AnswerReading(value=False)
        case YesOrNo.UNKNOWN:
            return AnswerReading(UNKNOWN)
        case None:
            return NOT_UNDERSTOOD


def registered(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return yes or no; who names an institution as theirs is registered there."""
    told = truth(answer, fact)
    understanding = answer.understanding
    if told.understood or len(answer.message) > _MOST_WORDS_NAMED:
        return told
    named = understanding.institution
    if named is not None and registry().may_tell(PROGRAMMES, named):
        return AnswerReading(value=True)
    elsewhere = bool(understanding.institution) or understanding.names_another_institution
    return AnswerReading(value=False) if elsewhere else told


def choice(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return a role or a cycle; for the cycle of the mobility any cycle that is named."""
    told = _case(answer)
    value = told.get(fact)
    if value is None and fact == "mobility_cycle":
        value = told.get("cycle")
    if value is not None:
        return AnswerReading(value)
    names = _ROLE_NAMES if fact == "role" else FIELDS_OF_INTEGRATED_STUDIES
    named = [match.value for match in names.find(answer.message)]
    if len(set(named)) == 1:
        return AnswerReading(named[0])
    unclear = [one for one in answer.understanding.ambiguous if one.slot == fact]
    if unclear:
        return AnswerReading(None, cast("tuple[FactValue, ...]", unclear[0].values))
    if fact == "role" and _STAFF_AT_LARGE.find(answer.message):
        return AnswerReading(None, _STAFF_ROLES)
    return NOT_UNDERSTOOD


def year(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return a year of study by its ordinal or number, with or without its noun."""
    value = _case(answer).get(fact)
    if value is not None:
        return AnswerReading(value)
    if _is_a_question(answer):
        return NOT_UNDERSTOOD
    told: set[int] = set()
    for index in range(len(answer.message)):
        number = ordinal(answer.message, index) or answer.numbers.get(index)
        if number is not None and number.whole is not None:
            told.add(number.whole)
    year = told.pop() if len(told) == 1 else 0
    return AnswerReading(year) if 1 <= year <= MOST_YEARS else NOT_UNDERSTOOD


def duration(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return a length or two dates of the stay that is planned."""
    del fact
    return _length(answer, past=False)


def earlier(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return the length of earlier stays: several together, or none."""
    del fact
    return _length(answer, past=True)


def _length(answer: AnswerContext, *, past: bool) -> AnswerReading:
    if past and _none_used(answer):
        return AnswerReading({"months": 0})
    dates = find_dates(answer.message)
    taken = {index for one in dates for index in range(one.start, one.stop)}
    plain, unclear = lengths(answer.message, answer.numbers, taken)
    if past:
        plain = _told_of_before(answer, plain)
    else:
        unclear += [length.planned for length in plain if length.planned is not None]
        plain = [length for length in plain if length.planned is None]
    stays = [resolve(one, answer.today, past=past) for one in dates if one.last is not None]
    values: list[FactValue] = [as_iso(*days) for days in stays if days is not None]
    values += [length.value for length in plain if past or not is_no_stay(length.value)]
    if past and values and _names_a_semester_too(answer, plain):
        return AnswerReading(None, ({"semesters": 1}, *values))
    if len(values) == 1:
        return AnswerReading(values[0])
    if values:
        total = together(values) if past else None
        return AnswerReading(total, () if total is not None else tuple(values))
    if unclear:
        limit = unclear[0].reason == "bound"
        return NOT_UNDERSTOOD if limit else AnswerReading(None, unclear[0].candidates)
    return _bare_length(answer)


def _told_of_before(answer: AnswerContext, read: list[Length]) -> list[Length]:
    """Return the lengths of an answer about earlier stays without those told as a plan."""
    told = stances(answer.message, answer.numbers)
    planned = [
        length
        for length in read
        if stance_of(answer.message, told, length.start, length.stop) is Stance.PLAN
    ]
    return [length for length in read if length not in planned] or read


def _names_a_semester_too(answer: AnswerContext, read: list[Length]) -> bool:
    """Tell whether it reads as in "semestar i 2 meseca": two earlier stays that cannot be added."""
    covered = {index for length in read for index in range(length.start, length.stop)}
    return any(
        word.startswith("semest") and index not in covered
        for index, word in enumerate(answer.message.words)
    )


def _none_used(answer: AnswerContext) -> bool:
    words = [word for word in answer.message.words if word[0].isalnum()]
    numbers_told = [number.value for number in answer.numbers.values()]
    if numbers_told:
        return set(numbers_told) == {0}
    return (
        _case(answer).get("used") == {"months": 0}
        or yes_or_no(answer.message) is YesOrNo.NO
        or bool(set(words) & _NOTHING)
    )


def _bare_length(answer: AnswerContext) -> AnswerReading:
    """Return a number or a semester alone; what a lone number counts, only the person can tell."""
    words = answer.message.words
    if any(word.startswith("semest") for word in words) and not answer.numbers:
        return AnswerReading({"semesters": 1})
    if any(word.isalpha() and word not in _AROUND_A_NUMBER for word in _others(answer)):
        return NOT_UNDERSTOOD
    count = only_number(answer)
    if not isinstance(count, int) or count < 1:
        return NOT_UNDERSTOOD
    months: tuple[FactValue, ...] = ({"months": count},) if count <= PLAUSIBLE_MONTHS else ()
    return AnswerReading(None, ({"days": count}, *months))


def _others(answer: AnswerContext) -> list[str]:
    """Return the words that belong to no number."""
    counted = {
        index for number in answer.numbers.values() for index in range(number.start, number.stop)
    }
    return [word for index, word in enumerate(answer.message.words) if index not in counted]


def _case(answer: AnswerContext) -> Mapping[str, FactValue]:
    return cast("Mapping[str, FactValue]", answer.understanding.case)


def _told(answer: AnswerContext, slot: str) -> FactValue | None:
    """Return the value of a slot, also one that was told as about so much."""
    if slot == "days":
        return in_days(_told(answer, "duration"))
    told = [one for one in answer.understanding.slots if one.slot == slot and one.time != "limit"]
    return cast("FactValue", told[0].value) if len({str(one.value) for one in told}) == 1 else None


def amount(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return a number, with or without its unit."""
    value = _told(answer, fact)
    if value is None:
        told = only_number(answer)
        if told is None or _is_a_question(answer):
            return NOT_UNDERSTOOD
        value = told if isinstance(told, int) else float(told)
    return AnswerReading(value)


def whole(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return a whole number, with or without its unit."""
    told = amount(answer, fact)
    return told if isinstance(told.value, int) else NOT_UNDERSTOOD


def whole_or_none(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return a whole number; "no" is 0."""
    if not answer.numbers and yes_or_no(answer.message) is YesOrNo.NO:
        return AnswerReading(0)
    return whole(answer, fact)


def _is_a_question(answer: AnswerContext) -> bool:
    """Return whether a number in it is part of a question or a story, not the answer itself."""
    words = answer.message.words
    return len(words) > _MOST_WORDS or (words[-1:] == ("?",) and len(words) > _MOST_WORDS_ASKED)


def mark(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return a letter, a grade or points: a lone number from 5 to 10 is a grade."""
    del fact
    for kind in MARKS:
        values = {slot.value for slot in answer.understanding.marks if slot.slot == kind}
        if len(values) == 1:
            value = cast("str", values.pop())
            return AnswerReading(value if kind == "ects_grade" else {kind: value})
    if _is_of_another_scale(answer):
        return NOT_UNDERSTOOD
    letters = {word for word in answer.message.words if word in LETTERS}
    if len(letters) == 1 and not answer.numbers and len(answer.message) <= 3:
        return AnswerReading(letters.pop().upper())
    number = only_number(answer)
    if number is None or not 0 <= number <= MOST_POINTS:
        return NOT_UNDERSTOOD
    if isinstance(number, int):
        return AnswerReading({"grade" if number in GRADES else "points": number})
    return AnswerReading({"points": float(number)})


def _is_of_another_scale(answer: AnswerContext) -> bool:
    """Return whether a mark cannot be the table's: "30L", "30/30", "95%", "C+", "4.5"."""
    message = answer.message
    if not _SIGNS_OF_A_SCALE.isdisjoint(message.words):
        return True
    number = only_number(answer)
    if number is not None and not isinstance(number, int) and number < GRADES.stop:
        return True
    return any(
        message.glued(index) and word[0].isalpha() and message.word(index - 1)[0].isdigit()
        for index, word in enumerate(message.words)
    )


def semester_start(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return one date, or a day told from today."""
    del fact
    told = relative_day(answer.message, answer.today)
    if told is not None:
        return AnswerReading(told.isoformat())
    singles = [one for one in find_dates(answer.message) if one.last is None]
    days = resolve(singles[0], answer.today) if len(singles) == 1 else None
    return NOT_UNDERSTOOD if days is None else AnswerReading(days[0].isoformat())


def day_or_month(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return one date, or a month without its day."""
    dates = {as_told(one.first, one.last) for one in answer.understanding.dates}
    if len(dates) == 1:
        return AnswerReading(dates.pop())
    # A day without words around it means nothing in a message, but it answers a question.
    return NOT_UNDERSTOOD if dates else semester_start(answer, fact)


def programme(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return a programme by any of its names, also by those that are too general in free text."""
    del fact
    named = answer.understanding.programmes or tuple(
        dict.fromkeys(match.value for match in _PROGRAMME_NAMES.find(answer.message))
    )
    if len(named) == 1:
        return AnswerReading(named[0])
    return AnswerReading(None, named) if named else NOT_UNDERSTOOD


def rates(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return a call by its year, or the amounts that the university publishes."""
    del fact
    told = _told(answer, "rates")
    if told is not None:
        return AnswerReading(told)
    year = only_number(answer)
    if isinstance(year, int) and _FIRST_CALL <= year < _FIRST_CALL + 100:
        return AnswerReading(f"call-{year}")
    published = any(word.startswith(_PUBLISHED) for word in answer.message.words)
    return AnswerReading(published_by(registry().default)) if published else NOT_UNDERSTOOD


def institution(answer: AnswerContext, fact: str) -> AnswerReading:
    """Return one of the institutions; a city alone may be several of them."""
    del fact
    named = institutions(answer.message, stances(answer.message, answer.numbers))
    if named.only is not None:
        return AnswerReading(named.only)
    if named.in_the_city:
        return AnswerReading(None, named.in_the_city[0][0])
    return AnswerReading(None, named.named)
