"""Complete a date or a month without its meaning, by the stay or the semester spoken of."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.dialogue import policy
from bot.dialogue.completion.told_before import NUMBER, Before, with_slot
from bot.dialogue.state.case import WHO, values
from bot.messages.json_value import Json
from bot.understanding import (
    Ambiguity,
    DateMeaning,
    QuestionKind,
    SlotValue,
    ToldDate,
    Understanding,
)
from bot.understanding.dates.date_values import as_told
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.institutions import DEADLINES, registry

# "And if it runs out in December?" of the contract that was told.
_RUNNING_OUT = re.compile(rf"\b{load_vocabulary('conversation').pattern('running out')}")
# "A od 15.", "from the 15th", "until the 20th".
_DAY_ALONE = re.compile(
    r"^(?:\w+ )?(?:(?P<end>until|till|to|do)|from|od) (?:the )?"
    r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)\W*$"
)
_YEAR = re.compile(r"\d{4}|\d[./-]\s?\d{1,2}[./-]\s?\d{2}\b")
_OF_STUDENTS = frozenset({"student", "graduate"})
# A month in more words may be of anything.
_MOST_WORDS_OF_A_MONTH = 3
_MONTHS_OF_A_YEAR = 12
_MOVING = frozenset({DateMeaning.START, DateMeaning.END, DateMeaning.UNKNOWN})
# In more words a date without a meaning of its own may be of anything.
_MOST_WORDS_OF_A_DATE = 6
_OF_A_STAY = frozenset({"duration", "starts_on"})
# "And in March?", "may I in March?"; "when is the deadline in March?" asks something else.
_ASKED_OF_A_MOVE = frozenset({QuestionKind.OTHER, QuestionKind.PERMISSION, QuestionKind.FIT})
# With these a month decides: "and in March?".
_DATES_THAT_DECIDE = frozenset({"contract_until", "finished_on"})
_DATES = load_vocabulary("dates")
_OF_PAPERS = _DATES.words("bringing papers") | _DATES.words("in time or late")
_WHY = _DATES.words("why")
_BEGINS = _DATES.words("it begins")
_WHEN = frozenset({QuestionKind.WHEN.value, QuestionKind.PAPERS.value})


def with_months(reading: Understanding, before: Before) -> Understanding:
    """Take a month alone as the start of the stay, and one after "until" as its end."""
    if len(reading.dates) != 1 or reading.slots:
        return reading
    known = values(before.session.case)
    of_a_student = known.get("role") in _OF_STUDENTS or bool(WHO & known.keys() - {"role"})
    if not of_a_student and "contract_until" not in known:
        return reading
    told, begins = reading.dates[0], known.get("starts_on")
    if "contract_until" in known and _RUNNING_OUT.search(reading.folded):
        until = as_told(told.first, told.last)
        return with_slot(reading, "contract_until", until, told.span)
    if told.first == told.last or "duration" in reading.places:
        return reading
    month = str(begins)[5:7]
    ends = told.meaning is DateMeaning.END and month.isdecimal()
    if ends and len(reading.words) <= policy.FOLLOW_UP_WORDS:
        return _until(reading, told, int(month))
    hangs_on_dates = not _DATES_THAT_DECIDE.isdisjoint(known)
    most = policy.SHORT_WHAT_IF if hangs_on_dates else _MOST_WORDS_OF_A_MONTH
    asked = {one.kind for one in reading.questions}
    alone = not asked or (hangs_on_dates and asked <= _ASKED_OF_A_MOVE)
    alone = (alone and len(reading.words) <= most) or _moves(reading, known)
    if told.meaning is not DateMeaning.UNKNOWN or not alone:
        return reading
    start = SlotValue("starts_on", f"{told.first:%Y-%m}", told.span, reading.about)
    return replace(
        reading,
        slots=(start,),
        unplaced=(),
        places={**reading.places, "starts_on": (told.span,)},
    )


def with_month_of_a_sum(reading: Understanding, before: Before) -> Understanding:
    """Take a month with its year as the beginning of a stay whose grant is asked for.

    "How much for 10 days in July 2027?", and behind a sum "and in July 2028?": the call that pays
    hangs on it.
    """
    if len(reading.dates) != 1 or "starts_on" in reading.places:
        return reading
    told = reading.dates[0]
    of_a_month = told.first != told.last and told.first.month == told.last.month
    with_year = str(told.first.year) in reading.text[slice(*told.span)]
    if told.meaning is not DateMeaning.UNKNOWN or not (of_a_month and with_year):
        return reading
    behind_a_sum = "days" in before.known and len(reading.words) <= policy.SHORT_WHAT_IF
    asked = QuestionKind.MONEY in {one.kind for one in reading.questions}
    if not (behind_a_sum or (asked and "duration" in reading.places)):
        return reading
    start = SlotValue("starts_on", f"{told.first:%Y-%m}", told.span, reading.about)
    within = range(*told.span)
    return replace(
        reading,
        slots=(*reading.slots, start),
        unplaced=tuple(one for one in reading.unplaced if one.span[0] not in within),
        places={**reading.places, "starts_on": (told.span,)},
    )


def _moves(reading: Understanding, known: Mapping[str, Json]) -> bool:
    """Return whether a month in a few words is another beginning of the stay: "they say August"."""
    asked = {one.kind for one in reading.questions}
    return (
        "starts_on" in known
        and asked <= _ASKED_OF_A_MOVE
        and len(reading.words) <= policy.LONGEST_CORRECTION
    )


def _until(reading: Understanding, told: ToldDate, first_month: int) -> Understanding:
    """Return the message with a length up to the beginning of the month told, or to its end."""
    whole = (told.first.month - first_month) % _MONTHS_OF_A_YEAR + 1
    if whole == 1:
        return reading
    lengths: tuple[dict[str, int], ...] = ({"months": whole - 1}, {"months": whole})
    return replace(
        reading,
        ambiguous=(*reading.ambiguous, Ambiguity("duration", lengths, told.span, "range")),
        unplaced=(),
        places={**reading.places, "duration": (told.span,)},
    )


def with_moved_stay(reading: Understanding, before: Before) -> Understanding:
    """Return the message with the stay of the last result or the case, moved to the date it tells.

    Only where the stay was told by its first and last day, and the message tells one day and no
    other stay. Without a year the day is the one next to the stay.
    """
    if not reading.dates:
        return reading
    answers = {} if before.session.form is None else before.session.form.answers
    stay = answers.get("duration") or values(before.session.case).get("duration")
    if not isinstance(stay, Mapping) or "to" not in stay:
        return reading
    told = [one for one in reading.dates if one.meaning in _MOVING]
    if len(told) != 1 or "duration" in reading.places:
        return reading
    of_a_month = told[0].first != told[0].last
    if of_a_month and told[0].meaning is DateMeaning.UNKNOWN:
        return reading
    if told[0].meaning is DateMeaning.UNKNOWN and len(reading.words) > _MOST_WORDS_OF_A_DATE:
        return reading
    moved = _moved(told[0], date.fromisoformat(str(stay["from"])), str(stay["to"]))
    if moved is None:
        return reading
    slot = SlotValue("duration", moved, told[0].span, reading.about)
    slots = (*(one for one in reading.slots if one.slot not in _OF_A_STAY), slot)
    return replace(
        reading,
        slots=slots,
        places={**reading.places, "duration": (told[0].span,)},
        unplaced=tuple(one for one in reading.unplaced if one.span != told[0].span),
    )


def _moved(told: ToldDate, first: date, to: str) -> dict[str, str] | None:
    """Return the stay with a new end, or a new start where the day is told as that."""
    last = date.fromisoformat(to)
    if told.meaning is DateMeaning.START:
        day = _beside(told.first, last, before=True)
        return {"from": day.isoformat(), "to": to} if day is not None else None
    # "Until August" goes to its end.
    day = _beside(told.last, first, before=False)
    return {"from": first.isoformat(), "to": day.isoformat()} if day is not None else None


def _beside(day: date, other: date, *, before: bool) -> date | None:
    """Return the day of the year nearest to another one, before or after it."""
    years = (other.year - 1, other.year) if before else (other.year, other.year + 1)
    for year in reversed(years) if before else years:
        try:
            found = day.replace(year=year)
        except ValueError:  # 29 February
            continue
        if (found <= other) if before else (found >= other):
            return found
    return None


def with_day_of_the_month(reading: Understanding, before: Before) -> Understanding:
    """Take "from the 15th" as that day of the month in which the stay begins, or ends."""
    match = _DAY_ALONE.match(reading.folded)
    if match is None or reading.slots or reading.dates:
        return reading
    day, span = int(match["day"]), match.span("day")
    ends = match["end"] is not None
    stay = before.values.get("duration")
    if isinstance(stay, Mapping) and "to" in stay:
        moved = {**stay}
        side = "to" if ends else "from"
        moved[side] = _on_day(str(stay[side]), day)
        whole = bool(moved[side]) and str(moved["from"]) <= str(moved["to"])
        return with_slot(reading, "duration", moved, span) if whole else reading
    begins = _on_day(str(before.known.get("starts_on", "")), day)
    return reading if ends or not begins else with_slot(reading, "starts_on", begins, span)


def _on_day(told: str, day: int) -> str:
    """Return another day of the month of a date; empty where there is none."""
    try:
        return date.fromisoformat(told).replace(day=day).isoformat()
    except ValueError:
        return ""


def _of_the_same_year(reading: Understanding, told: ToldDate, begins: Json) -> date:
    """Return a date told without its year in the year of the date that it replaces."""
    written = reading.text[told.span[0] : told.span[1]]
    if not isinstance(begins, str) or _YEAR.search(written):
        return told.first
    try:
        return told.first.replace(year=date.fromisoformat(begins).year)
    except ValueError:  # 29 February
        return told.first


def _says_it_begins(reading: Understanding) -> bool:
    """Return whether a date stands right behind a word of beginning: "kreće 23. februara"."""
    firsts = [one.span[0] for one in reading.dates]
    before = [fold(reading.text[:first]).split()[-2:] for first in firsts]
    return any(not _BEGINS.isdisjoint(words) for words in before)


def with_semester(reading: Understanding, before: Before) -> Understanding:
    """Take a date alone as the first day of the semester that deadlines go by."""
    focus, begins = before.session.focus, before.known.get("semester_start")
    begins = begins or focus.semester_start
    # "Wait, it starts on 23 February, so until when to the office?" takes more words.
    most = policy.LONGEST_CORRECTION * (2 if _says_it_begins(reading) else 1)
    if len(reading.words) > most or "semester_start" in reading.places:
        return reading
    if not _OF_PAPERS.isdisjoint(reading.words):
        # The day on which papers are brought is no first day of a semester.
        return reading
    told = [one for one in reading.dates if one.first == one.last]
    told_there = any(
        one is not None and registry().may_tell(DEADLINES, one)
        for one in (focus.named, focus.institution)
    )
    of_deadlines = told_there and _WHEN & set(focus.asked)
    if len(told) == 1 and (begins or of_deadlines):
        day = _of_the_same_year(reading, told[0], begins)
        return with_slot(reading, "semester_start", day.isoformat(), told[0].span)
    if not isinstance(begins, str) or len(reading.unplaced) != 1 or reading.ambiguous:
        # "The 7 day thing, someone told me 7" moves no semester.
        return reading
    if reading.asks(QuestionKind.WHAT) or not _WHY.isdisjoint(reading.words):
        # "Why the 8th?" is of the day just told, "so 16 is what?" of a grade.
        return reading
    one = reading.unplaced[0]
    number = NUMBER.match(one.text)
    if number is None or not number.group().isdecimal():
        return reading
    try:
        day = date.fromisoformat(begins).replace(day=int(number.group()))
    except ValueError:
        return reading
    return with_slot(reading, "semester_start", day.isoformat(), one.span)
