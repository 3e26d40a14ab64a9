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
