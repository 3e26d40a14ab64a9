"""Take a semester and the months beside it as one stay: "a semester in Ghent, 5 months"."""

from collections.abc import Sequence, Set
from dataclasses import replace

from bot.understanding.lengths.parts_of_a_length import is_told_in_all
from bot.understanding.lengths.stay_lengths import together
from bot.understanding.people.roles import Mention
from bot.understanding.stays.placed_stay import PlacedStay
from bot.understanding.tokens import Tokens
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("stays")
_SEMESTER = _VOCABULARY.words("semester")
_WHOLE = _VOCABULARY.words("whole")
_SAME_STAY = _VOCABULARY.words("same stay")
_PLACE = _VOCABULARY.words("before a place")
_IN_A_CYCLE = _VOCABULARY.words("in a cycle")
_JOINTS = _VOCABULARY.words("joints")
_THEN = _VOCABULARY.words("then")
_ONE_MORE = _VOCABULARY.words("one more")
_REACH_OF_MONTHS = 3
_MOST_BETWEEN = 6
# A place has so many words: "in New York", "u Novom Sadu".
_LONGEST_PLACE = 2
_SEVERAL = 2


def with_months_of_a_semester(
    message: Tokens, stays: Sequence[PlacedStay], cycles: Sequence[Mention]
) -> tuple[list[PlacedStay], PlacedStay | None]:
    """Return stays without a semester whose months stand right behind it, and a whole one of those.

    One told as over is over in both: "prošle godine semestar u Gentu (4 meseca)".
    """
    of_cycles = {index for one in cycles for index in range(one.start, one.stop)}
    kept, whole = list(stays), None
    for semester in stays:
        months = next(
            (one for one in kept if _are_its_months(message, semester, one, of_cycles)), None
        )
        if months is None:
            continue
        kept.remove(semester)
        kept[kept.index(months)] = replace(
            months,
            kind="study",
            cycle=months.cycle or semester.cycle,
            past=months.past or semester.past,
            wished=months.wished or semester.wished,
        )
        whole = semester if _is_whole(message, semester) else whole
    return kept, whole


def with_months_in_all(message: Tokens, stays: Sequence[PlacedStay]) -> list[PlacedStay]:
    """Return stays that are over without the semesters that a sum of months behind them holds.

    "Semestar u Portu i praksa posle, ukupno 9 meseci" are nine months, and no semester beside.
    """
    kept = list(stays)
    for place, whole in enumerate(stays):
        if "months" not in whole.value or not is_told_in_all(message, whole.start, whole.stop):
            continue
        held = [
            one
            for one in stays[:place]
            if set(one.value) == {"semesters"} and not _are_parted(message, one, whole)
        ]
        if not held or not (whole.past or any(one.past for one in held)):
            continue
        cycle = whole.cycle or next((one.cycle for one in held if one.cycle), None)
        kept[kept.index(whole)] = replace(whole, cycle=cycle, past=True)
        kept = [one for one in kept if one not in held]
    return kept


def without_their_sum(stays: list[PlacedStay]) -> list[PlacedStay]:
    """Return planned stays without a first one that the others are the parts of.

    "5 months, 2 in Graz and 3 in Brno" are two stays.
    """
    parts = stays[1:]
    if len(parts) < _SEVERAL or together([one.value for one in parts]) != stays[0].value:
        return stays
    return parts


def _are_parted(message: Tokens, one: PlacedStay, other: PlacedStay) -> bool:
    return any(message.ends_sentence(index) for index in range(one.stop, other.start))


def once(message: Tokens, planned: list[PlacedStay]) -> tuple[list[PlacedStay], PlacedStay | None]:
    """Return planned stays with one told twice only once, and the whole term that it covers.

    "Ceo semestar, prijavljujem se na 5 meseci" is a stay for study of so many months.
    """
    planned = [
        stay
        for place, stay in enumerate(planned)
        if not _is_named_again(message, stay, planned[:place])
    ]
    named = [stay for stay in planned if _names_a_semester(message, stay)]
    if len(planned) != _SEVERAL or len(named) != 1 or _joined(message, *planned):
        return planned, None
    term = named[0]
    others = [replace(stay, kind="study") for stay in planned if stay is not term]
    return others, term if _is_whole(message, term) else None


def _is_named_again(message: Tokens, stay: PlacedStay, before: Sequence[PlacedStay]) -> bool:
    """Return whether a length is only named once more: "I want 7 days, what are 7 days"."""
    if not any(one.value == stay.value for one in before) or message.word(stay.stop) in _PLACE:
        return False
    led = {message.word(stay.start - 1), message.word(stay.start - 2)}
    return not stay.cycle and led.isdisjoint(_JOINTS | _THEN | _ONE_MORE | {",", "/"})


def _is_whole(message: Tokens, stay: PlacedStay) -> bool:
    return not _WHOLE.isdisjoint(message.words[stay.start : stay.stop])


def _names_a_semester(message: Tokens, stay: PlacedStay) -> bool:
    """Return whether a semester was named without a number."""
    return stay.value == {"semesters": 1} and message.words[stay.start] in _SEMESTER | _WHOLE


def _joined(message: Tokens, one: PlacedStay, other: PlacedStay) -> bool:
    """Return whether two lengths are added, not one told twice: "semestar i 3 meseca"."""
    between = message.words[one.stop : other.start]
    if not _THEN.isdisjoint(between):
        return True
    return len(between) <= _REACH_OF_MONTHS and not _JOINTS.isdisjoint(between)


def _are_its_months(
    message: Tokens, semester: PlacedStay, other: PlacedStay, of_cycles: Set[int]
) -> bool:
    """Return whether a length only says once more how long a semester was.

    The place of the stay and its cycle may stand between the two, but not one for each: "a semester
    in Graz, 5 months in Rome" are two stays.
    """
    if set(semester.value) != {"semesters"} or "months" not in other.value:
        return False
    between = range(semester.stop, other.start)
    if not 0 < len(between) <= _MOST_BETWEEN:
        return False
    of_a_place = {
        index
        for index in between
        if index in of_cycles or message.words[index] in _IN_A_CYCLE or _is_a_place(message, index)
    }
    if of_a_place and message.word(other.stop) in _PLACE:
        return False
    return all(index in of_a_place or message.words[index] in _SAME_STAY for index in between)


def _is_a_place(message: Tokens, index: int) -> bool:
    """Return whether a word is of a place, or stands before one."""
    if message.words[index] in _PLACE:
        return True
    if message.words[index] in _JOINTS | _THEN:
        return False
    before = range(index - 1, index - 1 - _LONGEST_PLACE, -1)
    return message.words[index].isalpha() and any(message.word(at) in _PLACE for at in before)
