"""What a message adds to what was told before: that somebody applied in time."""

import re
from dataclasses import replace

from bot.dialogue import policy
from bot.dialogue.completion.told_before import Before, with_slot
from bot.understanding import DateMeaning, SlotValue, Span, ToldDate, Understanding
from bot.understanding.cue import Cue
from bot.understanding.people.people import ORDER
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("additions")
_APPLIED = re.compile(rf"\b{_VOCABULARY.pattern('applied')}\b")
_NOT_APPLIED = re.compile(rf"\b{_VOCABULARY.pattern('not applied')}\b")
_NEVER_APPLIED = Cue.of(_VOCABULARY, "never applied")
_PUT_RIGHT = Cue.of(_VOCABULARY, "put right")
_GRADUATED = _VOCABULARY.words("graduated")
_AFTER_GRADUATING = re.compile(rf"\b{_VOCABULARY.pattern('after graduating')}\b")
_APPLIED_IN = re.compile(
    rf"\b{_VOCABULARY.pattern('applied when')}(?: \w+){{0,8}}? {_VOCABULARY.pattern('while in')}\b"
)
_WITHOUT_THEM = re.compile(rf"\b{_VOCABULARY.pattern('without them')}\b")
_GRADUATES, _TRAINEESHIP = "graduate", "traineeship"


def with_application(reading: Understanding, before: Before) -> Understanding:
    """Take "I applied in March" of a graduate as applied while still enrolled.

    The role in which somebody applied is none of today: "I applied while still a student".
    """
    of_a_graduate = before.known.get("role") == _GRADUATES or any(
        _GRADUATES in name for name in before.session.focus.entries
    )
    of_a_graduate = of_a_graduate or reading.case.get("role") == _GRADUATES
    in_a_cycle = _applied_in_an_earlier_cycle(reading)
    if in_a_cycle is not None:
        return in_a_cycle
    match = _APPLIED.search(reading.folded) if of_a_graduate else None
    if match is None or "applied_while_enrolled" in reading.case:
        return reading
    if _NOT_APPLIED.search(reading.folded) or _AFTER_GRADUATING.search(reading.folded):
        return reading
    span = match.span()
    slots = tuple(one for one in reading.slots if one.slot != "role" or one.value == _GRADUATES)
    told = SlotValue("applied_while_enrolled", True, span, reading.about)
    if not any(one.slot == "role" for one in slots):
        slots += (SlotValue("role", _GRADUATES, span, reading.about),)
    places = {**reading.places, "applied_while_enrolled": (span,)}
    # The month of applying settles nothing more.
    return replace(reading, slots=(*slots, told), places=places, unplaced=())


def with_day_of_applying(reading: Understanding, before: Before) -> Understanding:
    """Hold the day of applying against the end of the studies, though told in another message.

    "And if I only apply in October?" of who defends in September is too late. Who is in the next
    cycle by then applies as a student of that one.
    """
    if "applied_while_enrolled" in reading.case and reading.dates:
        told = {one.meaning for one in reading.dates}
        if {DateMeaning.FINISHED, DateMeaning.APPLYING} <= told:
            return _without_it_of_study(reading)
    never = _NEVER_APPLIED.search(reading)
    if never is not None and not _GRADUATED.isdisjoint(reading.words):
        return _applied(reading, before, value=False, span=never.span())
    finished = _of(reading, DateMeaning.FINISHED)
    applied = _of(reading, DateMeaning.APPLYING) or _moved(reading, before)
    known = before.known.get("finished_on")
    if applied is None or not (finished or isinstance(known, str)):
        return reading
    ends = finished.last.isoformat() if finished else str(known)
    length = len(ends)
    first, last = applied.first.isoformat()[:length], applied.last.isoformat()[:length]
    if last < ends or first > ends:
        return _applied(reading, before, value=last < ends, span=applied.span)
    return reading


def _without_it_of_study(reading: Understanding) -> Understanding:
    """Return a message without "applied in time" where it is of no traineeship."""
    of_study = "mobility_cycle" in reading.case or "study" in reading.programmes
    if not of_study or _TRAINEESHIP in reading.programmes:
        return reading
    slots = tuple(one for one in reading.slots if one.slot != "applied_while_enrolled")
    return replace(reading, slots=slots)


def _moved(reading: Understanding, before: Before) -> ToldDate | None:
    """Return the day of applying put right: "sorry, in April" behind a call in September."""
    few = len(reading.words) <= policy.SHORT_CASE and len(reading.dates) == 1
    few = few and _PUT_RIGHT.stands_in(reading)
    told = "applied_while_enrolled" in before.session.said
    only = {one.slot for one in reading.slots} <= {"starts_on"} and not reading.programmes
    return reading.dates[0] if few and told and only else None


def _of(reading: Understanding, meaning: DateMeaning) -> ToldDate | None:
    return next((one for one in reading.dates if one.meaning is meaning), None)


def _applied(reading: Understanding, before: Before, *, value: bool, span: Span) -> Understanding:
    """Return a message that tells whether a traineeship is applied for in time."""
    programme = before.known.get("programme")
    of_it = _TRAINEESHIP in (programme, before.session.focus.matter, *reading.programmes)
    if not of_it or {*reading.programmes} - {_TRAINEESHIP}:
        return reading
    slots = tuple(
        one for one in reading.slots if one.slot != "applied_while_enrolled" and one.span != span
    )
    reading = replace(reading, slots=slots)
    left = tuple(one for one in reading.unplaced if one.span != span)
    reading = replace(reading, unplaced=left)
    return with_slot(reading, "applied_while_enrolled", value, span)


def _applied_in_an_earlier_cycle(reading: Understanding) -> Understanding | None:
    """Return "I applied while in my bachelor's, now I'm a master's student" as applied in time.

    The person is in the cycle that they are in now; None where a message tells no such thing.
    """
    match = _APPLIED_IN.search(reading.folded)
    own, named = reading.case.get("cycle"), dict(reading.cycles)
    if match is None or own is None or "applied_while_enrolled" in reading.case:
        return None
    earlier = [one for one in named if ORDER.get(one, 0) < ORDER.get(str(own), 0)]
    if len(earlier) != 1 or reading.programmes not in ((), ("traineeship",)):
        return None
    told = SlotValue("applied_while_enrolled", True, match.span(), reading.about)
    places = {**reading.places, "applied_while_enrolled": (match.span(),)}
    return replace(reading, slots=(*reading.slots, told), places=places)


def with_extras_left_out(reading: Understanding, before: Before) -> Understanding:
    """Take "and without that, for 18 days?" as a sum without the top-up for green travel."""
    match = _WITHOUT_THEM.search(reading.folded)
    if match is None or before.known.get("green_travel") is not True:
        return reading
    if any(one.slot == "green_travel" for one in reading.slots):
        return reading
    return with_slot(reading, "green_travel", False, match.span())
