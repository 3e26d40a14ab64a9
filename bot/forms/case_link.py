"""A whole case in a deep link: a tool and its answers in at most 64 of `[A-Za-z0-9_-]`.

Nothing is stored for it: the link is the case, so it can be sent to a coordinator and opened by
anybody, on any replica, for as long as the format's version is known. A link that was cut or
changed on its way is recognised by its check sum and says so; it is no signature, and needs none:
whoever makes a link could as well have typed the facts.
"""

import base64
import binascii
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from bot.forms.slot import Slot, SlotType
from bot.forms.slots import SLOTS
from bot.messages.button_data import UNKNOWN
from bot.messages.json_value import Json

PREFIX = "case_"
LIMIT = 64

_VERSION = 1
_EPOCH = date(2000, 1, 1)
_UNITS = ("days", "months", "semesters")


class CaseLinkError(ValueError):
    """A link that no case can be read from: cut, changed, or of a version not known here."""


# The forms by their codes; a code never moves.
_FORMS = ("eligibility", "grant", "duration", "grade", "deadlines")
_TRUTH_VALUES: Sequence[Json] = (False, True, UNKNOWN)


def _carried() -> list[Slot]:
    """Return the slots that a link carries, in the order of their codes."""
    coded = [(slot.code, slot) for slot in SLOTS.values() if slot.code is not None]
    return [slot for _, slot in sorted(coded, key=itemgetter(0))]


def encode(tool: str, answers: Mapping[str, Json]) -> str | None:
    """Return the payload of a link to this case.

    None for what a link cannot carry (a fraction, say).
    """
    writer, carried = _Writer(), _carried()
    if not set(answers) <= {slot.name for slot in carried}:
        return None
    try:
        writer.put(_FORMS.index(tool), 4)
        for slot in carried:
            writer.put(slot.name in answers, 1)
            if slot.name in answers:
                _write(writer, slot, answers[slot.name])
    except (TypeError, ValueError, OverflowError):
        return None
    packed = bytes([_VERSION]) + writer.bytes()
    packed += (zlib.crc32(packed) & 0xFFFF).to_bytes(2, "big")
    payload = PREFIX + base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return payload if len(payload) <= LIMIT else None


def decode(payload: str) -> tuple[str, dict[str, Json]]:
    """Return the tool and the answers of a link's payload.

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
    if body[0] != _VERSION:
        raise CaseLinkError(f"version {body[0]} is not known")
    reader = _Reader(body[1:])
    try:
        tool = _FORMS[reader.take(4)]
        # A slot that came later than the link has no place in it.
        answers = {slot.name: _read(reader, slot) for slot in _carried() if reader.take_if_any()}
    except (IndexError, OverflowError, ValueError):
        raise CaseLinkError("it holds no case") from None
    return tool, answers


def _write(writer: "_Writer", slot: Slot, value: Json) -> None:
    match slot.type:
        case SlotType.CHOICE:
            writer.put(slot.codes.index(str(value)), 3)
        case SlotType.TRUTH:
            writer.put(_TRUTH_VALUES.index(value), 2)
        case SlotType.LENGTH:
            _write_duration(writer, value)
        case _:
            _write_number(writer, value)


def _write_number(writer: "_Writer", value: Json) -> None:
    if value == UNKNOWN:
        writer.put(1, 1)
        return
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("only whole numbers travel in a link")
    writer.put(0, 1)
    writer.put(value, 14)


def _write_duration(writer: "_Writer", value: Json) -> None:
    if value == UNKNOWN:
        writer.put(2, 2)
    elif not isinstance(value, Mapping):
        raise TypeError("not a duration")
    elif "from" in value:
        writer.put(1, 2)
        for end in ("from", "to"):
            writer.put((date.fromisoformat(str(value[end])) - _EPOCH).days, 16)
    else:
        writer.put(0, 2)
        for unit in _UNITS:
            writer.put(unit in value, 1)
            if unit in value:
                writer.put(int(str(value[unit])), 12)


def _read(reader: "_Reader", slot: Slot) -> Json:
    match slot.type:
        case SlotType.CHOICE:
            return slot.codes[reader.take(3)]
        case SlotType.TRUTH:
            return _TRUTH_VALUES[reader.take(2)]
        case SlotType.LENGTH:
            return _read_duration(reader)
        case _:
            return UNKNOWN if reader.take(1) else reader.take(14)


def _read_duration(reader: "_Reader") -> Json:
    kind = reader.take(2)
    if kind == 2:
        return UNKNOWN
    if kind == 1:
        first, last = (_EPOCH + timedelta(days=reader.take(16)) for _ in range(2))
        return {"from": first.isoformat(), "to": last.isoformat()}
    return {unit: reader.take(12) for unit in _UNITS if reader.take(1)}


@dataclass(slots=True)
class _Writer:
    """Bits, first to last."""

    number: int = 0
    length: int = 0

    def put(self, value: int, width: int) -> None:
        if not 0 <= value < 1 << width:
            raise OverflowError(value)
        self.number = self.number << width | int(value)
        self.length += width

    def bytes(self) -> bytes:
        padding = -self.length % 8
        return (self.number << padding).to_bytes((self.length + padding) // 8, "big")


class _Reader:
    """The bits of a byte string, first to last."""

    def __init__(self, packed: bytes) -> None:
        self._bits = self._each(packed)

    @staticmethod
    def _each(packed: bytes) -> Iterator[int]:
        for byte in packed:
            for position in range(7, -1, -1):
                yield byte >> position & 1

    def take_if_any(self) -> bool:
        """Return the next bit; False behind the last one."""
        return next(self._bits, 0) == 1

    def take(self, width: int) -> int:
        value = 0
        for _ in range(width):
            bit = next(self._bits, None)
            if bit is None:
                raise IndexError("no more bits")
            value = value << 1 | bit
        return value
