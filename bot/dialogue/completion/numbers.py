"""Complete a number without its slot or unit: "no wait, 16", "6 not 4", "and 31?"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from bot.dialogue import policy
from bot.dialogue.completion.hours import is_at_a_distance, says_each_day
from bot.dialogue.completion.told_before import (
    Before,
    as_stay,
    is_no_length,
    lone_numbers,
    numbers_without_a_place,
    with_slot,
)
from bot.dialogue.cues.matters import STAFF_MATTER
from bot.dialogue.state.focus import Focus
from bot.dialogue.state.result_told import ResultTold
from bot.messages.json_value import Json
from bot.understanding import AskedQuestion, QuestionKind, Span, Understanding
from bot.understanding.quantities.counted_lengths import DAYS_OF, MONTHS_OF_A_CYCLE
from bot.understanding.understanding import MARKS
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.programmes.names import is_of_staff, is_of_students, is_short

_VOCABULARY = load_vocabulary("follow_ups")
_POINTING = _VOCABULARY.words("pointing")
_NOT = _VOCABULARY.words("not")
_WANTING = _VOCABULARY.words("wanting")
_CONCLUDING = _VOCABULARY.words("concluding")
_TAKING_UP = load_vocabulary("reactions").words("concluding")
_CORRECTING = _VOCABULARY.words("correcting")
_IF, _ALLOWING = _VOCABULARY.words("if"), _VOCABULARY.stems("allowing")
_TRAVEL_DAYS = re.compile(rf"\b{load_vocabulary('travel').pattern('days asked')}\b")
_WEEK = re.compile(rf"\b{_VOCABULARY.pattern('weeks')}\b")
# What a number alone may be a new value of, the likeliest first.
_COUNTED = ("duration", "days", "hours", "ects", "used")
# Of these a verdict that is a no asks for another number.
_REFUSED_AS_A_NUMBER = frozenset({"hours", "ects"})
_REACH_OF_NOT = 2
_SENTENCE_ENDS = ".?!"
_OF_A_PLAN = frozenset({"duration", "hours", "ects"})
# Behind these a number is so many days or months of the stay spoken of.
_ASKED_OF_LENGTHS = frozenset(
    {QuestionKind.LENGTH, QuestionKind.FIT, QuestionKind.PERMISSION, QuestionKind.MONEY}
)
# What may stand beside a number that is told alone.
_BESIDE_A_NUMBER = frozenset({"programme", "green_travel", "travel_days", "fewer_opportunities"})
# "Two weeks. No wait, 25": so many are days.
_MOST_WEEKS = 12


def with_replaced_number(reading: Understanding, before: Before) -> Understanding:
    """Take "6 not 4" as the new value of the slot that was 4."""
    numbers = [(number, span) for number, span in numbers_without_a_place(reading)]
    if len(numbers) != 2 or not any(_is_denied(reading, span) for _, span in numbers):
        return reading
    if _names_an_amount(numbers, before):
        return reading
    for (new, span), (old, _) in (numbers, reversed(numbers)):
        mark = _mark_that_was(before, old)
        if mark is not None:
            told = _with_mark(reading, mark, new, span)
            return replace(told, unplaced=(), ambiguous=(), edit=None)
        for slot in _COUNTED:
            if slot in reading.case:
                continue
            value = _replaced(before.known.get(slot), new, old)
            if value is not None:
                told = with_slot(reading, slot, value, span)
                # The number that it replaces has its place too.
                return replace(told, unplaced=(), ambiguous=())
    return reading


def _is_denied(reading: Understanding, number: Span) -> bool:
    """Return whether "not" stands close before a number; "I can't do more than 5" denies none."""
    before = fold(reading.text[: number[0]]).split()
    return not _NOT.isdisjoint(before[-_REACH_OF_NOT:])


def _mark_that_was(before: Before, number: float) -> str | None:
    """Return the kind of the mark told before that is a number; None where no mark is."""
    told = before.values.get("mark")
    marks = told if isinstance(told, Mapping) else before.values
    return next((kind for kind in MARKS if _replaced(marks.get(kind), 0, number) == 0), None)


def _names_an_amount(numbers: Sequence[tuple[float, Span]], before: Before) -> bool:
    """Return whether an amount is named behind a sum: "is the 50 each way?", "so 800 in all?"."""
    amounts = before.told.amounts
    return bool(amounts) and any(
        number in amounts or number > policy.MOST_DAYS_OF_A_STAY for number, _ in numbers
    )


def _takes_up_a_limit(reading: Understanding, before: Before) -> bool:
    """Return whether somebody concludes a limit of the verdict: "aha, znači 60 i gotovo"."""
    concludes = not _TAKING_UP.isdisjoint(reading.words[:2])
    if any(one.kind is QuestionKind.MONEY for one in reading.questions):
        # "Then 30, how much is that in all?" chooses the limit.
        return False
    return concludes and any(number in before.told.limits for number, _ in lone_numbers(reading))


def _replaced(value: Json, new: float, old: float) -> Json:
    """Return a value with one number in place of another; None where it does not hold that."""
    if isinstance(value, Mapping):
        return {**value, **dict.fromkeys(value, new)} if list(value.values()) == [old] else None
    return new if value == old and not isinstance(value, bool) else None


def with_refused_number(reading: Understanding, told: ResultTold) -> Understanding:
    """Take "they'll give me 9" behind "6 hours is not enough" as hours, whatever else is told."""
    may_be = told.refused & _REFUSED_AS_A_NUMBER
    refused = may_be - reading.case.keys() if may_be else may_be
    if len(refused) != 1 or reading.dates:
        return reading
    numbers = list(lone_numbers(reading))
    if len(numbers) != 1:
        return reading
    if says_each_day(reading) or is_at_a_distance(reading):
        # "A po 3" tells the hours of every day, "3 online" none at the host.
        return reading
    number, span = numbers[0]
    before = max(reading.text.rfind(sign, 0, span[0]) for sign in _SENTENCE_ENDS)
    if len(reading.text[before + 1 : span[1]].split()) > policy.FOLLOW_UP_WORDS:
        return reading
    return replace(with_slot(reading, next(iter(refused)), number, span), edit=None)


def with_lone_number(reading: Understanding, before: Before) -> Understanding:
    """Take a number alone ("and 31?", "ipak 20") as another value of what was counted."""
    numbers = list(lone_numbers(reading))
    too_much = len(numbers) != 1 or _words_around(reading) > policy.FOLLOW_UP_WORDS
    too_much = too_much or ("hours" in before.known and is_at_a_distance(reading))
    too_much = too_much or _names_an_amount(numbers, before) or _takes_up_a_limit(reading, before)
    too_much = too_much or ("hours" not in before.known and is_no_length(reading, numbers[0][1]))
    if too_much or _OF_A_PLAN & reading.case.keys():
        return reading
    number, span = numbers[0]
    of_travel = _TRAVEL_DAYS.search(reading.folded) is not None
    if of_travel or _points_at_the_limit(reading, number, span):
        # "And the travel days, I heard there are 4?" tells no stay of 4 days.
        return replace(reading, unplaced=())
    if _concludes_what_is_left(reading, before, number):
        left = AskedQuestion(QuestionKind.LEFT, (0, len(reading.text)), 0)
        return replace(reading, unplaced=(), ambiguous=(), questions=(left,))
    of_a_stay = _of_a_stay(reading, before, number, span)
    if of_a_stay is not None:
        return of_a_stay
    mark = before.values.get("mark")
    if isinstance(mark, Mapping) and not reading.case.keys() - {"institution"}:
        return _with_mark(reading, next(iter(mark)), number, span)
    counted = _counted_before(before)
    if counted == ["used"] or (not counted and "used" in before.known):
        return _beside_used(reading, before, number, span)
    if not _names_no_more_than_a_programme(reading):
        return reading
    if not counted:
        return _as_a_stay(reading, before, number, span)
    if len(counted) != 1:
        return reading
    return _counted_as(reading, before, counted[0], number, span)


def _words_around(reading: Understanding) -> int:
    """Return how many words stand beside a question of money, which is asked of a number.

    "We settled on 24 in the end, so how much would that be?"
    """
    asked = [one.span for one in reading.questions if one.kind is QuestionKind.MONEY]
    if len(asked) != 1 or len(reading.questions) > 1:
        return len(reading.words)
    start, end = asked[0]
    return len(f"{reading.text[:start]} {reading.text[end:]}".split())


def _points_at_the_limit(reading: Understanding, number: float, span: Span) -> bool:
    """Return whether a number is the months of a cycle: "does all that add up to those 12"."""
    words = fold(reading.text[: span[0]]).split()
    pointed = bool(words) and words[-1] in _POINTING and len(words) > policy.FEWEST_WORDS
    return pointed and number == MONTHS_OF_A_CYCLE and bool(reading.questions)


def _concludes_what_is_left(reading: Understanding, before: Before, number: float) -> bool:
    """Return whether "so 7?" says again how many months are left."""
    interview = before.session.form
    if interview is None or interview.tool != "account" or not before.session.last.computed:
        return False
    stays = [value for slot, value in interview.answers.items() if slot.startswith("stay")]
    used = [one.get("months", 0) for one in stays if isinstance(one, Mapping)]
    if any(set(one) - {"months"} for one in stays if isinstance(one, Mapping)):
        return False
    left = MONTHS_OF_A_CYCLE - sum(one for one in used if isinstance(one, int))
    words = [word for word in reading.words if word.isalpha()]
    return number == left and bool(words) and _CONCLUDING.issuperset(words)


def _is_behind_what_is_left(before: Before) -> bool:
    """Return whether the months that are left of a cycle were told last."""
    form = before.session.form
    return before.session.last.computed and form is not None and form.tool == "account"


def _counted_in_months(reading: Understanding, number: float, span: Span) -> Understanding:
    """Return "so 9 is fine?" behind 12 months left as a stay of so many months."""
    value = as_stay(number, "months")
    return reading if value is None else with_slot(reading, "duration", value, span)


def _without_consent(reading: Understanding) -> Sequence[str]:
    """Return the words before somebody's consent: "and 70 if the dean approves?" asks of 70."""
    words = reading.words
    place = next((index for index, word in enumerate(words) if word in _IF), len(words))
    allows = any(word.startswith(_ALLOWING) for word in words[place:])
    return words[:place] if allows else words


def _as_a_stay(reading: Understanding, before: Before, number: float, span: Span) -> Understanding:
    """Take "20?" after "how long is a BIP?" as a stay of that kind, in what it is counted in."""
    if _is_behind_what_is_left(before) and number <= MONTHS_OF_A_CYCLE:
        return _counted_in_months(reading, number, span)
    focus = before.session.focus
    matter = focus.matter
    if matter is None or not focus.told or _ASKED_OF_LENGTHS.isdisjoint(focus.asked):
        return reading
    in_days = is_short(matter) or is_of_staff(matter) or matter == STAFF_MATTER
    if not in_days and (number > MONTHS_OF_A_CYCLE or not is_of_students(matter)):
        return reading
    words = _without_consent(reading)
    if len(words) > policy.FEWEST_WORDS + 1:
        return reading
    if len(words) < len(reading.words):
        # Whoever agrees, it is asked whether so many days fit.
        fits = AskedQuestion(QuestionKind.FIT, (0, len(reading.text)), 0)
        reading = replace(reading, questions=(fits,))
    value = as_stay(number, "days" if in_days else "months")
    if value is None:
        return reading
    told = with_slot(reading, "duration", value, span)
    if reading.programmes or matter == STAFF_MATTER:
        return told
    return with_slot(told, "programme", matter, span)


def _counted_before(before: Before) -> list[str]:
    """Return the slots that a number may be of: of those spoken of last, the likeliest."""
    counted = [slot for slot in _COUNTED if _whole(before.values.get(slot))]
    if "days" in counted and "duration" in counted:
        counted.remove("days")
    if len(counted) > 1 and "used" in counted:
        counted.remove("used")
    if len(counted) > 1 and before.session.focus.hours_a_day:
        # With hours of every day, the days are what changes.
        return ["duration"]
    if len(counted) > 1:
        # Of several, the one that the message before told.
        return [slot for slot in counted if slot in before.session.said]
    return counted


def _counted_as(
    reading: Understanding, before: Before, slot: str, number: float, span: Span
) -> Understanding:
    """Return a message whose number is another value of a slot, in the unit of the one before."""
    value = before.values[slot]
    if len(reading.words) == 1:
        # "4?" asks the same of another number, not what four is.
        reading = replace(reading, questions=())
    in_days = slot == "days" or (isinstance(value, Mapping) and "days" in value)
    if in_days and before.session.focus.in_weeks and number <= _MOST_WEEKS:
        number *= DAYS_OF["week"]
    told: Json = number
    if slot == "days" or isinstance(value, Mapping):
        units = "days" if slot == "days" else next(iter(cast("Mapping[str, Json]", value)))
        told = as_stay(number, units)
    if told is None:
        return reading
    return with_slot(reading, "duration" if slot == "days" else slot, told, span)


def _of_a_stay(
    reading: Understanding, before: Before, number: float, span: Span
) -> Understanding | None:
    """Take "those 20" as the planned stay of 20 days; None where no such stay was told."""
    if _POINTING.isdisjoint(reading.words):
        return None
    for stay in reversed(before.session.stays):
        value = stay.value
        if stay.planned and isinstance(value, Mapping) and list(value.values()) == [number]:
            return with_slot(reading, "duration", value, span)
    return None


def _names_no_more_than_a_programme(reading: Understanding) -> bool:
    """As in "a praksa 2", or "17, by train"; what tells a length has the unit itself."""
    if not reading.slots:
        return True
    return not reading.ambiguous and all(one.slot in _BESIDE_A_NUMBER for one in reading.slots)


def _beside_used(
    reading: Understanding, before: Before, number: float, span: Span
) -> Understanding:
    """Take a number beside months used as months: of a correction used, else planned."""
    used = before.known.get("used")
    if not isinstance(used, Mapping) or set(used) != {"months"} or number > MONTHS_OF_A_CYCLE:
        return reading
    wanted = not _WANTING.isdisjoint(reading.words)
    corrected = not wanted and not _CORRECTING.isdisjoint(reading.words) and not reading.questions
    slot = "used" if corrected and not reading.programmes else "duration"
    value = as_stay(number, "months")
    return reading if value is None else with_slot(reading, slot, value, span)


def _whole(value: Json) -> bool:
    """Return whether a value is a number, or a length told in one unit."""
    if isinstance(value, Mapping) and len(value) == 1:
        value = next(iter(value.values()))
    return isinstance(value, int | float) and not isinstance(value, bool)


def _with_mark(reading: Understanding, kind: str, value: float, span: Span) -> Understanding:
    rest = tuple(one for one in reading.ambiguous if one.slot not in MARKS)
    told = with_slot(reading, kind, value, span)
    return replace(told, ambiguous=rest)


def counted_in_weeks(reading: Understanding, before: Focus) -> bool:
    """Return whether the length spoken of last was told in weeks."""
    spans = reading.places.get("duration", ())
    told = " ".join(reading.folded[start:end] for start, end in spans)
    if not told or told.isdecimal():
        return before.in_weeks
    return bool(_WEEK.search(told))
