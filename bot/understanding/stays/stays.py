"""Which of the lengths told is the stay that is planned, and which was used before.

A stay told as past is `used` of the cycle it was in: "imao razmenu na osnovnim, sad sam na masteru"
says nothing of the master.
"""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from bot.messages.changed import replace
from bot.understanding.lengths.stay_lengths import is_no_stay, together
from bot.understanding.people.people import ORDER, People
from bot.understanding.people.places import ABROAD
from bot.understanding.people.programmes import kinds_of_stay
from bot.understanding.people.roles import Mention
from bot.understanding.quantities.counted_lengths import Length
from bot.understanding.stance.stances import Stance, stance_of
from bot.understanding.stays.being_away import was_away
from bot.understanding.stays.other_programmes import set_other_programmes_apart
from bot.understanding.stays.placed_stay import PlacedStay
from bot.understanding.stays.told_twice import (
    once,
    with_months_in_all,
    with_months_of_a_semester,
    without_their_sum,
)
from bot.understanding.tokens import Phrases, Tokens
from bot.understanding.understanding import Found, Holder, Unclear
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("stays")

_SPENT = Phrases[bool](_VOCABULARY.phrases("spent"))
_MOBILITY = _VOCABULARY.stems("mobility")
_JOINTS = _VOCABULARY.words("joints")
_THEN = _VOCABULARY.words("then")
_COST_OF_A_JOINT = 4
_KINDS = _VOCABULARY.stems("kinds of stay")
_FARTHEST_CYCLE = 9
_INTRODUCING = frozenset("(:")  # "exchange (master)", "in my bachelor: 9 months"
_SEVERAL = 2
_NOW, _REACH_OF_NOW = _VOCABULARY.words("now"), 2
_HAVING = _VOCABULARY.words("having")
_MUNDUS = _VOCABULARY.stems("mundus")


def over_or_unclear(
    message: Tokens,
    told: tuple[Stance, ...],
    lengths: Iterable[Length],
    *,
    asks_what_is_left: bool,
) -> tuple[list[Length], list[Unclear], list[Length]]:
    """Return the lengths; of several told together only those that are over.

    Those that are planned come last, and stand among the unclear ones: they are no one length.
    """
    found: list[Length] = []
    unclear: list[Unclear] = []
    several: list[Length] = []
    for length in lengths:
        stance = stance_of(message, told, length.start, length.stop)
        over = stance is Stance.PAST or (asks_what_is_left and stance is not Stance.PLAN)
        if length.planned is None or over:
            found.append(length)
        else:
            unclear.append(length.planned)
            several.append(length)
    return found, unclear, [length for length in several if length.parts]


def stays_as_facts(
    message: Tokens,
    stays: list[PlacedStay],
    who: People,
    whose: tuple[Holder, ...],
    aside: frozenset[int],
    *,
    asks_what_is_left: bool,
) -> tuple[list[Found], list[Unclear], list[PlacedStay]]:
    """Give `duration` of what is planned, and `used` of what is past, by the cycle it was in.

    The stays themselves come last, each with its cycle and kind.

    "Semestar u Pragu, 5 meseci" is one stay, the months; "ceo semestar" beside them tells that they
    cover a term. A stay told only to ask what is left is one that is over.
    """
    if not stays:
        return [], [], []
    stays = sorted(stays, key=lambda stay: stay.start)
    found = [
        Found("duration", stay.value, stay.start, stay.stop, of=whose[stay.start], time="negated")
        for stay in stays
        if stay.start in aside
    ]
    stays = [stay for stay in stays if stay.start not in aside]
    unclear = [
        Unclear("duration", "nonsense", message.span(stay.start, stay.stop))
        for stay in stays
        if not stay.past and is_no_stay(stay.value)
    ]
    stays = [replace(stay, cycle=cycle_of_stay(message, stay, who.cycles)) for stay in stays]
    stays, term = with_months_of_a_semester(message, stays, who.cycles)
    stays = with_months_in_all(message, stays)
    planned = [stay for stay in stays if not stay.past and not is_no_stay(stay.value)]
    past = [stay for stay in stays if stay.past]
    if not past:
        past, planned = _had_before(message, planned)
    if asks_what_is_left and not any(stay.wished for stay in planned):
        over = [
            stay
            for stay in planned
            if not past
            or _of_another_cycle(message, stay, past, who)
            or _is_listed_with(message, stay, past)
        ]
        past = past + over
        planned = [stay for stay in planned if stay not in over]
    past, planned = _of_cycles_before(message, past, planned, who)
    if not past and _lists_kinds(message, planned):
        past, planned = planned, []
    in_a_cycle = any(stay.cycle for stay in past)
    past, of_no_stay = set_other_programmes_apart(message, past)
    if past and not (asks_what_is_left or in_a_cycle or _of_mobility(message, planned)):
        away = [
            stay
            for stay in past
            if stay.remarked or was_away(message, stay.start, stay.stop, who.cycles)
        ]
        of_no_stay += [replace(stay, of_no_stay=True) for stay in past if stay not in away]
        past = away
    planned, of_the_plan = once(message, without_their_sum(planned))
    term = of_the_plan or (None if past else term)
    if term is not None:
        found.append(Found("covers_term", True, term.start, term.stop))
    found += [
        Found("duration", stay.value, stay.start, stay.stop, stay.how, whose[stay.start])
        for stay in planned
    ]
    past = [replace(stay, past=True, cycle=_cycle(message, stay, who, past=True)) for stay in past]
    planned = [replace(stay, cycle=_cycle(message, stay, who, past=False)) for stay in planned]
    used, contradicting = _used(message, past, who, whose)
    every = sorted((*past, *planned, *of_no_stay), key=lambda stay: stay.start)
    told = with_kinds(message, every)
    return found + used, unclear + contradicting, told


def with_kinds(message: Tokens, stays: Iterable[PlacedStay]) -> list[PlacedStay]:
    """Return stays with the programme that is named nearest to each."""
    stays = list(stays)
    if not stays:
        return stays
    kinds = kinds_of_stay(message)
    starts = [one.start for one in stays]
    return [
        one if one.kind else replace(one, kind=_nearest(message, one, kinds, starts))
        for one in stays
    ]


def _had_before(
    message: Tokens, planned: list[PlacedStay]
) -> tuple[list[PlacedStay], list[PlacedStay]]:
    """Return what somebody has of what is told, and the rest: "imam 7 meseci, hoću još 5"."""
    if any(word.startswith(_MUNDUS) for word in message.words):
        over = [stay for stay in planned if not stay.wished]
    else:
        wished = any(stay.wished for stay in planned)
        over = [stay for stay in planned if wished and message.word(stay.start - 1) in _HAVING]
    return over, [stay for stay in planned if stay not in over]


def _cycle(message: Tokens, stay: PlacedStay, who: People, *, past: bool) -> str | None:
    behind = range(stay.stop, min(stay.stop + _REACH_OF_NOW, len(message)))
    same_clause = takewhile(lambda index: not message.ends_clause(index), behind)
    if any(message.words[index] in _NOW for index in same_clause):
        own = (str(one.value) for one in who.found if one.field == "cycle")
        return next(own, None)
    named = cycle_of_stay(message, stay, who.cycles)
    return named or stay.cycle or (who.past_cycle if past else None)


def _of_another_cycle(
    message: Tokens, stay: PlacedStay, past: Sequence[PlacedStay], who: People
) -> bool:
    """Return whether a stay has a cycle of its own: "a sad na masteru 5 meseci, koliko ostaje?"."""
    cycle = cycle_of_stay(message, stay, who.cycles)
    return cycle is not None and all(
        cycle_of_stay(message, one, who.cycles) not in {None, cycle} for one in past
    )


def _is_listed_with(message: Tokens, stay: PlacedStay, past: Sequence[PlacedStay]) -> bool:
    """Return whether a stay is told in one list with others that are over.

    "6 months in Turin and a BIP of 8 days so far": the word of the past stands behind the last.
    """
    return any(
        not any(message.ends_sentence(index) for index in range(stay.stop, one.start))
        for one in past
        if one.start > stay.start
    )


def _of_cycles_before(
    message: Tokens, past: list[PlacedStay], planned: list[PlacedStay], who: People
) -> tuple[list[PlacedStay], list[PlacedStay]]:
    """Take stays in cycles before the one somebody is in as over: "master 4 months, now PhD"."""
    now = next((str(one.value) for one in who.found if one.field == "cycle"), None)
    if now is None or len({one.value for one in who.cycles}) < _SEVERAL:
        return past, planned
    over = [
        stay
        for stay in planned
        if not stay.wished
        and (cycle := cycle_of_stay(message, stay, who.cycles)) is not None
        and ORDER[cycle] < ORDER[now]
    ]
    if over and "?" not in message.words:
        # "3 months in my bachelor's and 4 in my master's": each in its cycle, both are over.
        over += [
            stay
            for stay in planned
            if stay not in over
            and not stay.wished
            and cycle_of_stay(message, stay, who.cycles) is not None
        ]
    return past + over, [stay for stay in planned if stay not in over]


def _lists_kinds(message: Tokens, planned: Sequence[PlacedStay]) -> bool:
    """Return whether several stays are listed with their kinds, and none of them wished for."""
    if len(planned) < _SEVERAL or any(stay.wished for stay in planned):
        return False
    return all(message.word(stay.stop).startswith(_KINDS) for stay in planned)


def _used(
    message: Tokens, past: list[PlacedStay], who: People, whose: tuple[Holder, ...]
) -> tuple[list[Found], list[Unclear]]:
    """Return what was used in each cycle, together."""
    found: list[Found] = []
    unclear: list[Unclear] = []
    groups: dict[tuple[Holder, str | None], list[PlacedStay]] = {}
    for stay in past:
        groups.setdefault((whose[stay.start], stay.cycle), []).append(stay)
    for (holder, cycle), stays in groups.items():
        total = together([stay.value for stay in stays])
        start, stop = stays[0].start, stays[0].stop
        if total is None:
            values = tuple(stay.value for stay in stays)
            unclear.append(Unclear("used", "conflict", message.span(start, stop), values))
        elif cycle is None and len({one.value for one in who.cycles if not one.to_come}) > 1:
            unclear.append(Unclear("used", "cycle", message.span(start, stop), (total,)))
        else:
            how = next((stay.how for stay in stays if stay.how), None)
            found.append(Found("used", total, start, stop, how, holder, cycle, "done"))
    return found, unclear


def cycle_of_stay(message: Tokens, stay: PlacedStay, cycles: tuple[Mention, ...]) -> str | None:
    """Return the cycle named nearest to a stay in its clause; None where none is."""
    return _nearest(message, stay, [(one.value, one.start, one.stop) for one in cycles])


def _nearest(
    message: Tokens,
    stay: PlacedStay,
    named: Sequence[tuple[str, int, int]],
    others: Sequence[int] = (),
) -> str | None:
    """Return what is named nearest to a stay in its clause, and not behind another stay."""
    nearest: tuple[int, str] | None = None
    for value, start, stop in named:
        behind = start > stay.start
        first, last = (stay.stop, start) if behind else (stop, stay.start)
        if last - first > _FARTHEST_CYCLE:
            continue
        between = range(first, last)
        if any(other in between for other in others):
            continue
        ends = (index for index in between if message.ends_clause(index))
        if any(message.words[index] not in _INTRODUCING for index in ends):
            continue
        distance = len(between) + _COST_OF_A_JOINT * sum(
            message.words[index] in _JOINTS | _THEN for index in between
        )
        if distance <= _FARTHEST_CYCLE and (nearest is None or distance < nearest[0]):
            nearest = distance, value
    return nearest[1] if nearest else None


def _of_mobility(message: Tokens, planned: list[PlacedStay]) -> bool:
    """Tell whether what is told as past can be a mobility: "bila sam bolesna 2 meseca" is none."""
    return (
        bool(planned)
        or bool(ABROAD.find(message))
        or bool(_SPENT.find(message))
        or any(word.startswith(_MOBILITY) for word in message.words)
    )
