"""Complete what a message leaves open with what was told before it.

"No wait, 16", "ipak do 20. maja", "3 hours each", "it was 6 not 4", "and 3 months more": a value
without its slot, its unit or its month. What was spoken of last says which it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from bot.dialogue import case, ledger, policy
from bot.dialogue.additions import with_application, with_longer_stay
from bot.dialogue.asked_kinds import names_exchange
from bot.dialogue.moved_stays import with_moved_stay
from bot.dialogue.scraps import with_months, with_repeated_stay
from bot.dialogue.session import Session
from bot.messages.json_value import Json
from bot.understanding import FactValue, QuestionKind, SlotValue, Span, Understanding
from bot.understanding.counted_lengths import DAYS_OF
from bot.understanding.stays import together
from bot.understanding.understanding import MARKS, Time
from knowledge.vocabulary import load_vocabulary
from rules.institutions import DEADLINES, registry

_VOCABULARY = load_vocabulary("follow_ups")
_BEEN_AWAY = _VOCABULARY.words("been away")
_EACH_DAY = _VOCABULARY.words("each day")
_NOT = _VOCABULARY.words("not")
_CORRECTING = _VOCABULARY.words("correcting")
_WANTING = _VOCABULARY.words("wanting")
_CONVERSATION = load_vocabulary("conversation")
_CORRECTING_A_STAY = re.compile(rf"\b{_CONVERSATION.pattern('correcting a stay')}\b")
_ADDING = re.compile(
    rf"^\W*(?:{_CONVERSATION.pattern('before more')}\W+)+"
    rf"(?:{_CONVERSATION.pattern('more')}|\d+ more)\b"
)
_ADDING_A_PLACE = re.compile(
    rf"^\W*(?:{_CONVERSATION.pattern('before more')}\W+)+\d+ \w+ (?:u|in|at) \w+"
)
_AFTER_THAT = re.compile(rf"\b{_CONVERSATION.pattern('after that')}\b")
_THEN = _CONVERSATION.words("then")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
# What a number alone may be a new value of, the likeliest first.
_COUNTED = ("duration", "days", "hours", "ects", "used")
_OF_A_PLAN = frozenset({"duration", "hours", "ects"})
_WHEN = frozenset({QuestionKind.WHEN.value, QuestionKind.PAPERS.value})
# What may stand beside a number that is told alone.
_BESIDE_A_NUMBER = frozenset({"programme", "green_travel", "travel_days", "fewer_opportunities"})
# More than the rules allow in a cycle are no months; a test compares it with the parameter.
_MONTHS_OF_A_CYCLE = 12
# "A 49" is no grade and no date.
_MOST_BESIDE = 2
# "Those 12 months" of the rule, and "in 6 months", are no length of a stay.
_OF_NO_STAY = frozenset({"rule", "bound", "relative"})


@dataclass(frozen=True, slots=True)
class _Before:
    """What was told before the message.

    Attributes:
        session: the conversation.
        values: the slots spoken of last: of a result, or of the message before.
    """

    session: Session
    values: Mapping[str, Json]

    @property
    def known(self) -> Mapping[str, Json]:
        """Every slot that is known, those spoken of last before all."""
        interview = self.session.form
        earlier = {} if interview is None else interview.answers
        return {**earlier, **case.values(self.session.case), **self.values}

    @property
    def days(self) -> float | None:
        """The days of the stay that is planned, where it was told in days."""
        for value in (self.known.get("days"), self.known.get("duration")):
            number = value.get("days") if isinstance(value, Mapping) else value
            if isinstance(number, int) and not isinstance(number, bool):
                return number
        return None


def complete(reading: Understanding, session: Session) -> Understanding:
    """Return the message with the values that it tells only together with what was told before."""
    last, interview = session.last, session.form
    of_a_result = last.computed and interview is not None
    answers = interview.answers if of_a_result and interview is not None else session.said
    before = _Before(session, answers)
    for step in _STEPS:
        reading = step(reading, before)
    return reading


def hours_a_day(reading: Understanding, session: Session) -> float | None:
    """Return the hours of every day that a message told; None where it told none by the day.

    Args:
        reading: the message, completed.
        session: the conversation after it.
    """
    told = reading.case
    hours = told.get("hours")
    if _EACH_DAY.isdisjoint(reading.words) or not isinstance(hours, int | float):
        return None
    answers = {} if session.form is None else session.form.answers
    days = _Before(session, {**answers, **told}).days
    return hours / days if days else None


def was_away(reading: Understanding) -> bool:
    """Return whether a message says that somebody was away before, and not how long."""
    told = "duration" in reading.places or "used" in reading.places or reading.slots
    asks = "?" in reading.text or reading.questions
    past = not _BEEN_AWAY.isdisjoint(reading.words)
    return past and not told and not asks and names_exchange(reading)


def _earlier_stay(reading: Understanding, before: _Before) -> Understanding:
    """Take a length as the earlier stay that the conversation is about, or as added to it.

    Only where an earlier stay was told, no stay is planned yet and nothing is asked: any other
    length stays the one that is planned.
    """
    known, away = before.session.case, before.session.focus.away
    if ("used" not in known and not away) or "duration" in known or "?" in reading.text:
        return reading
    if any(one.kind is not QuestionKind.OTHER for one in reading.questions):
        return reading
    told = [one for one in reading.slots if one.slot == "duration" and one.time == "planned"]
    other = any(one.slot in {"used", "cycle"} for one in reading.slots)
    if len(told) != 1 or other or len(reading.words) > policy.LONGEST_CORRECTION:
        return reading
    named = ledger.corrects(reading) and ledger.names_one_of(reading, before.session.stays)
    if away or named or _CORRECTING_A_STAY.search(reading.folded):
        return _as_used(reading, told[0], told[0].value)
    if _ADDING.match(reading.folded) or _ADDING_A_PLACE.match(reading.folded):
        return _as_used(reading, told[0], told[0].value)
    return reading


def _named_stay(reading: Understanding, before: _Before) -> Understanding:
    """Take "no, 4 in Graz" as the months of the earlier stay that was in Graz."""
    stays = before.session.stays
    if not ledger.corrects(reading) or "?" in reading.text or reading.slots:
        return reading
    numbers = list(_lone_numbers(reading))
    if len(numbers) != 1 or not ledger.names_one_of(reading, stays):
        return reading
    number, span = numbers[0]
    return _with_slot(reading, "used", {"months": number}, span)


def _after_a_plan(reading: Understanding, before: _Before) -> Understanding:
    """Count the stay just judged as used, where a further one is built upon it.

    "And a traineeship after that?", "then 7 months of practice": both have to fit into the cycle.
    """
    session = before.session
    if not session.last.computed or session.form is None:
        return reading
    told = reading.case
    another = _programme_named(reading) not in (None, session.form.answers.get("programme"))
    then = not _THEN.isdisjoint(reading.words) and another and "duration" in told
    if not (then or _AFTER_THAT.search(reading.folded)) or "used" in told:
        return reading
    if "duration" not in told and not reading.programmes:
        return reading
    stays = _stays_judged(session.form.answers, before)
    total = together([cast("FactValue", value) for value in stays]) if stays else None
    if total is None:
        return reading
    used = SlotValue("used", total, (0, 0), reading.about)
    return replace(reading, slots=(used, *reading.slots))


def _stays_judged(answers: Mapping[str, Json], before: _Before) -> list[Json]:
    """Return the stays of the last result: those that were used, and the planned one."""
    if "duration" not in answers:
        return [value for slot, value in answers.items() if slot.startswith("stay")]
    used = answers.get("used", before.known.get("used"))
    return [one for one in (used, answers["duration"]) if one is not None]


def _programme_named(reading: Understanding) -> str | None:
    return reading.programmes[0] if len(reading.programmes) == 1 else None


def _as_used(reading: Understanding, told: SlotValue, value: Json) -> Understanding:
    used = replace(told, slot="used", value=value, time="done")
    # What kind of stay it was says nothing of what is planned.
    slots = tuple(used if one is told else one for one in reading.slots if one.slot != "programme")
    places = {
        ("used" if field == "duration" else field): spans
        for field, spans in reading.places.items()
        if field != "programme"
    }
    return replace(reading, slots=slots, places=places)


def _hours_by_the_day(reading: Understanding, before: _Before) -> Understanding:
    """Multiply hours of each day, told now or before, with the days told now or before."""
    told = reading.case
    if "hours" in told:
        return reading
    days = before.days
    duration = told.get("duration")
    if isinstance(duration, Mapping):
        days = cast("float | None", duration.get("days"))
    rate, spans = _rate(reading)
    if rate is None and _speaks_of_hours(before) and not _EACH_DAY.isdisjoint(reading.words):
        lone = list(_lone_numbers(reading))
        if len(lone) == 1:
            rate, spans = lone[0][0], (lone[0][1],)
    if rate is None and "duration" in told and before.session.focus.hours_a_day:
        rate, spans = before.session.focus.hours_a_day, reading.places["duration"]
    if rate is None or days is None or not spans:
        return reading
    total = rate * days
    return _with_slot(reading, "hours", int(total) if total == int(total) else total, spans[0])


def _rate(reading: Understanding) -> tuple[float | None, tuple[Span, ...]]:
    """Return the hours of every day that a message tells without the days, and where."""
    for one in reading.ambiguous:
        if one.slot == "hours" and one.reason == "per_day" and len(one.values) == 1:
            return cast("float", one.values[0]), (one.span,)
    return None, ()


def _speaks_of_hours(before: _Before) -> bool:
    focus = before.session.focus
    return "hours" in before.known or focus.hours_a_day is not None or focus.matter == "staff"


def _replaced_number(reading: Understanding, before: _Before) -> Understanding:
    """Take "6 not 4" as the new value of the slot that was 4."""
    numbers = [(number, span) for number, span in _numbers(reading)]
    if len(numbers) != 2 or _NOT.isdisjoint(reading.words):
        return reading
    if _OF_A_PLAN & reading.case.keys():
        return reading
    for (new, span), (old, _) in (numbers, reversed(numbers)):
        for slot in _COUNTED:
            value = _replaced(before.known.get(slot), new, old)
            if value is not None:
                told = _with_slot(reading, slot, value, span)
                # The number that it replaces has its place too.
                return replace(told, unplaced=(), ambiguous=())
    return reading


def _replaced(value: Json, new: float, old: float) -> Json:
    """Return a value with one number in place of another; None where it does not hold that."""
    if isinstance(value, Mapping):
        return {**value, **dict.fromkeys(value, new)} if list(value.values()) == [old] else None
    return new if value == old and not isinstance(value, bool) else None


def _lone_number(reading: Understanding, before: _Before) -> Understanding:
    """Take a number alone ("and 31?", "ipak 20") as another value of what was counted."""
    if _OF_A_PLAN & reading.case.keys():
        return reading
    numbers = list(_lone_numbers(reading))
    if len(numbers) != 1 or len(reading.words) > policy.FOLLOW_UP_WORDS:
        return reading
    number, span = numbers[0]
    mark = before.values.get("mark")
    if isinstance(mark, Mapping) and not reading.case.keys() - {"institution"}:
        return _with_mark(reading, next(iter(mark)), number, span)
    counted = [slot for slot in _COUNTED if _whole(before.values.get(slot))]
    if "days" in counted and "duration" in counted:
        counted.remove("days")
    if len(counted) > 1 and "used" in counted:
        counted.remove("used")
    if counted == ["used"] or (not counted and "used" in before.known):
        return _beside_used(reading, before, number, span)
    if len(counted) != 1 or not _names_no_more_than_a_programme(reading):
        return reading
    value = before.values[counted[0]]
    if len(reading.words) == 1:
        # "4?" asks the same of another number, not what four is.
        reading = replace(reading, questions=())
    in_days = counted[0] == "days" or (isinstance(value, Mapping) and "days" in value)
    if in_days and before.session.focus.in_weeks:
        number *= DAYS_OF["week"]
    unit = dict.fromkeys(value, number) if isinstance(value, Mapping) else number
    slot = "duration" if counted[0] == "days" else counted[0]
    return _with_slot(reading, slot, {"days": number} if counted[0] == "days" else unit, span)


def _names_no_more_than_a_programme(reading: Understanding) -> bool:
    """As in "a praksa 2", or "17, by train"; what tells a length has the unit itself."""
    if not reading.slots:
        return True
    return not reading.ambiguous and all(one.slot in _BESIDE_A_NUMBER for one in reading.slots)


def _beside_used(
    reading: Understanding, before: _Before, number: float, span: Span
) -> Understanding:
    """Take a number beside months used as months: of a correction used, else planned."""
    used = before.known.get("used")
    if not isinstance(used, Mapping) or set(used) != {"months"} or number > _MONTHS_OF_A_CYCLE:
        return reading
    wanted = not _WANTING.isdisjoint(reading.words)
    corrected = not wanted and not _CORRECTING.isdisjoint(reading.words) and not reading.questions
    slot = "used" if corrected and not reading.programmes else "duration"
    return _with_slot(reading, slot, {"months": number}, span)


def _repeated_stay(reading: Understanding, before: _Before) -> Understanding:
    return with_repeated_stay(reading, before.known)


def _months(reading: Understanding, before: _Before) -> Understanding:
    return with_months(reading, before.session)


def _longer_stay(reading: Understanding, before: _Before) -> Understanding:
    return with_longer_stay(reading, before.known)


def _application(reading: Understanding, before: _Before) -> Understanding:
    return with_application(reading, before.known, before.session.focus)


def _moved_stay(reading: Understanding, before: _Before) -> Understanding:
    """Move an end of the stay spoken of to a date that is told alone."""
    return with_moved_stay(reading, before.session)


def _semester(reading: Understanding, before: _Before) -> Understanding:
    """Take a date alone as the first day of the semester that deadlines go by."""
    if len(reading.words) > policy.LONGEST_CORRECTION or "semester_start" in reading.places:
        return reading
    focus, begins = before.session.focus, before.known.get("semester_start")
    told = [one for one in reading.dates if one.first == one.last]
    told_there = any(
        one is not None and registry().may_tell(DEADLINES, one)
        for one in (focus.named, focus.institution)
    )
    of_deadlines = told_there and _WHEN & set(focus.asked)
    if len(told) == 1 and (begins or of_deadlines):
        return _with_slot(reading, "semester_start", told[0].first.isoformat(), told[0].span)
    if not isinstance(begins, str) or len(reading.unplaced) != 1:
        return reading
    one = reading.unplaced[0]
    number = _NUMBER.match(one.text)
    if number is None or not number.group().isdecimal():
        return reading
    try:
        day = date.fromisoformat(begins).replace(day=int(number.group()))
    except ValueError:
        return reading
    return _with_slot(reading, "semester_start", day.isoformat(), one.span)


def _numbers(reading: Understanding) -> Iterator[tuple[float, Span]]:
    """Yield the numbers of a message that found no place by themselves, or not a clear one."""
    spans = {one.span for one in reading.unplaced}
    spans |= {one.span for one in reading.ambiguous}
    for start, end in sorted(spans):
        for match in _NUMBER.finditer(reading.text, start, end):
            value = float(match.group().replace(",", "."))
            number = int(value) if value == int(value) else value
            if number:
                yield number, match.span()


def _lone_numbers(reading: Understanding) -> Iterator[tuple[float, Span]]:
    """Yield the numbers of a message without any place or candidate."""
    spans = {one.span for one in reading.unplaced}
    spans |= {
        one.span for one in reading.ambiguous if not one.values and one.reason not in _OF_NO_STAY
    }
    for start, end in sorted(spans):
        numbers = list(_NUMBER.finditer(reading.text, start, end))
        words = [] if len(numbers) != 1 else reading.text[start:end].split()
        if words and len(words) <= _MOST_BESIDE and numbers[0].group().isdecimal():
            number = int(numbers[0].group())
            if number:
                yield number, numbers[0].span()


def _whole(value: Json) -> bool:
    """Return whether a value is a number, or a length told in one unit."""
    if isinstance(value, Mapping) and len(value) == 1:
        value = next(iter(value.values()))
    return isinstance(value, int | float) and not isinstance(value, bool)


def _with_slot(reading: Understanding, slot: str, value: Json, span: Span) -> Understanding:
    """Return the message as one that tells a slot; its words have found their place."""
    time = "done" if slot == "used" else "planned"
    told = SlotValue(slot, value, span, reading.about, time=cast("Time", time))
    return replace(
        reading,
        slots=tuple(sorted((*reading.slots, told), key=lambda one: one.span)),
        ambiguous=tuple(one for one in reading.ambiguous if one.slot != slot),
        unplaced=tuple(one for one in reading.unplaced if not _within(one.span, span)),
        places={**reading.places, slot: (*reading.places.get(slot, ()), span)},
    )


def _with_mark(reading: Understanding, kind: str, value: float, span: Span) -> Understanding:
    rest = tuple(one for one in reading.ambiguous if one.slot not in MARKS)
    told = _with_slot(reading, kind, value, span)
    return replace(told, ambiguous=rest)


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


_STEPS: tuple[Callable[[Understanding, _Before], Understanding], ...] = (
    _earlier_stay,
    _named_stay,
    _repeated_stay,
    _months,
    _application,
    _longer_stay,
    _hours_by_the_day,
    _replaced_number,
    _moved_stay,
    _semester,
    _lone_number,
    _after_a_plan,
)
