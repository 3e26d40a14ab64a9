"""What a grant depends on beside its days: the journey, distance, inclusion, the call."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from bot.messages.record import record
from bot.understanding.quantities.counted_lengths import Length
from bot.understanding.quantities.numbers import Number
from bot.understanding.stance.modality import not_the_persons
from bot.understanding.tokens import PhraseMatch, Phrases, Tokens, WordSet
from bot.understanding.understanding import Found, Unclear
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("travel")

_MEANS = Phrases[bool](_VOCABULARY.truths("means"))
_INSTEAD = _VOCABULARY.words("instead")
_NOT = _VOCABULARY.words("not")
_FEARED = _VOCABULARY.words("feared")
_GREEN = _VOCABULARY.stems("green")
_DENIED_BEFORE = _VOCABULARY.words("denied before")
_DENIED_BEHIND = _VOCABULARY.words("denied behind")
_REACH_OF_DENIAL = 2
_SMALL = _VOCABULARY.words("small")
_TRAVEL = "puta|put|putu|putovanja|putovanje|travel|travelling|traveling|transit|prevoza"
_TRAVEL_BEFORE = frozenset({"put", "putovanje", "travel", "puta"})
_TRAVELLING = WordSet(_TRAVEL_BEFORE.__contains__)
_DAYS = Phrases[bool](_VOCABULARY.phrases("days"))
_OF_THEM = Phrases[bool](_VOCABULARY.phrases("of them"))
_INCLUDED_BEFORE = Phrases[bool](_VOCABULARY.phrases("included before"))
_NONE_BEFORE = _VOCABULARY.words("none before")
_KILOMETRES = Phrases[bool](_VOCABULARY.phrases("kilometres"))
_INCLUSION = Phrases[bool](_VOCABULARY.phrases("inclusion"))
_NO_INCLUSION = _VOCABULARY.words("no inclusion")
_CALL = Phrases[bool](_VOCABULARY.phrases("call"))
_FIRST_YEAR, _LAST_YEAR = 2014, 2099
_REACH_OF_CALL = 4


@record
class Travel:
    """What was read for a grant, with the words that belong to it alone.

    Attributes:
        found: `green_travel`, `travel_days`, `distance_km`, `fewer_opportunities`, `rates`.
        unclear: what contradicts itself.
        taken: indices of words that no length of a stay may use.
        included: days of travel that are part of the length before them, and their first word.
    """

    found: tuple[Found, ...]
    unclear: tuple[Unclear, ...]
    taken: frozenset[int]
    included: tuple[int, int] | None = None

    def alone(self, stays: list[Length]) -> list[Length]:
        """Return the lengths without the days of travel that were counted into them."""
        if self.included is None:
            return stays
        days, start = self.included
        told = [stay for stay in stays if stay.stop <= start and set(stay.value) == {"days"}]
        if not told or told[-1].value["days"] <= days:
            return stays
        without = replace(told[-1], value={"days": told[-1].value["days"] - days})
        return [without if stay is told[-1] else stay for stay in stays]


def travel(message: Tokens, numbers: Mapping[int, Number]) -> Travel:
    """Return what a message says of the journey, of inclusion and of the call."""
    found: list[Found] = []
    unclear: list[Unclear] = []
    taken: set[int] = set()
    _means(message, found, unclear)
    _days(message, numbers, found, unclear, taken)
    told = [one for one in found if one.field == "travel_days" and isinstance(one.value, int)]
    parts = [one for one in told if _is_included(message, one.start, numbers)]
    included = (int(str(parts[0].value)), parts[0].start) if len(parts) == 1 else None
    _distance(message, numbers, found, unclear)
    _inclusion(message, found)
    _rates(message, numbers, found)
    return Travel(tuple(found), tuple(unclear), frozenset(taken), included)


def _means(message: Tokens, found: list[Found], unclear: list[Unclear]) -> None:
    means = [
        match
        for match in map(partial(_unless_denied, message), _MEANS.find(message))
        if not _rejected(message, match) and not _verb(message, match.start)
    ]
    values = {match.value for match in means}
    if len(values) == 1:
        found.append(Found("green_travel", means[0].value, means[0].start, means[0].stop))
    elif values:
        span = message.span(means[0].start, means[-1].stop)
        unclear.append(Unclear("green_travel", "conflict", span, (True, False)))


def _unless_denied(message: Tokens, match: PhraseMatch[bool]) -> PhraseMatch[bool]:
    """Return a green journey that is denied as none: "no green travel", "zeleno putovanje: ne"."""
    if not match.value or not _names_green(message, match):
        return match
    before = message.words[max(0, match.start - _REACH_OF_DENIAL) : match.start]
    behind = match.stop
    while message.word(behind) in {":", "=", "-", "?", ","}:
        behind += 1
    denied = not _DENIED_BEFORE.isdisjoint(before) or message.word(behind) in _DENIED_BEHIND
    return match._replace(value=False) if denied else match


def _names_green(message: Tokens, match: PhraseMatch[bool]) -> bool:
    return any(word.startswith(_GREEN) for word in message.words[match.start : match.stop])


def _rejected(message: Tokens, match: PhraseMatch[bool]) -> bool:
    """Recognise what is not taken: "Umesto avionom", "not by train", "neću avionom"."""
    start = match.start
    if _names_green(message, match):
        return False
    for back in (1, 2, 3):
        if start < back or message.ends_clause(start - back):
            return False
        word = message.words[start - back]
        between = message.words[start - back + 1 : start]
        feared = word in _FEARED and not match.value
        if word in _NOT or feared or (word in _INSTEAD and all(one in _SMALL for one in between)):
            return True
        if word in {"nego", "vec", "but", "umesto", "instead"}:
            return False
    return False


def _verb(message: Tokens, start: int) -> bool:
    """Tell whether it reads as in "To train staff" is no train."""
    return message.words[start] == "train" and message.word(start - 1) == "to"


def _days(
    message: Tokens,
    numbers: Mapping[int, Number],
    found: list[Found],
    unclear: list[Unclear],
    taken: set[int],
) -> None:
    if not numbers and not _DAYS.may_begin_in(message):
        return
    read_until = 0
    for index in sorted({*numbers, *_DAYS.places(message), *_TRAVELLING.places(message)}):
        match = _days_of_travel(message, numbers, index) if index >= read_until else None
        if match is None:
            continue
        value, start, stop = match
        taken.update(range(start, stop))
        reason = not_the_persons(message, start, stop)
        if value is None or reason is not None:
            span = message.span(start, stop)
            unclear.append(Unclear("travel_days", reason or "nonsense", span))
        else:
            found.append(Found("travel_days", value, start, stop))
        read_until = stop


def _days_of_travel(
    message: Tokens, numbers: Mapping[int, Number], index: int
) -> tuple[int | None, int, int] | None:
    number = numbers.get(index)
    if number is not None and number.stop < len(message):
        match = _DAYS.at(message, number.stop)
        if match is None and _is_included(message, index, numbers):
            match = _OF_THEM.at(message, number.stop)
        return None if match is None else (number.whole, index, match.stop)
    match = _DAYS.at(message, index)
    if match is None:
        return _number_behind(message, numbers, index)
    if message.word(index - 1) in _NONE_BEFORE:
        return 0, index - 1, match.stop
    place = match.stop + 1 if message.word(match.stop) in {":", "="} else match.stop
    number = numbers.get(place)
    return None if number is None else (number.whole, index, number.stop)


def _is_included(message: Tokens, start: int, numbers: Mapping[int, Number]) -> bool:
    """Tell whether days of travel are said to be part of the length told before them."""
    for back in range(min(3, start), 0, -1):
        match = _INCLUDED_BEFORE.at(message, start - back)
        if match is not None and match.stop == start:
            return True
    place = numbers[start].stop if start in numbers else start
    match = _OF_THEM.at(message, place) if place < len(message) else None
    return match is not None and "of" in message.words[place : match.stop - 1]


def _number_behind(
    message: Tokens, numbers: Mapping[int, Number], index: int
) -> tuple[int | None, int, int] | None:
    """Read what is written as in "Put 2 dana", "travel 2 days"."""
    if message.words[index] not in _TRAVEL_BEFORE:
        return None
    place = index + 2 if message.word(index + 1) in {":", "je", "traje", "is"} else index + 1
    number = numbers.get(place)
    if number is None or message.word(number.stop) not in {"dan", "dana", "day", "days"}:
        return None
    return number.whole, index, number.stop + 1


def _distance(
    message: Tokens, numbers: Mapping[int, Number], found: list[Found], unclear: list[Unclear]
) -> None:
    for index, number in numbers.items():
        if number.stop >= len(message) or _KILOMETRES.at(message, number.stop) is None:
            continue
        if number.whole is None:
            span = message.span(index, number.stop + 1)
            unclear.append(Unclear("distance_km", "nonsense", span))
        else:
            found.append(Found("distance_km", number.whole, index, number.stop + 1))


def _inclusion(message: Tokens, found: list[Found]) -> None:
    for match in _INCLUSION.find(message):
        before = {message.word(match.start - back) for back in (1, 2, 3)}
        value = not before & _NO_INCLUSION
        found.append(Found("fewer_opportunities", value, match.start, match.stop))


def _rates(message: Tokens, numbers: Mapping[int, Number], found: list[Found]) -> None:
    """Read "konkurs 2024", "call of 2023" as the set of that year, whether or not it exists."""
    calls = {match.start: match.stop for match in _CALL.find(message)}
    for index, number in numbers.items() if calls else ():
        year = number.whole
        if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
            continue
        near = [at for at in range(index - _REACH_OF_CALL, index + 3) if at in calls]
        if near:
            start = min(index, near[0])
            stop = max(number.stop, calls[near[0]])
            found.append(Found("rates", f"call-{year}", start, stop))
