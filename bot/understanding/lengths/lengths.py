"""Read the lengths of a stay that a message tells.

Only a length that can be the person's own is returned. Limits ("najviše 12 meseci", "do 30 dana"),
distances in time ("pre 2 meseca", "u roku od 7 dana"), rates ("8 sati nedeljno"), ranges of lengths
and those that are a little more or less ("nepuna dva meseca") are unclear, with the reason.
"""

from collections.abc import Collection, Mapping

from bot.messages.changed import replace
from bot.understanding.grades.amounts import approximation
from bot.understanding.lengths.carried_lengths import carried_on
from bot.understanding.lengths.durations import WITHOUT_A_NUMBER, length_at
from bot.understanding.lengths.repeated_lengths import repeated
from bot.understanding.quantities.counted_lengths import Length
from bot.understanding.quantities.numbers import Number
from bot.understanding.stance.modality import not_the_persons
from bot.understanding.tokens import Phrases, Tokens
from bot.understanding.understanding import Unclear
from knowledge.vocabulary import load_vocabulary
from rules.duration import MONTH

_VOCABULARY = load_vocabulary("durations")
_COUNTED_FROM = Phrases[int](_VOCABULARY.numbers("counted from"))
_SEVERAL_STAYS = Phrases[bool](_VOCABULARY.phrases("several stays"))
_MOST_STAYS = 12
_MOBILITY = _VOCABULARY.stems("mobility")
_AFTER = _VOCABULARY.words("after")


def lengths(
    message: Tokens, numbers: Mapping[int, Number], taken: Collection[int]
) -> tuple[list[Length], list[Unclear]]:
    """Return every length that can be a stay, and what was not understood of the others.

    Args:
        message: the message.
        numbers: its numbers (`numbers.numbers`).
        taken: indices of words that already belong to something else (a date, days of travel).
    """
    found: list[Length] = []
    unclear: list[Unclear] = []
    limits: list[Length] = []
    numbers = {index: number for index, number in numbers.items() if index not in taken}
    read_until = 0
    for index in sorted({*numbers, *WITHOUT_A_NUMBER.places(message)}):
        if index < read_until or index in taken:
            continue
        read = _several_stays(message, numbers, index) or length_at(message, numbers, index)
        if read is None:
            continue
        length = repeated(message, numbers, read) if isinstance(read, Length) else None
        if length is not None:
            read = _counted_from(message, numbers, length) or _as_exact_as_told(message, length)
        if isinstance(read, Length):
            found.append(read)
            read_until = read.stop
        else:
            # "The rule is 12 months, and I want 5": a limit tells the unit, too.
            limits += [] if length is None else [length]
            unclear.append(read[0])
            read_until = read[1]
    units = sorted((*found, *limits), key=lambda one: one.start)
    found += carried_on(message, numbers, units, taken)
    return sorted(found, key=lambda length: length.start), unclear


def _counted_from(message: Tokens, numbers: Mapping[int, Number], length: Length) -> Length | None:
    """Return the length of "tri dana manje od dve nedelje", if that is what stands there."""
    if not _COUNTED_FROM.may_begin_in(message) or length.stop >= len(message):
        return None
    match = _COUNTED_FROM.at(message, length.stop)
    other = None
    if match is not None and match.stop < len(message):
        other = length_at(message, numbers, match.stop)
    if match is None or not isinstance(other, Length) or set(length.value) != {"days"}:
        return None
    if "semesters" in other.value:
        return None
    months, days = other.value.get("months", 0), other.value.get("days", 0)
    days += match.value * length.value["days"]
    if days < 0:
        months, days = 0, months * MONTH + days
    value = {unit: count for unit, count in (("months", months), ("days", days)) if count > 0}
    return Length.of(value, length.start, other.stop) if value else None


def _several_stays(message: Tokens, numbers: Mapping[int, Number], index: int) -> Length | None:
    """Read "3 x 6 days", "2 puta po 2 meseca", "two semesters of 4 months each": so many stays."""
    number = numbers.get(index)
    if number is None or number.stop >= len(message) or not 1 < (number.whole or 0) <= _MOST_STAYS:
        return None
    match = _SEVERAL_STAYS.at(message, number.stop)
    if match is None or match.stop >= len(message):
        return None
    each = length_at(message, numbers, match.stop)
    if not isinstance(each, Length):
        return None
    times = number.whole or 0
    total = {unit: count * times for unit, count in each.value.items()}
    planned = Unclear("duration", "ambiguous", message.span(index, each.stop), (each.value, total))
    parts = (each.value,) * times
    return replace(Length.of(total, index, each.stop), planned=planned, parts=parts)


def _as_exact_as_told(message: Tokens, length: Length) -> Length | tuple[Unclear, int]:
    """Return a length that can be the person's, with how exact it is, or why it cannot."""
    told = approximation(message, length.start, length.stop)
    how, start, stop = told or (length.how, length.start, length.stop)
    reason = not_the_persons(message, start, stop)
    if reason == "rule" and length.planned is not None:  # "3 stays of 6 days each"
        reason = None
    if reason == "relative" and _after_a_mobility(message, length):
        unclear = Unclear("duration", reason, message.span(length.start, length.stop))
        return replace(length, planned=unclear)
    if reason is None and how in {"under", "over"}:
        reason = how
    if reason is None:
        return replace(length, how=how)
    candidates = (length.value,) if reason in {how, "bound"} else ()
    return Unclear("duration", reason, message.span(length.start, length.stop), candidates), stop


def _after_a_mobility(message: Tokens, length: Length) -> bool:
    """Return whether a mobility of that length is over: "what is left after a 5-month exchange"."""
    before = message.words[max(0, length.start - 2) : length.start]
    behind = message.words[length.stop : length.stop + 2]
    return not _AFTER.isdisjoint(before) and any(word.startswith(_MOBILITY) for word in behind)
