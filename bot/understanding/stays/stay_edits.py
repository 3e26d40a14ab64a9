"""Read how a message changes a stay that was told before: "a day longer", "drop the second".

What it changes is resolved in the dialogue: a stay is named by its number in order, by its place
or its kind, or it is the one spoken of last.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.changes import HOUR, LAST, Change, StayEdit
from bot.understanding.quantities.counted_lengths import OF_DAYS, UNITS, unit_of
from bot.understanding.quantities.numbers import Number, may_be_an_ordinal, ordinal
from bot.understanding.tokens import Phrases, Tokens, WordSet
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("stay_edits")
_HOURS = Phrases[bool](load_vocabulary("hours").phrases("hours"))
_LONGER_VERBS = _VOCABULARY.words("longer verbs")
_SHORTER_VERBS = _VOCABULARY.words("shorter verbs")
_BY = _VOCABULARY.words("by")
_LONGER, _SHORTER = _VOCABULARY.words("longer"), _VOCABULARY.words("shorter")
_MORE = _VOCABULARY.words("more")
_SETTING = _VOCABULARY.words("setting")
_DROPPING = Phrases[bool](_VOCABULARY.phrases("dropping"))
_ONLY = _VOCABULARY.words("only")
_HALVES, _DOUBLES = _VOCABULARY.words("halves"), _VOCABULARY.words("doubles")
_LAST = _VOCABULARY.words("last")
_OF_NO_STAY = _VOCABULARY.stems("of no stay")
_AROUND = _VOCABULARY.words("around an edit")
# "Twice as long" doubles a stay; "can I go twice" does not.
_AS_LONG = frozenset({"as", "that", "the"})
_THAN = frozenset({"than", "od", "nego", "of"})
_BEYOND = _VOCABULARY.words("beyond")
_ENDING = frozenset({"one", "trip", "stay", "boravak", "boravka", "put"})
_MOST_WORDS = 12
_MOST_STAYS = 9
_MOST_BETWEEN = 3
# One look at a word tells whether a message may change a stay at all.
_SAYS_HOW = (
    _LONGER_VERBS | _SHORTER_VERBS | _SETTING | _HALVES | _DOUBLES | _LONGER | _SHORTER | _MORE
)
# The first, "the last one": digits name no stay.
_PLACES = WordSet(lambda word: not word[0].isdigit() and (may_be_an_ordinal(word) or word in _LAST))
_TRIGGERS = WordSet((_SAYS_HOW | _LAST | _ONLY).__contains__)


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount that stands in a message, such as "5 days", "a week", "pola sata" or "4"."""

    count: int | Decimal
    unit: str | None
    start: int
    stop: int


def stay_edit(message: Tokens, numbers: Mapping[int, Number]) -> StayEdit | None:
    """Return the change of a stay that a message tells; None where it tells none."""
    if sum(word[0].isalnum() for word in message.words) > _MOST_WORDS:
        return None
    place = _place(message)
    drops = _DROPPING.find(message)
    if place is None and not drops and not _TRIGGERS.places(message):
        return None
    named = () if place is None else range(place[1], place[2])
    amounts = [one for one in _amounts(message, numbers) if one.start not in named]
    which = None if place is None else place[0]
    if drops and not amounts:
        return StayEdit("out", place=which, start=drops[0].start, stop=len(message))
    if len(amounts) > 1:
        return None
    if not amounts:
        return _without_an_amount(message, which)
    return _with_an_amount(message, amounts[0], which, set(named))


def _without_an_amount(message: Tokens, which: int | None) -> StayEdit | None:
    """Read "half of that", "twice as long", "only the first"."""
    for index, word in enumerate(message.words):
        if word in _HALVES:
            return StayEdit("times", Decimal("0.5"), None, which, index, index + 1)
        if word in _DOUBLES and (word != "twice" or message.word(index + 1) in _AS_LONG):
            return StayEdit("times", 2, None, which, index, index + 1)
    if which is not None and not _ONLY.isdisjoint(message.words):
        return StayEdit("only", place=which, stop=len(message))
    return None


def _with_an_amount(
    message: Tokens, amount: _Amount, which: int | None, named: set[int]
) -> StayEdit | None:
    others = [
        word
        for index, word in enumerate(message.words)
        if index not in named and not amount.start <= index < amount.stop and word[0].isalnum()
    ]
    how = _direction(message, amount, others)
    if how is None:
        return None
    rest = [word for word in others if not _says_how(word)]
    alone = _AROUND.issuperset(rest)
    by_itself = how[1] or which is not None or alone
    if not by_itself or (how[0] == "set" and which is None and not how[1]):
        return None
    return StayEdit(how[0], amount.count, amount.unit, which, amount.start, amount.stop, alone)


def _direction(message: Tokens, amount: _Amount, others: list[str]) -> tuple[Change, bool] | None:
    """Return what is done with the amount, and whether the words can say nothing else."""
    if message.word(amount.stop) in _SHORTER | _LONGER | _MORE:
        if message.word(amount.stop + 1) in _THAN:
            return None
        shorter = message.words[amount.stop] in _SHORTER
        sure = message.words[amount.stop] not in _MORE
        return ("shorter" if shorter else "longer"), sure
    if not _MORE.isdisjoint(message.words[amount.start : amount.stop]):
        return "longer", False
    if message.word(amount.start - 1) in _BEYOND:
        return None  # "what if he stays longer than 12"
    by = message.word(amount.start - 1) in _BY
    if not _SHORTER_VERBS.isdisjoint(others):
        return ("shorter", True) if by else ("set", True)
    if not _LONGER_VERBS.isdisjoint(others):
        to = message.word(amount.start - 1) in {"to", "na"}
        return ("set", True) if to else ("longer", True)
    before = message.words[max(0, amount.start - 1) : amount.start]
    if not _MORE.isdisjoint(before):
        return "longer", False
    set_to = not _SETTING.isdisjoint(others)
    return "set", set_to


def _says_how(word: str) -> bool:
    return word in _SAYS_HOW | _LAST


def _place(message: Tokens) -> tuple[int, int, int] | None:
    """Return which stay an ordinal or "the last one" names, and where it stands."""
    for index in _PLACES.places(message):
        word, number = message.words[index], ordinal(message, index)
        value: int | None = None
        stop = index + 1
        if number is not None and number.whole is not None and 1 <= number.whole <= _MOST_STAYS:
            value, stop = number.whole - 1, number.stop
        elif word in _LAST:
            value = LAST
        if value is None or message.word(stop).startswith(_OF_NO_STAY):
            continue
        if word == "i" or (word == "prvo" or word in {"v", "vi"}):
            continue
        return value, index, stop + (message.word(stop) in _ENDING)
    return None


def _amounts(message: Tokens, numbers: Mapping[int, Number]) -> list[_Amount]:
    """Return every amount of time in a message, in order."""
    found: list[_Amount] = []
    for number in numbers.values():
        if number.value is None or (found and number.start < found[-1].stop):
            continue
        # "The Lyon one to 15 days": no number.
        a_name = message.words[number.start] == "one"
        unit = unit_of(message, number)
        place = number.stop + (message.word(number.stop) in _MORE)
        hours = _HOURS.at(message, place) if place < len(message) else None
        if unit is not None:
            stop = unit[1] + (message.word(unit[1]) in OF_DAYS)
            found.append(_Amount(number.value, unit[0], number.start, stop))
        elif hours is not None or message.word(place) in {"h", "hr"}:
            stop = place + 1 if hours is None else hours.stop
            found.append(_Amount(number.value, HOUR, number.start, stop))
        elif a_name:
            continue
        elif not message.word(number.stop)[:1].isalpha() or _is_closed(message, number.stop):
            found.append(_Amount(number.value, None, number.start, number.stop))
    taken = {index for one in found for index in range(one.start, one.stop)}
    found += [one for one in _of_one(message) if one.start not in taken]
    return sorted(found, key=lambda one: one.start)


def _is_closed(message: Tokens, index: int) -> bool:
    word = message.words[index]
    return word in _MORE | _LONGER | _SHORTER | _AROUND


def _of_one(message: Tokens) -> list[_Amount]:
    """Return the units that stand without a number: "a day", "mesec dana", "pola sata"."""
    found: list[_Amount] = []
    read_until = 0
    for index in range(len(message)):
        if index < read_until:
            continue
        unit = UNITS.at(message, index)
        hours = _HOURS.at(message, index)
        stop = unit.stop if unit is not None else index + 1
        if unit is None and hours is None:
            continue
        name = HOUR if unit is None else unit.value
        if message.words[stop - 1].endswith("s") and name != "semester":
            continue
        if ordinal(message, index - 1) is not None:
            continue  # "druga godina"
        count: int | Decimal = 1
        start = index
        before = index - 1
        while message.word(before) in {"a", "an", "of"}:
            before -= 1
        if message.word(before) in {"half", "pola", "pol"}:
            count, start = Decimal("0.5"), before
        if name == "day" and message.word(stop - 1) == "dana":
            continue
        stop += message.word(stop) in OF_DAYS | {"vremena"}
        found.append(_Amount(count, name, start, stop))
        read_until = stop
    return found
