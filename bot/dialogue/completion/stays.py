"""Complete what a message tells of stays: the earlier one that is spoken of, or one repeated."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue import policy
from bot.dialogue.completion.told_before import (
    Before,
    lone_numbers,
    numbers_without_a_place,
    with_slot,
)
from bot.dialogue.cues.asked_kinds import is_of_other_programmes
from bot.dialogue.state import ledger, stays_told
from bot.messages.json_value import Json
from bot.understanding import Ambiguity, QuestionKind, SlotValue, ToldStay, Understanding
from bot.understanding.people.people import ORDER
from knowledge.vocabulary import load_vocabulary

_FOLLOW_UPS = load_vocabulary("follow_ups")
_WANTING = _FOLLOW_UPS.words("wanting")
_TIMES = re.compile(rf"\b(\d{{1,2}}) ?{_FOLLOW_UPS.pattern('so many times')} ?(\d{{1,2}})\b")
_CONVERSATION = load_vocabulary("conversation")
_WAS = _CONVERSATION.words("was")
_STAYS = load_vocabulary("stays")
_AT_A_PLACE = re.compile(
    rf"\b{_CONVERSATION.pattern('at a place')} (?!{_STAYS.pattern('no stay there')})\w{{3,}}"
)
_ONCE_MORE = re.compile(rf"^\W*{_CONVERSATION.pattern('told once more')}\b")
_CORRECTING_A_STAY = re.compile(rf"\b{_CONVERSATION.pattern('correcting a stay')}\b")
_ADDING = re.compile(
    rf"^\W*(?:{_CONVERSATION.pattern('before more')}\W+)+"
    rf"(?:{_CONVERSATION.pattern('more')}|\d+ more)\b"
)
_ADDING_A_PLACE = re.compile(
    rf"^\W*(?:{_CONVERSATION.pattern('before more')}\W+)+\d+ \w+ (?:u|in|at) \w+"
)
# Nobody is away so many times.
_MOST_TIMES = 12


def with_earlier_stay(reading: Understanding, before: Before) -> Understanding:
    """Take a length as the earlier stay that the conversation is about, or as added to it.

    Only where an earlier stay was told, no stay is planned yet and nothing is asked: any other
    length stays the one that is planned.
    """
    known, away = before.session.case, before.session.focus.away
    stays = before.session.stays
    told_of_one = "used" in known or away or ledger.over(stays)
    if not told_of_one or "?" in reading.text:
        return reading
    if any(one.kind is not QuestionKind.OTHER for one in reading.questions):
        return reading
    told = [one for one in reading.slots if one.slot == "duration" and one.time == "planned"]
    other = any(one.slot == "used" for one in reading.slots)
    replaces = _replaces_one(reading, stays)
    long = len(reading.words) > policy.LONGEST_CORRECTION and not stays_told.adds(reading)
    if len(told) != 1 or other or (long and not replaces):
        return reading
    if replaces:
        return _as_used(reading, told[0], told[0].value)
    put_right = stays_told.corrects(reading) and _is_of_the_sum(reading, before)
    if put_right and not _WAS.isdisjoint(reading.words):
        # "No, it was 5 months" behind the months that are left, whatever is planned.
        return _as_used(reading, told[0], told[0].value)
    if _is_one_named(reading, told[0], stays) or (
        "duration" not in known and (away or _is_one_more(reading, before))
    ):
        return _as_used(reading, told[0], told[0].value)
    return reading


def _replaces_one(reading: Understanding, stays: ledger.Stays) -> bool:
    """Return whether "8 months, not 5" says which earlier stay is wrong; no plan is as long."""
    wrong = [one.value for one in reading.slots if one.slot == "duration" and one.time == "negated"]
    if len(wrong) != 1 or not stays_told.corrects(reading):
        return False
    meant = [one for one in stays if one.value == wrong[0]]
    return len(meant) == 1 and not meant[0].planned


def without_stays_told_again(reading: Understanding, before: Before) -> Understanding:
    """Take a number as that of the stay told before: "5 was the study, plus 2 months"."""
    stays = ledger.over(before.session.stays)
    if not stays or "?" in reading.text or not any(one.slot == "used" for one in reading.slots):
        return reading
    known = {
        count for one in stays if isinstance(one.value, Mapping) for count in one.value.values()
    }
    again = [span for number, span in lone_numbers(reading) if number in known]
    left = tuple(one for one in reading.unplaced if one.span not in again)
    return replace(reading, unplaced=left)


def _is_one_named(reading: Understanding, told: SlotValue, stays: ledger.Stays) -> bool:
    """Return whether a length is that of an earlier stay which is corrected, or told once more."""
    again = any(one.value == told.value for one in ledger.over(stays))
    if again and _ONCE_MORE.search(reading.folded):
        # "That's 5 months I think".
        return True
    named = stays_told.names_one_of(reading, stays) and not stays_told.names_a_plan(reading, stays)
    return named and (again or stays_told.corrects(reading))


def _is_one_more(reading: Understanding, before: Before) -> bool:
    """Return whether a length corrects the earlier stays, or adds one to them."""
    said = (_CORRECTING_A_STAY, _ADDING_A_PLACE, _ADDING)
    if any(one.search(reading.folded) for one in said):
        return True
    says_so = stays_told.corrects(reading) or stays_told.adds(reading)
    return says_so and _is_of_the_sum(reading, before)


def _is_of_the_sum(reading: Understanding, before: Before) -> bool:
    """Return whether "correction: 4 months in Porto" stands behind the months used, summed up."""
    form = before.session.form
    of_the_sum = before.session.last.computed and form is not None and form.tool == "account"
    no_plan = not reading.programmes or stays_told.adds(reading)
    return of_the_sum and no_plan and _WANTING.isdisjoint(reading.words)


def with_stay_of_an_earlier_cycle(reading: Understanding, before: Before) -> Understanding:
    """Take "and 9 months on masters" of a doctoral student as over: nobody plans a stay there."""
    own = before.session.case.get("cycle")
    told = [one for one in reading.slots if one.slot == "duration" and one.time == "planned"]
    if own is None or len(told) != 1 or any(one.slot == "used" for one in reading.slots):
        return reading
    cycle = next((one.cycle for one in reading.stays if one.span == told[0].span), None)
    if cycle is None or ORDER.get(cycle, 0) >= ORDER.get(str(own.value), 0):
        return reading
    return _as_used(reading, told[0], told[0].value)


def with_named_stay(reading: Understanding, before: Before) -> Understanding:
    """Take "no, 4 in Graz" as the months of the earlier stay that was in Graz.

    "Those 5 months in Graz, as I said" tells it once more.
    """
    stays = before.session.stays
    if "?" in reading.text or reading.slots or not stays_told.names_one_of(reading, stays):
        return reading
    corrects = stays_told.corrects(reading)
    numbers = list((lone_numbers if corrects else numbers_without_a_place)(reading))
    if len(numbers) != 1:
        return reading
    number, span = numbers[0]
    told: Json = {"months": number}
    again = any(one.value == told for one in ledger.over(stays))
    return with_slot(reading, "used", told, span) if corrects or again else reading


def with_stay_that_was(reading: Understanding, before: Before) -> Understanding:
    """Take a length told as over as one more earlier stay: "a imala sam i 2 meseca u Vilnjusu".

    Only where stays were told before, and the message names a place or one of them: by itself such
    a length may be of anything.
    """
    stays = before.session.stays
    told = [one for one in stays_told.of_the_subject(reading, "past") if one.sure]
    of_stays = ledger.over(stays) or before.session.focus.away
    if is_of_other_programmes(reading):
        return reading
    if len(told) != 1 or not of_stays or "?" in reading.text:
        return reading
    if any(one.slot in ("used", "duration") for one in reading.slots):
        return reading
    if not (stays_told.names_one_of(reading, stays) or _AT_A_PLACE.search(reading.folded)):
        return reading
    stay = told[0]
    rest = tuple(one for one in reading.stays if one is not stay)
    return with_slot(replace(reading, stays=rest), "used", stay.value, stay.span)


def with_stay_of_a_cycle(reading: Understanding, before: Before) -> Understanding:
    """Take "and 4 in my master" as another stay, in the unit of the one told before."""
    stays = ledger.over(before.session.stays)
    if not stays:
        return reading
    numbers = list(lone_numbers(reading))
    cycles = [one for one in reading.slots if one.slot == "cycle"]
    told = {one.slot for one in reading.slots} - {"cycle", "role"}
    if len(numbers) != 1 or len(cycles) != 1 or told or "?" in reading.text:
        return reading
    last = stays[-1].value
    if not _WANTING.isdisjoint(reading.words) or not isinstance(last, Mapping) or len(last) != 1:
        return reading
    number, span = numbers[0]
    completed = with_slot(reading, "used", dict.fromkeys(last, number), span)
    slots = tuple(
        replace(one, cycle=str(cycles[0].value)) for one in completed.slots if one.slot == "used"
    )
    return replace(completed, slots=slots)


def _as_used(reading: Understanding, told: SlotValue, value: Json) -> Understanding:
    cycle = next((one.cycle for one in reading.stays if one.span == told.span), None)
    used = replace(told, slot="used", value=value, time="done", cycle=cycle)
    # What kind of stay it was says nothing of what is planned.
    slots = tuple(used if one is told else one for one in reading.slots if one.slot != "programme")
    places = {
        ("used" if field == "duration" else field): spans
        for field, spans in reading.places.items()
        if field != "programme"
    }
    stays = tuple(
        replace(one, time="done", value=value) if one.span == told.span else one
        for one in reading.stays
    )
    return replace(reading, slots=slots, places=places, stays=stays)


def with_repeated_stay(reading: Understanding, before: Before) -> Understanding:
    """Take "2 times 2" as stays in the unit spoken of: each of them, or all together."""
    match = _TIMES.search(reading.folded)
    if match is None:
        return reading
    unit = next(
        (
            unit
            for one in (before.known.get("duration"), before.known.get("used"))
            for unit in (one if isinstance(one, Mapping) else ())
        ),
        None,
    )
    told = "duration" in reading.places or any(one.slot == "duration" for one in reading.ambiguous)
    if told or unit not in ("days", "months"):
        return reading
    times, each = (int(number) for number in match.groups())
    if not 1 < times <= _MOST_TIMES or not each:
        return reading
    span = match.span()
    lengths: tuple[Json, Json] = ({unit: each}, {unit: each * times})
    return replace(
        reading,
        ambiguous=(
            *(one for one in reading.ambiguous if one.slot != "duration"),
            Ambiguity("duration", lengths, span, "ambiguous"),
        ),
        stays=(*reading.stays, *(ToldStay({unit: each}, span, reading.about),) * times),
        unplaced=tuple(
            one for one in reading.unplaced if one.span[1] <= span[0] or span[1] <= one.span[0]
        ),
        places={**reading.places, "duration": (span,)},
    )
