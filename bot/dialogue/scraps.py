"""Values told in a word or two, whose meaning stands in what was said before.

"Mart", then "do jula"; "2 puta po 2"; "4?" after "3 weeks".
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.case import WHO, values
from bot.dialogue.focus import Focus
from bot.dialogue.session import Session
from bot.messages.json_value import Json
from bot.understanding import Ambiguity, DateMeaning, SlotValue, ToldDate, Understanding
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("follow_ups")
_WEEK = re.compile(rf"\b{_VOCABULARY.pattern('weeks')}\b")
_TIMES = re.compile(rf"\b(\d{{1,2}}) ?{_VOCABULARY.pattern('so many times')} ?(\d{{1,2}})\b")
_OF_STUDENTS = frozenset({"student", "graduate"})
# A month in more words may be of anything.
_MOST_WORDS = 3
_MONTHS_OF_A_YEAR = 12


def with_months(reading: Understanding, session: Session) -> Understanding:
    """Take a month alone as the start of the stay, and one after "until" as its end."""
    if reading.slots or reading.questions or len(reading.words) > _MOST_WORDS:
        return reading
    known = values(session.case)
    of_a_student = known.get("role") in _OF_STUDENTS or bool(WHO & known.keys() - {"role"})
    if len(reading.dates) != 1 or not of_a_student or "duration" in reading.places:
        return reading
    told = reading.dates[0]
    if told.first == told.last:
        return reading
    begins = known.get("starts_on")
    if told.meaning is DateMeaning.END and isinstance(begins, str):
        return _until(reading, told, int(begins[5:7]))
    if told.meaning is not DateMeaning.UNKNOWN:
        return reading
    start = SlotValue("starts_on", f"{told.first:%Y-%m}", told.span, reading.about)
    return replace(
        reading,
        slots=(start,),
        unplaced=(),
        places={**reading.places, "starts_on": (told.span,)},
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


def with_repeated_stay(reading: Understanding, known: Mapping[str, Json]) -> Understanding:
    """Take "2 times 2" as stays in the unit spoken of: each of them, or all together."""
    match = _TIMES.search(reading.folded)
    unit = next(
        (
            unit
            for one in (known.get("duration"), known.get("used"))
            for unit in (one if isinstance(one, Mapping) else ())
        ),
        None,
    )
    if match is None or unit not in ("days", "months") or "duration" in reading.places:
        return reading
    times, each = (int(number) for number in match.groups())
    if times < 2 or not each:
        return reading
    span = match.span()
    lengths = ({unit: each}, {unit: each * times})
    return replace(
        reading,
        ambiguous=(
            *(one for one in reading.ambiguous if one.slot != "duration"),
            Ambiguity("duration", lengths, span, "ambiguous"),
        ),
        unplaced=tuple(
            one for one in reading.unplaced if one.span[1] <= span[0] or span[1] <= one.span[0]
        ),
        places={**reading.places, "duration": (span,)},
    )


def counted_in_weeks(reading: Understanding, before: Focus) -> bool:
    """Return whether the length spoken of last was told in weeks."""
    spans = reading.places.get("duration", ())
    told = " ".join(reading.folded[start:end] for start, end in spans)
    if not told or told.isdecimal():
        return before.in_weeks
    return bool(_WEEK.search(told))
