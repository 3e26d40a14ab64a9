"""Conditions in the words of those they are told to."""

from collections.abc import Iterable
from dataclasses import replace

from bot.forms.form import Answers, known
from bot.messages.voice import Voice
from locales import Text
from rules import Rulebook, Verdict
from rules.programme import ProgrammeKind

_BESIDE = {
    ProgrammeKind.STAFF: (("hours",), ("contract",)),
    ProgrammeKind.BLENDED: (("through_faculty",),),
}
_ALONE = "conversation.length_alone"
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
# What is said of every cycle, as it is said to somebody whose cycle is known.
_IN_DOCTORAL = {
    "rules.study_duration.rule": "conversation.study_length.doctoral",
    "rules.study_duration.too_short": "conversation.study_length.too_short",
    "rules.study_duration.too_short.change": "conversation.study_length.too_short.change",
}
_IN_OTHERS = {
    "rules.study_duration.rule": "conversation.study_length.semester",
    "rules.study_duration.too_short": "rules.study_duration.fails",
    "rules.study_duration.too_short.change": "rules.study_duration.fails.change",
}


def for_the_cycle(text: Text, answers: Answers) -> Text:
    """Return a condition on the length of studies for the cycle told; any other as it is."""
    cycle = known(answers, "cycle")
    if cycle is None:
        return text
    own = _IN_DOCTORAL if cycle == "doctoral" else _IN_OTHERS
    values = {
        name: for_the_cycle(value, answers) if isinstance(value, Text) else value
        for name, value in text.values.items()
    }
    return replace(text, id=own.get(text.id, text.id), values=values)


def in_their_cycle(verdict: Verdict, answers: Answers) -> Verdict:
    """Return a verdict whose reasons speak of the cycle that was told, and not of every one."""
    reasons = tuple(replace(one, text=for_the_cycle(one.text, answers)) for one in verdict.reasons)
    changes = tuple(for_the_cycle(one, answers) for one in verdict.would_change)
    return replace(verdict, reasons=reasons, would_change=changes)


def beside_its_name(text: Text, answers: Answers) -> Text:
    """Return a condition on a length as it stands behind the name of its programme.

    "Traineeship: at least 2 months" rather than "the traineeship must last at least 2 months".
    """
    for_them = for_the_cycle(text, answers)
    short = _BESIDE_ITS_NAME.get(for_them.id)
    return for_them if short is None else replace(for_them, id=f"{_ALONE}.{short}")


def is_beside_a_name(text: Text) -> bool:
    """Return whether a text is a length alone, and no sentence."""
    return text.id.startswith(f"{_ALONE}.")


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
