"""What somebody tells of themselves, said back in a sentence: "So you are a PhD student."."""

from collections.abc import Iterator, Mapping

from bot.forms.slot_words import day_or_month
from bot.messages.button_data import UNKNOWN
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from locales import Ordinal, Text
from rules.institutions import registry
from rules.programmes.roles import STUDENT

# Told beside who somebody is, each in words of its own for yes and for no.
_BESIDE = ("registered", "degree_programme", "contract")


def who_it_is(said: Mapping[str, Json], institution: str | None, voice: Voice) -> str:
    """Return who somebody says to be, as a sentence of HTML; empty where that is left open.

    Args:
        said: the slots that the message tells.
        institution: the institution that the message names.
        voice: the reader's words.
    """
    at = registry()[str(institution)].named if institution in registry() else {}
    main = [voice.plain(one) for one in _main(said)]
    if main and at:
        main[0] = voice.label("noted.at", who=main[0], **at)
    # "You are a master's student at the University" says of whom they are a student already.
    goes_without_saying = bool(main and at and said.get("registered") is True)
    beside = [
        voice.label(f"noted.{slot}.{'yes' if said[slot] else 'no'}", **at)
        for slot in _BESIDE
        if isinstance(said.get(slot), bool) and not (goes_without_saying and slot == "registered")
    ]
    clauses = (*main, *beside)
    return voice.say("noted.head", told=clauses) if clauses else ""


def when_it_begins(value: Json, voice: Voice) -> str:
    """Return when a stay begins, and the question how long it is, as HTML."""
    exactness = ("year", "month", "day")[str(value).count("-")]
    return voice.say(f"noted.start.{exactness}", told=day_or_month(value, voice))


def _main(said: Mapping[str, Json]) -> Iterator[Text]:
    """Yield what somebody is, then what they study; being a student goes without saying then."""
    told = {slot: value for slot, value in said.items() if value != UNKNOWN}
    role, cycle, year = told.get("role"), told.get("cycle"), told.get("year")
    studies = cycle is not None or year is not None
    if role is not None and not (studies and role == STUDENT):
        yield Text(f"conversation.noted.role.{role}")
    if year is not None:
        of = "" if cycle is None else f".{cycle}"
        yield Text(f"conversation.noted.year{of}", {"year": Ordinal(int(str(year)))})
    elif cycle is not None:
        yield Text(f"conversation.noted.cycle.{cycle}")
