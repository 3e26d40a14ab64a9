"""A whole case in a deep link: a form and its answers in at most 64 of `[A-Za-z0-9_-]`.

Nothing is stored for it: the link is the case, so it can be sent to a coordinator and opened by
anybody, on any replica, for as long as the format's version is known. A link that was cut or
changed on its way is recognised by its check sum and says so; it is no signature, and needs none:
whoever makes a link could as well have typed the facts.
"""

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from operator import itemgetter

from bot.forms.bits import BitReader, BitWriter
from bot.forms.slot import Slot, SlotType
from bot.forms.slot_questions import kind_of
from bot.forms.slots import SLOTS
from bot.messages.button_data import UNKNOWN
from bot.messages.json_value import Json

PREFIX = "case_"
LIMIT = 64

# Links of the first version open the result; those of the second say whether to ask on, and carry
# fractions. The first is written wherever it is enough, so that an earlier build opens it too.
_PLAIN, _WIDER = 1, 2
_EPOCH = date(2000, 1, 1)
_UNITS = ("days", "months", "semesters")


class CaseLinkError(ValueError):
    """A link that no case can be read from: cut, changed, or of a version not known here."""


# The forms by their codes; a code never moves.
_FORMS = ("eligibility", "grant", "duration", "grade", "deadlines", "account", "options")
_TRUTH_VALUES: tuple[Json, ...] = (False, True, UNKNOWN)
# The shapes of one mark by their codes; a code never moves.
_POINTS, _GRADE, _LETTER, _NAMED_LETTER = range(4)
_LETTERS = ("A", "B", "C", "D", "E", "F")
_HUNDRED = 100
# The code of a choice that is spelled out, where the slot has fewer codes; and its letters.
_SPELLED, _LONGEST_WORD = 7, 31
_WORD_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_-"
# Up to this code a link always says whether a slot was told; the first links did.
_ALWAYS_WRITTEN = 23


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """What a link holds.

    Attributes:
        form: the form that it opens.
        answers: its answers by slot.
        asks_on: the next question is wanted, rather than the result as far as it goes.
    """

    form: str
    answers: dict[str, Json]
    asks_on: bool = False


def encode(form: str, answers: Mapping[str, Json], *, asks_on: bool = False) -> str | None:
    """Return the payload of a link to this case.

    Args:
        form: the form that it opens.
        answers: its answers by slot.
        asks_on: whoever opens it goes on with the form's next question.

    Returns:
        None for what a link cannot carry: a value outside every slot's range, or too many of them.
    """
    if not asks_on:
        plain = _packed(_PLAIN, form, answers, asks_on=False)
        if plain is not None:
            return plain
    return _packed(_WIDER, form, answers, asks_on=asks_on)


def decode(payload: str) -> OpenedLink:
    """Return what a link's payload holds.

    Raises:
        CaseLinkError: when it was cut or changed, or is of another version.
    """
    code = payload.removeprefix(PREFIX)
    try:
        packed = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise CaseLinkError("letters that no link has") from None
    body, check = packed[:-2], packed[-2:]
    if len(packed) < 4 or (zlib.crc32(body) & 0xFFFF).to_bytes(2, "big") != check:
        raise CaseLinkError("the check sum does not fit")
    version = body[0]
    if version not in (_PLAIN, _WIDER):
        raise CaseLinkError(f"version {version} is not known")
    reader = BitReader(body[1:])
    try:
        form = _FORMS[reader.take(4)]
        asks_on = version == _WIDER and reader.take(1) == 1
        answers: dict[str, Json] = {}
        for slot in _carried():
            # A slot that came later than the link has no place in it.
            if reader.take_if_any():
                answers.update(_read_slot(reader, slot, version))
    except (IndexError, OverflowError, ValueError):
        raise CaseLinkError("it holds no case") from None
    return OpenedLink(form, answers, asks_on)


def can_carry(slot: str) -> bool:
    """Say whether a link has a place for a slot."""
    row = SLOTS.get(kind_of(slot))
    return row is not None and row.code is not None


def _carried(*, up_to: int | None = None) -> list[Slot]:
    """Return the slots that a link carries, in the order of their codes."""
    coded = [(slot.code, slot) for slot in SLOTS.values() if slot.code is not None]
    return [
        slot for code, slot in sorted(coded, key=itemgetter(0)) if up_to is None or code <= up_to
    ]


def _last_code(answers: Mapping[str, Json]) -> int:
    """Return the last code that is written; behind it a reader takes every slot as not told."""
    told = {kind_of(name) for name in answers}
    codes = [slot.code for slot in _carried() if slot.name in told]
    return max(_ALWAYS_WRITTEN, *(code for code in codes if code is not None), 0)


def _packed(version: int, form: str, answers: Mapping[str, Json], *, asks_on: bool) -> str | None:
    writer = BitWriter()
    if form not in _FORMS or not all(can_carry(name) for name in answers):
        return None
    try:
        writer.put(_FORMS.index(form), 4)
        if version == _WIDER:
            writer.put(asks_on, 1)
        for slot in _carried(up_to=_last_code(answers)):
            told = [value for name, value in answers.items() if kind_of(name) == slot.name]
            writer.put(bool(told), 1)
            if told:
                _write_slot(writer, slot, told, version)
    except (TypeError, ValueError, OverflowError, KeyError):
        return None
    packed = bytes([version]) + writer.bytes()
    packed += (zlib.crc32(packed) & 0xFFFF).to_bytes(2, "big")
    payload = PREFIX + base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return payload if len(payload) <= LIMIT else None


def _write_slot(writer: BitWriter, slot: Slot, values: list[Json], version: int) -> None:
    if slot.numbered:
        # `stay1`, `stay2` and so on, in the order in which they were told.
        writer.put(len(values), 3)
    for value in values:
        _write(writer, slot, value, version)


def _read_slot(reader: BitReader, slot: Slot, version: int) -> dict[str, Json]:
    if not slot.numbered:
        return {slot.name: _read(reader, slot, version)}
    count = reader.take(3)
    return {f"{slot.name}{one}": _read(reader, slot, version) for one in range(1, count + 1)}


def _write(writer: BitWriter, slot: Slot, value: Json, version: int) -> None:
    match slot.type:
        case SlotType.CHOICE:
            _write_choice(writer, slot, value)
        case SlotType.TRUTH:
            writer.put(_TRUTH_VALUES.index(value), 2)
        case SlotType.LENGTH:
            _write_duration(writer, value)
        case SlotType.DAY:
            _write_day(writer, value)
        case SlotType.MARK:
            _write_marks(writer, value)
        case _:
            _write_number(writer, value, version)


def _read(reader: BitReader, slot: Slot, version: int) -> Json:
    match slot.type:
        case SlotType.CHOICE:
            return _read_choice(reader, slot)
        case SlotType.TRUTH:
            return _TRUTH_VALUES[reader.take(2)]
        case SlotType.LENGTH:
            return _read_duration(reader)
        case SlotType.DAY:
            return _read_day(reader)
        case SlotType.MARK:
            return _read_marks(reader)
        case _:
            return _read_number(reader, version)


def _write_choice(writer: BitWriter, slot: Slot, value: Json) -> None:
    """Write a choice by its code; a word that institutions add, letter by letter."""
    word = str(value)
    if word in slot.codes:
        writer.put(slot.codes.index(word), 3)
        return
    if len(slot.codes) > _SPELLED or not 0 < len(word) <= _LONGEST_WORD:
        raise ValueError("a choice that a link does not carry")
    writer.put(_SPELLED, 3)
    writer.put(len(word), 5)
    for letter in word:
        writer.put(_WORD_LETTERS.index(letter), 6)


def _read_choice(reader: BitReader, slot: Slot) -> str:
    code = reader.take(3)
    if code < len(slot.codes) or code != _SPELLED:
        return slot.codes[code]
    return "".join(_WORD_LETTERS[reader.take(6)] for _ in range(reader.take(5)))


def _write_number(writer: BitWriter, value: Json, version: int) -> None:
    if value == UNKNOWN:
        writer.put(1, 1)
        return
    writer.put(0, 1)
    if version == _WIDER:
        whole = isinstance(value, int) and not isinstance(value, bool)
        writer.put(not whole, 1)
        if not whole:
            writer.put(_hundredths(value), 20)
            return
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("only whole numbers travel in a link of the first version")
    writer.put(value, 14)


def _read_number(reader: BitReader, version: int) -> Json:
    if reader.take(1):
        return UNKNOWN
    if version == _WIDER and reader.take(1):
        return reader.take(20) / _HUNDRED
    return reader.take(14)


def _hundredths(value: Json) -> int:
    """Return a number of at most two decimals as hundredths."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("not a number")
    exact = Decimal(str(value)) * _HUNDRED
    if exact != int(exact):
        raise ValueError("more decimals than a link carries")
    return int(exact)


def _write_duration(writer: BitWriter, value: Json) -> None:
    if value == UNKNOWN:
        writer.put(2, 2)
    elif not isinstance(value, Mapping):
        raise TypeError("not a duration")
    elif "from" in value:
        writer.put(1, 2)
        for end in ("from", "to"):
            _write_day(writer, value[end])
    else:
        writer.put(0, 2)
        for unit in _UNITS:
            writer.put(unit in value, 1)
            if unit in value:
                writer.put(int(str(value[unit])), 12)


def _read_duration(reader: BitReader) -> Json:
    kind = reader.take(2)
    if kind == 2:
        return UNKNOWN
    if kind == 1:
        return {"from": _read_day(reader), "to": _read_day(reader)}
    return {unit: reader.take(12) for unit in _UNITS if reader.take(1)}


def _write_day(writer: BitWriter, value: Json) -> None:
    writer.put((date.fromisoformat(str(value)) - _EPOCH).days, 16)


def _read_day(reader: BitReader) -> str:
    return (_EPOCH + timedelta(days=reader.take(16))).isoformat()


def _write_marks(writer: BitWriter, value: Json) -> None:
    """Write one mark, or a list of them with its length."""
    writer.put(isinstance(value, list), 1)
    marks = value if isinstance(value, list) else [value]
    if isinstance(value, list):
        writer.put(len(marks), 5)
    for mark in marks:
        match mark:
            case {"points": points}:
                writer.put(_POINTS, 2)
                writer.put(_hundredths(points), 14)
            case {"grade": int(grade)}:
                writer.put(_GRADE, 2)
                writer.put(grade, 4)
            case {"ects": str(letter)}:
                writer.put(_NAMED_LETTER, 2)
                writer.put(_LETTERS.index(letter.upper()), 3)
            case _:
                writer.put(_LETTER, 2)
                writer.put(_LETTERS.index(str(mark).upper()), 3)


def _read_marks(reader: BitReader) -> Json:
    if not reader.take(1):
        return _read_mark(reader)
    return [_read_mark(reader) for _ in range(reader.take(5))]


def _read_mark(reader: BitReader) -> Json:
    match reader.take(2):
        case 0:
            points, rest = divmod(reader.take(14), _HUNDRED)
            return {"points": points + rest / _HUNDRED if rest else points}
        case 1:
            return {"grade": reader.take(4)}
        case 2:
            return _LETTERS[reader.take(3)]
    return {"ects": _LETTERS[reader.take(3)]}
