"""Conditions in the words of those they are told to."""

from collections.abc import Iterable
from dataclasses import replace

from bot.forms.form import Answers, known
from bot.messages.voice import Voice
from locales import Text
from rules import Rulebook
from rules.programme import ProgrammeKind

_OF_EVERY_CYCLE = "rules.study_duration.rule"
_BESIDE = {
    ProgrammeKind.STAFF: (("hours",), ("contract",)),
    ProgrammeKind.BLENDED: (("through_faculty",),),
}
_BESIDE_ITS_NAME = {
    "rules.study_duration.rule": "study",
    "conversation.study_length.semester": "semester",
    "conversation.study_length.doctoral": "months",
    "rules.traineeship_duration.rule": "months",
    "rules.short_phd_duration.rule": "days",
    "rules.bip_duration.rule": "days",
    "rules.days_between.rule": "days",
    "rules.staff_duration.rule": "days",
}
_OF_DOCTORAL = "conversation.study_length.doctoral"
_OF_OTHERS = "conversation.study_length.semester"


def for_the_cycle(text: Text, answers: Answers) -> Text:
    """Return a condition on the length of studies for the cycle told; any other as it is."""
    cycle = known(answers, "cycle")
    if cycle is None:
        return text
    own = _OF_DOCTORAL if cycle == "doctoral" else _OF_OTHERS
    values = {
        name: for_the_cycle(value, answers) if isinstance(value, Text) else value
        for name, value in text.values.items()
    }
    return replace(text, id=own if text.id == _OF_EVERY_CYCLE else text.id, values=values)


def beside_its_name(text: Text, answers: Answers) -> Text:
    """Return a condition on a length as it stands behind the name of its programme.

    "Traineeship: at least 2 months" rather than "the traineeship must last at least 2 months".
    """
    for_them = for_the_cycle(text, answers)
    short = _BESIDE_ITS_NAME.get(for_them.id)
    return for_them if short is None else replace(for_them, id=f"conversation.length_alone.{short}")


def beside_the_length(
    rulebook: Rulebook, programmes: Iterable[str], voice: Voice
) -> tuple[str, ...]:
    """Return what stays need beside their length: hours and a contract, or a faculty's BIP."""
    texts = (
        voice.text(condition.text)
        for programme in programmes
        for condition in rulebook.conditions(programme)
        if condition.facts in _BESIDE.get(rulebook.programmes[programme].kind, ())
    )
    return tuple(dict.fromkeys(texts))
