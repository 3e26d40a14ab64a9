"""What a message does to the ledger: stays are added, corrected, moved to a cycle, or left out.

Only the stay that a message names is changed; every other one stays as it was told.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from bot.dialogue import case, policy
from bot.dialogue.ledger import KeptStay, Stays, is_any, over, planned, total, used
from bot.messages.json_value import Json
from bot.understanding import (
    AskedQuestion,
    FactValue,
    QuestionKind,
    SlotValue,
    Span,
    ToldStay,
    Understanding,
)
from bot.understanding.people import ORDER
from knowledge.vocabulary import load_vocabulary
from locales import fold

_CORRECTING = load_vocabulary("follow_ups").words("correcting")
_CONVERSATION = load_vocabulary("conversation")
_CORRECTING_A_STAY = re.compile(rf"\b{_CONVERSATION.pattern('correcting a stay')}\b")
_ONE_MORE = re.compile(rf"\b{_CONVERSATION.pattern('one more stay')}\b")
_BUILDING_ON = re.compile(
    rf"\b{_CONVERSATION.pattern('after that')}\b|^\W*{_CONVERSATION.pattern('adding a stay')}\b"
)
_AFTER_THAT = re.compile(rf"\b{_CONVERSATION.pattern('after that')}\b")
_THEN = _CONVERSATION.words("then")
_ANOTHER = _CONVERSATION.words("another plan")
_AND = re.compile(rf"^\W*{_CONVERSATION.pattern('and a stay')} ")
_OF_A_STAY = re.compile(rf"\b{_CONVERSATION.pattern('said of a stay')}\b")
_ALL_OF_THEM = _CONVERSATION.words("both stays")
_ENROLLED = re.compile(rf"\b{_CONVERSATION.pattern('enrolled now')}\b")
_OPENING = frozenset("a i and but what sta ok okej e".split())
_ADDING_TO = re.compile(rf"\b{load_vocabulary('additions').pattern('lengthening')}\b")
_A_DAY = frozenset({"dan", "day"})
_FIRST = _CONVERSATION.words("the first")
_WAS = _CONVERSATION.words("was")
_WITHOUT = _CONVERSATION.words("without")
_OR = _CONVERSATION.words("weighed")
_JOINING = _CONVERSATION.words("joining stays")
_NO_NAMES = _CONVERSATION.words("no name of a stay")
_CYCLES = _CONVERSATION.stems("cycles of stays")
_SUPPOSING = _CONVERSATION.words("supposing")
_WORD = re.compile(r"[a-z]{4,}")
_SAID = re.compile(r"[a-z]{3,}")
_AT_A_PLACE = re.compile(rf"\b{_CONVERSATION.pattern('at a place')} ([a-z]{{3,}})")
_LEAST_OF_A_NAME, _MOST_OF_AN_ENDING = 3, 3
_NUMBER = re.compile(r"\d+")
_BOTH = 2
_MOST_LETTERS = 80
# So many stays nobody has; a conversation that only tells stays stays small in the store.
_MOST = 24


def after(reading: Understanding, stays: Stays, cycle: Json, spoken_of: str | None = None) -> Stays:
    """Return the ledger with the stays that a message tells.

    Args:
        reading: what the message says.
        stays: the ledger before it.
        cycle: the cycle that the person is in, as far as it is known with the message.
        spoken_of: the programme spoken of before the message, which a short one goes on with.
    """
    own = None if cycle is None else str(cycle)
    for one in told_stays(reading):
        stay = KeptStay(one.value, one.cycle or own, _words(one, reading), one.kind)
        stays = _noted(stays, stay, corrects=corrects(reading))
    kind = spoken_of if _is_short(reading) else None
    return _with_plans(reading, stays, own, kind)[-_MOST:]


def _is_short(reading: Understanding) -> bool:
    """Return whether a message is so short that it goes on about the stay spoken of."""
    return len(reading.words) <= policy.FOLLOW_UP_WORDS


def told_stays(reading: Understanding) -> list[ToldStay]:
    """Return the stays that a message tells as over, of the one it is about, each by itself."""
    slots = [
        one
        for one in reading.slots
        if one.slot == "used" and one.time == "done" and one.of == reading.about and one.sure
    ]
    separate = _of_the_subject(reading, "done")
    told = [one for one in separate if any(_stands_in(one, slot) for slot in slots)]
    told += [
        ToldStay(slot.value, slot.span, slot.of, "done", slot.cycle)
        for slot in slots
        if not any(_stands_in(one, slot) for one in separate)
    ]
    return told


def planned_stays(reading: Understanding) -> list[ToldStay]:
    """Return the stays that a message tells as planned; none where it weighs one against another.

    Several are planned together only where they are joined: "6 months in Leuven, then 3 in a firm".
    """
    slots = [
        one
        for one in reading.slots
        if one.slot == "duration" and one.time in ("planned", "wished") and one.of == reading.about
    ]
    with_hours = [one for one in reading.stays if one.time == "planned" and one.hours is not None]
    if len(with_hours) > 1:
        # Two people, or two trips, each with hours of its own.
        return with_hours
    separate = _of_the_subject(reading, "planned")
    if len(separate) > 1:
        return separate if _are_joined(reading, separate) else []
    kind = reading.programmes[0] if len(reading.programmes) == 1 else None
    if len(slots) != 1:
        return []
    told = separate[0] if separate and separate[0].value == slots[0].value else None
    return [
        ToldStay(slots[0].value, slots[0].span, kind=kind)
        if told is None
        else replace(told, kind=told.kind or kind)
    ]


def _of_the_subject(reading: Understanding, time: str) -> list[ToldStay]:
    return [one for one in reading.stays if one.time == time and one.of == reading.about]


def _stands_in(stay: ToldStay, slot: SlotValue) -> bool:
    """Return whether a stay is one of those that a slot sums up."""
    return stay.cycle == slot.cycle


def _words(stay: ToldStay, reading: Understanding) -> str:
    """Return what was said around a stay, by which it is named later: behind it, else before it."""
    start, stop = stay.span
    others = [one.span for one in reading.stays if one.span != stay.span]
    end = min((one[0] for one in others if one[0] >= stop), default=len(reading.text))
    begin = max((one[1] for one in others if one[1] <= start), default=0)
    behind = reading.text[start:end]
    said = behind if _names(behind) or begin else reading.text[begin:end]
    return (said if _names(said) else reading.text[begin:end]).strip()[:_MOST_LETTERS]


def _are_joined(reading: Understanding, stays: Sequence[ToldStay]) -> bool:
    """Return whether several stays are to be done one after the other."""
    asked = {_clause_of(one.span, reading) for one in reading.questions}
    apart = {_clause_of(one.span, reading) for one in stays}
    if not _OR.isdisjoint(reading.words) or len(asked & apart) > 1:
        # "What fits 20 days and what fits 2 months?" asks of each.
        return False
    for one, other in itertools.pairwise(stays):
        if one.span == other.span:
            continue
        between = fold(reading.text[one.span[1] : other.span[0]])
        if _JOINING.isdisjoint(re.findall(r"[a-z]+|[,+]", between)):
            return False
    return True


def _clause_of(span: Span, reading: Understanding) -> int:
    return sum(end <= span[0] for _, end in reading.clauses)


# What is planned -----------------------------------------------------------------------------


def _with_plans(
    reading: Understanding, stays: Stays, cycle: str | None, spoken_of: str | None
) -> Stays:
    left_out = _left_out(reading, stays)
    if left_out:
        return tuple(one for one in stays if one not in left_out)
    told = [
        KeptStay(
            one.value,
            one.cycle or cycle,
            _words(one, reading),
            one.kind,
            planned=True,
            hours=one.hours,
        )
        for one in planned_stays(reading)
    ]
    before = [one for one in stays if one.planned]
    extended = _extended(reading, before)
    if extended is not None:
        place, stay = extended
        return tuple(stay if one is before[place] else one for one in stays)
    if not told:
        return stays
    lengthened = len(told) == 1 and _is_lengthened(reading)
    if before and not lengthened and _builds_on_a_plan(reading, told, before):
        return (*stays, *told)
    if len(told) > 1:
        return (*over(stays), *told)
    if not before:
        return (*over(stays), replace(told[0], kind=told[0].kind or spoken_of))
    return _with_changed(reading, stays, before, told[0])


def _extended(reading: Understanding, before: Sequence[KeptStay]) -> tuple[int, KeptStay] | None:
    """Return which of several stays with hours a message adds days or hours to, and that stay.

    "And if the second one adds a day?", "he adds half an hour".
    """
    if len(before) < _BOTH or not _ADDING_TO.search(reading.folded):
        return None
    place = 0 if not _FIRST.isdisjoint(reading.words) else len(before) - 1
    stay, told = before[place], {one.slot: one.value for one in reading.slots}
    days, hours = _in_days(stay.value), stay.hours
    if days is None or not isinstance(hours, int | float):
        return None
    more = _in_days(told.get("duration"))
    if more is None and "hours" not in told and not _A_DAY.isdisjoint(reading.words):
        more = 1
    if more is not None:
        longer = hours / days * (days + more)
        return place, replace(stay, value={"days": days + more}, hours=_whole(longer))
    added = told.get("hours")
    if isinstance(added, int | float):
        return place, replace(stay, hours=_whole(hours + added))
    return None


def _in_days(value: Json) -> int | None:
    days = value.get("days") if isinstance(value, dict) and len(value) == 1 else None
    return days if isinstance(days, int) else None


def _whole(number: float) -> Json:
    return int(number) if number == int(number) else number


def extends(reading: Understanding) -> bool:
    """Return whether a message adds to stays that were told, in words that say so."""
    return _ADDING_TO.search(reading.folded) is not None


def _is_lengthened(reading: Understanding) -> bool:
    """Return whether a message adds days to a stay told before, and was completed with them."""
    told = [one.value for one in _of_the_subject(reading, "planned")]
    return bool(told) and all(
        one.value not in told for one in reading.slots if one.slot == "duration"
    )


def _with_changed(
    reading: Understanding, stays: Stays, before: Sequence[KeptStay], told: KeptStay
) -> Stays:
    """Return the ledger with the planned stay that a message changes; another one takes all."""
    if any(one.value == told.value for one in before) and told.kind is None:
        # "How much for those 20 days?" tells no other stay.
        return stays
    named = _named(before, told)
    bare = told.kind is None and len(reading.words) <= policy.FEWEST_WORDS
    if named is None and len(before) > 1 and (corrects(reading) or bare):
        named = before[-1]
    if named is None or (len(before) == 1 and not (corrects(reading) or bare)):
        kind = told.kind or (before[0].kind if len(before) == 1 and _is_short(reading) else None)
        return (*over(stays), replace(told, kind=kind))
    changed = replace(told, kind=told.kind or named.kind, words=named.words)
    return (*(one for one in stays if one is not named), changed)


def _left_out(reading: Understanding, stays: Stays) -> Stays:
    """Return the planned stays that a message leaves out: "a bez prakse?", "without Bonn"."""
    if planned_stays(reading) or _WITHOUT.isdisjoint(reading.words):
        return ()
    kinds = set(reading.programmes)
    return tuple(
        one
        for one in stays
        if one.planned and (one.kind in kinds or _is_named_by(one, reading.text))
    )


def left_alone(
    reading: Understanding, before: Stays, stays: Stays, cycle: Json
) -> Understanding | None:
    """Return a message that leaves one of two planned stays out as one that plans the other.

    None for every other message.
    """
    plans = [one for one in stays if one.planned]
    if not _left_out(reading, before) or len(plans) != 1:
        return None
    spans = reading.places.get("programme", ((0, 0),))
    plan = SlotValue("duration", plans[0].value, spans[0], reading.about)
    kind = [SlotValue("programme", plans[0].kind, spans[0], reading.about)] if plans[0].kind else []
    others = [one for one in reading.slots if one.slot != "programme"]
    spent = used(stays, cycle) or {"months": 0}
    before_it = SlotValue("used", spent, spans[0], reading.about)
    slots = tuple(sorted((*others, plan, before_it, *kind), key=lambda one: one.span))
    return replace(reading, slots=slots, places={**reading.places, "duration": spans})


def built_upon(reading: Understanding, stays: Stays, cycle: Json) -> Understanding:
    """Return "and a traineeship after that?" with the planned stays as used before it.

    Any other message comes back as it is.
    """
    plans = planned(stays, cycle)
    if not plans or len(reading.programmes) != 1 or planned_stays(reading):
        return reading
    if not _AFTER_THAT.search(reading.folded) or told_stays(reading):
        return reading
    spent = over(one for one in stays if one.cycle in (None, cycle))
    before_it = total([one.value for one in (*spent, *plans) if is_any(one.value)])
    if before_it is None:
        return reading
    place = reading.places.get("programme", ((0, 0),))[0]
    return replace(
        reading, slots=(*reading.slots, SlotValue("used", before_it, place, reading.about))
    )


def _named(stays: Sequence[KeptStay], told: KeptStay) -> KeptStay | None:
    """Return the planned stay that a message names: by its place, or as the only one of a kind."""
    by_words = [one for one in stays if _is_named_by(one, told.words)]
    if len(by_words) == 1:
        return by_words[0]
    if told.kind is None:
        return None
    by_kind = [one for one in stays if one.kind == told.kind]
    by_kind = by_kind or [one for one in stays if one.kind is None]
    return by_kind[0] if len(by_kind) == 1 else None


def _builds_on_a_plan(
    reading: Understanding, told: Sequence[KeptStay], before: Sequence[KeptStay]
) -> bool:
    """Return whether a message tells a stay beside the one that is planned already.

    "And 3 months of practice after that", "then a semester in Graz", "i 2 meseca prakse".
    """
    if _BUILDING_ON.search(reading.folded) or not _ANOTHER.isdisjoint(reading.words):
        return True
    kinds = {one.kind for one in before}
    if not all(one.kind is not None and one.kind not in kinds for one in told):
        # "Then 10 days" says what is planned in that case.
        return False
    told_and_not_asked = "?" not in reading.text and _AND.search(reading.folded)
    return bool(told_and_not_asked) or not _THEN.isdisjoint(reading.words)


# What is over --------------------------------------------------------------------------------


def names_one_of(reading: Understanding, stays: Stays) -> bool:
    """Return whether a message names a stay of the ledger, by its place for example."""
    return any(_is_named_by(one, reading.text) for one in over(stays))


def supposes(reading: Understanding) -> bool:
    """Return whether a stay is only supposed: "what if I was away for 3 months?"."""
    first = next((word for word in reading.words if word not in _OPENING), "")
    asks = "?" in reading.text and not _SUPPOSING.isdisjoint(reading.words)
    return asks or first in _SUPPOSING


def corrects(reading: Understanding) -> bool:
    """Return whether a message corrects what was told before: "no, 4 in Graz"."""
    return not _CORRECTING.isdisjoint(reading.words) or bool(
        _CORRECTING_A_STAY.search(reading.folded)
    )


def _noted(stays: Stays, stay: KeptStay, *, corrects: bool) -> Stays:
    alike = [one for one in over(stays) if one.cycle == stay.cycle or one.cycle is None]
    if not is_any(stay.value) or not any(is_any(one.value) for one in alike):
        # "None at all", and the first one, hold for the whole cycle.
        return (*(one for one in stays if one not in alike), stay)
    if any(one.value == stay.value for one in alike) and not _adds(stay.words):
        # Told again, it is the same stay.
        return stays
    if not corrects:
        return (*stays, stay)
    named = [one for one in alike if _is_named_by(one, stay.words)]
    replaced = [one for one in alike if _numbers(one.value) & set(_NUMBER.findall(stay.words))]
    wrong = (named or replaced or alike)[-1]
    return tuple(stay if one is wrong else one for one in stays)


def _adds(words: str) -> bool:
    return bool(_ONE_MORE.search(fold(words)))


def _is_named_by(stay: KeptStay, words: str) -> bool:
    """Return whether words name a stay: by its place, in any of its cases, or by a longer word."""
    if _names(stay.words) & _names(words):
        return True
    said = _SAID.findall(fold(words))
    places = [match.group(1) for match in _AT_A_PLACE.finditer(fold(stay.words))]
    return any(_is_one_name(place, word) for place in places for word in said)


def _is_one_name(one: str, other: str) -> bool:
    """Return whether two words are one name: "Rim" and "Rimu", "Graz" and "Gracu"."""
    shared = max(_LEAST_OF_A_NAME, min(len(one), len(other)) - 1)
    return one[:shared] == other[:shared] and abs(len(one) - len(other)) <= _MOST_OF_AN_ENDING


def _names(words: str) -> set[str]:
    """Return the longer words of a message: of two messages about one stay the place is in both."""
    named = set(_WORD.findall(fold(words))) - _NO_NAMES
    return {word for word in named if not word.startswith(_CYCLES)}


def _numbers(value: Json) -> set[str]:
    return {str(count) for count in value.values()} if isinstance(value, dict) else set()


# The cycle of a stay -------------------------------------------------------------------------


def in_its_cycle(
    reading: Understanding, stays: Stays, known: case.Case
) -> tuple[Understanding, Stays] | None:
    """Take a cycle that a message tells of a stay as the stay's: "ne, to je bilo na osnovnim".

    The person stays in the cycle that they are in. None where the message tells no such thing.
    """
    told = _cycle_of_a_stay(reading)
    if told is None:
        return None
    cycle, own, place = told
    done = [one for one in over(stays) if is_any(one.value)]
    all_of_them = not _ALL_OF_THEM.isdisjoint(reading.words)
    moved = done if all_of_them else _meant(reading, done)
    before = known["cycle"].value if "cycle" in known else None
    # Who was away in a later cycle than they were thought to be in is in that one.
    later = before is not None and _order(cycle) > _order(str(before))
    if not moved and (before is None or later):
        return None
    slots = [
        one for one in reading.slots if one.slot not in {"cycle", "role"} or (own is None and later)
    ]
    slots += [SlotValue("used", one.value, place, reading.about, cycle, "done") for one in moved]
    if own is not None:
        slots.append(SlotValue("cycle", own, place, reading.about))
    # What is only told is known to ask what is left; a question has to say so.
    asked = AskedQuestion(QuestionKind.LEFT, place, 0)
    asks = moved and "?" in reading.text and not reading.questions
    reading = replace(
        reading,
        slots=tuple(sorted(slots, key=lambda one: one.span)),
        questions=(asked,) if asks else reading.questions,
        ambiguous=tuple(one for one in reading.ambiguous if one.slot != "cycle"),
    )
    return reading, tuple(replace(one, cycle=cycle) if one in moved else one for one in stays)


def _cycle_of_a_stay(reading: Understanding) -> tuple[str, str | None, Span] | None:
    """Return the cycle that a message tells of a stay, that of the person beside it, and where."""
    one_told: list[tuple[str, str | None, Span]] = [
        (str(one.value), None, one.span)
        for one in reading.slots
        if one.slot == "cycle" and one.of == reading.about
    ]
    two_told: list[tuple[str, str | None, Span]] = []
    for one in reading.ambiguous:
        if one.slot == "cycle" and len(one.values) == _BOTH:
            earlier, later = sorted(map(str, one.values), key=_order)
            two_told.append((earlier, later, one.span))
    told = {one.slot for one in reading.slots} | {one.slot for one in reading.ambiguous}
    if len(one_told) + len(two_told) != 1 or told & {"used", "duration", "hours"}:
        return None
    said = _OF_A_STAY.search(reading.folded) or not _ALL_OF_THEM.isdisjoint(reading.words)
    enrolled = not two_told and _ENROLLED.search(reading.folded)
    if not said or enrolled:
        return None
    return (*one_told, *two_told)[0]


def _order(cycle: str) -> int:
    return ORDER.get(cycle, 0)


def _meant(reading: Understanding, done: Sequence[KeptStay]) -> Sequence[KeptStay]:
    """Return the stay that a message says was somewhere: the one it names, else the last one."""
    if _WAS.isdisjoint(reading.words):
        # "Does my bachelor exchange count?" asks, and tells of no stay where it was.
        return ()
    named = [one for one in done if _is_named_by(one, reading.text)]
    return (named or done)[-1:]


def cycle_of(reading: Understanding, known: case.Case) -> Json:
    """Return the cycle that the person is in: a stay in an earlier one does not move them there."""
    before = known["cycle"].value if "cycle" in known else None
    told = reading.case.get("cycle")
    if told is None or before is None:
        return told or before
    of_a_stay = any(one.cycle == told for one in told_stays(reading))
    earlier = _order(str(told)) < _order(str(before))
    corrected = not _CORRECTING.isdisjoint(reading.words)
    return before if of_a_stay and earlier and not corrected else told


def with_what_is_left_used(reading: Understanding, stays: Stays, cycle: Json) -> Understanding:
    """Return a message that only supposes a stay in another cycle, with what this one would have.

    The case still holds the stay: nothing of what is supposed is kept.
    """
    told = [one for one in reading.slots if one.slot == "used"]
    if cycle is None or not told or any(one.cycle in (None, cycle) for one in told):
        return reading
    left = used(stays, cycle) or {"months": 0}
    own = replace(told[0], value=cast("FactValue", left), cycle=str(cycle))
    return replace(reading, slots=(*reading.slots, own))


def summed(reading: Understanding, stays: Stays, cycle: Json) -> Understanding:
    """Return a message that tells stays with all stays of the cycle in place of its own.

    Args:
        reading: what the message says.
        stays: the ledger with what it tells.
        cycle: the cycle that the person is in.
    """
    told = [
        one
        for one in reading.slots
        if one.slot == "used" and one.time == "done" and one.of == reading.about and one.sure
    ]
    if not told:
        return reading
    slots = tuple(one for one in reading.slots if one not in told)
    if cycle is not None and any(one.cycle not in (None, cycle) for one in told):
        # "8 in my bachelor" of a master's student tells no other cycle of the person.
        slots = tuple(one for one in slots if one.slot != "cycle")
        slots += (SlotValue("cycle", cast("FactValue", cycle), told[0].span, reading.about),)
    of_others = tuple(one for one in told if one.cycle not in (None, cycle) and cycle is not None)
    counted = next((one for one in told if one not in of_others), None)
    in_all = used(stays, cycle)
    if counted is not None and in_all is not None:
        of_others += (replace(counted, value=cast("FactValue", in_all)),)
    slots = tuple(sorted((*slots, *of_others), key=lambda one: one.span))
    return replace(reading, slots=slots)
