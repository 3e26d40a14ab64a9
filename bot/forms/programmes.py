"""Programmes of the institution whose rules a form computes: their kinds, names and bounds."""

from collections.abc import Mapping
from datetime import date

from bot.forms.slot import Answers
from bot.messages.button_data import UNKNOWN
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from bot.understanding.dates.date_values import days_of
from locales import Bilingual
from rules import Rulebook
from rules.programme import SHORT_KINDS, Programme, ProgrammeKind

INSTITUTION = "institution"
"""The answer that names whose rules are computed, where it is not the default institution."""


def whose(rulebook: Rulebook, answers: Answers) -> Rulebook:
    """Return the rules of the institution that the answers name; of none, those of the default.

    Where the answers tell when the stay is, its numbers are those in force then.
    """
    return rulebook.at(answers.get(INSTITUTION)).during(_day_of_the_stay(answers))


def _day_of_the_stay(answers: Answers) -> date | None:
    """Return the first day on which the stay may begin; None where it was not told."""
    stay, begins = answers.get("duration"), answers.get("starts_on")
    if isinstance(stay, Mapping) and "from" in stay:
        return date.fromisoformat(str(stay["from"]))
    return days_of(begins)[0] if isinstance(begins, str) and begins != UNKNOWN else None


def with_first_day(answers: Answers) -> Answers:
    """Return answers with the first day of a stay that is told by its dates.

    A form that asks for days alone knows by it when they are, whatever becomes of the days.
    """
    stay = answers.get("duration")
    if not (isinstance(stay, Mapping) and "from" in stay):
        return answers
    return {**answers, "starts_on": str(stay["from"])}


def programme_of(rulebook: Rulebook, name: Json) -> Programme | None:
    """Return a programme of an institution; None where it has none of the name."""
    return rulebook.programmes.get(name) if isinstance(name, str) else None


def is_of_staff(rulebook: Rulebook, name: Json) -> bool:
    """Return whether a programme is for employees."""
    programme = programme_of(rulebook, name)
    return programme is not None and programme.kind is ProgrammeKind.STAFF


def is_short(rulebook: Rulebook, name: Json) -> bool:
    """Return whether a programme's stays are short ones."""
    programme = programme_of(rulebook, name)
    return programme is not None and programme.kind in SHORT_KINDS


def is_paid_by_day(rulebook: Rulebook, name: Json) -> bool:
    """Return whether amounts by the day are published for a programme."""
    programme = programme_of(rulebook, name)
    return programme is not None and programme.paid_by_day


def staff_programmes(rulebook: Rulebook) -> tuple[str, ...]:
    """Return the programmes for employees, in the order in which people see them."""
    return tuple(name for name in rulebook.programmes if is_of_staff(rulebook, name))


def title(rulebook: Rulebook, name: str, voice: Voice) -> str:
    """Return the name of a programme as it stands alone, plain text."""
    return _name(rulebook, name, "option.programme", voice)


def named(rulebook: Rulebook, name: str, voice: Voice) -> str:
    """Return the name of a programme within a sentence, plain text."""
    return _name(rulebook, name, "named", voice)


def of(rulebook: Rulebook, name: str, voice: Voice) -> str:
    """Return the name of a programme after "of" and "for", plain text."""
    return _name(rulebook, name, "of", voice)


def to(rulebook: Rulebook, name: str, voice: Voice) -> str:
    """Return what "you can" goes on with: going on a programme, plain text."""
    words = rulebook.programmes[name].named
    if isinstance(words, Bilingual):
        return voice.label("to.other", programme=voice.plain(words))
    return voice.label(f"to.{name}")


def short(rulebook: Rulebook, name: str, voice: Voice) -> str:
    """Return the name of a programme for a button, plain text."""
    return _name(rulebook, name, "short", voice)


def _name(rulebook: Rulebook, name: str, message: str, voice: Voice) -> str:
    programme = rulebook.programmes[name]
    own = {
        "option.programme": programme.title,
        "short": programme.short,
        "of": programme.genitive or programme.named,
    }
    words = own.get(message, programme.named)
    if isinstance(words, Bilingual):
        return voice.plain(words)
    return voice.label(f"{message}.{name}")
