"""Slots in a reader's words: as options of a question, and as a line of what was understood."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.forms.form import within_sentence
from bot.forms.slot import SlotType
from bot.forms.slot_questions import kind_of
from bot.forms.slot_words import counted, duration, exact, rates
from bot.forms.slots import SLOTS
from bot.messages.button_data import UNKNOWN
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from locales import Text, Value
from rules.institutions import registry

__all__ = ["duration", "fact", "option", "rates", "told"]


def option(name: str, value: Json, voice: Voice) -> str:
    """Return a value of a slot as a button shows it, plain text."""
    if value == UNKNOWN:
        return voice.label("option.unknown")
    slot = SLOTS[kind_of(name)]
    if slot.wording is not None:
        return slot.wording(value, voice)
    match slot.type:
        case SlotType.TRUTH:
            return voice.label("option.yes" if value else "option.no")
        case SlotType.WHOLE | SlotType.NUMBER:
            return voice.plain(counted(slot, exact(value)))
        case SlotType.LENGTH if isinstance(value, Mapping):
            if slot.name in _MAY_BE_NONE and not any(value.values()):
                return voice.label(f"option.{slot.name}.none")
            return voice.plain(duration(value))
        case SlotType.DAY:
            return voice.plain(date.fromisoformat(str(value)))
        case _:
            return voice.label(f"option.{slot.name}.{value}")


_CYCLES = frozenset({"cycle", "mobility_cycle"})
_MAY_BE_NONE = ("used", "stay")
# Their names keep their capitals.
_PROPER_NAMES = frozenset({"institution"})
# Slots whose value stands without a name: "not known" alone would not say of what.
_BARE = frozenset(
    {"role", "cycle", "mobility_cycle", "year", "hours", "ects", "programme"}
    | {"duration", "used", "travel_days"}
)
# Who somebody is comes first, whatever was told first.
_FIRST = ("role", "cycle", "year", "programme")


def told(answers: Mapping[str, Json], voice: Voice, leave_out: Iterable[str] = ()) -> str:
    """Return everything that was answered in one line of HTML; empty when nothing was."""
    return ", ".join(each_told(answers, voice, leave_out))


def each_told(
    answers: Mapping[str, Json], voice: Voice, leave_out: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return everything that was answered, who somebody is first, each in a few words of HTML."""
    skipped = frozenset(leave_out)
    named = answers.get("institution")
    whom = registry()[str(named)].named if named in registry() else {}
    in_order = [name for name in _FIRST if name in answers]
    slots = list(SLOTS)
    rest = (name for name in answers if name not in _FIRST)
    in_order += sorted(rest, key=lambda name: slots.index(kind_of(name)))
    return tuple(
        fact(name, answers[name], voice, **whom)
        for name in in_order
        if name not in skipped and not _ends_the_stays(name, answers[name])
    )


def _ends_the_stays(name: str, value: Json) -> bool:
    """Return whether this is the "no more" after the last of several stays: it is no fact."""
    return kind_of(name) == "stay" and isinstance(value, Mapping) and not any(value.values())


def fact(name: str, value: Json, voice: Voice, **whom: Value) -> str:
    """Return one slot with its value as HTML, clear on its own: "year 2", "a stay of 20 days".

    Args:
        name: the slot.
        value: what it holds.
        voice: the reader's words.
        whom: the names of the institution, for slots that speak of it.
    """
    kind = kind_of(name)
    if value == UNKNOWN and kind in _BARE:
        return voice.say(f"fact_not_known.{kind}")
    if isinstance(value, bool) and SLOTS[kind].type is SlotType.TRUTH:
        return voice.say(f"fact.{kind}.{'yes' if value else 'no'}", **whom)
    if isinstance(value, Mapping) and kind == "used" and not any(value.values()):
        return voice.say("fact.used.none")
    if kind in _CYCLES and value != UNKNOWN:
        return voice.say(f"fact.{kind}", value=Text(f"rules.cycle.{value}"))
    words = option(name, value, voice)
    chosen = SLOTS[kind].type in (SlotType.CHOICE, SlotType.TRUTH) or value == UNKNOWN
    said = within_sentence(words) if chosen and kind not in _PROPER_NAMES else words
    dates = kind == "duration" and isinstance(value, Mapping) and "from" in value
    return voice.say(f"fact.{kind}.dates" if dates else f"fact.{kind}", **{**whom, "value": said})
