"""The shape of the knowledge's files, and its faults in words that an editor understands."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from knowledge.entry import EntryKind, Tool
from rules.strict_yaml import YamlPath

_EntryId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]
_SourceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
_ABOUT_SR, _ABOUT_EN = r"^о .+", r"^about .+"
_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_ALLOWED_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "small letters, digits, single hyphens: short-phd-grant",
    r"^[a-z0-9-]+/[a-z0-9-]+$": "document/section, such as exchange-rules/study",
    _ABOUT_SR: "„о“ and the case it asks for: о визи, о томе ко потписује",
    _ABOUT_EN: "about and what it is: about a visa, about who signs",
}


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BilingualForm(_Form):
    """The same words in both languages."""

    sr: _Line
    en: _Line


class PhrasingsForm(_Form):
    """How people ask, by language."""

    sr: Annotated[tuple[_Line, ...], Field(min_length=1)]
    en: Annotated[tuple[_Line, ...], Field(min_length=1)]


class ExamplesForm(_Form):
    """More ways of asking for one entry, as they stand in a file of `examples/`."""

    sr: tuple[_Line, ...] = ()
    en: tuple[_Line, ...] = ()


class LineForm(BilingualForm):
    """One line of an overview, with the entry or the tool that its button leads to."""

    entry: _EntryId | None = None
    tool: Tool | None = None
    programme: _Line | None = None
    most_for: dict[_Line, tuple[_Line, ...]] = Field(default_factory=dict, alias="for")


class NeedsForm(_Form):
    """Words of which a question must hold one before a narrow entry is told."""

    sr: Annotated[tuple[_Line, ...], Field(min_length=1)]
    en: Annotated[tuple[_Line, ...], Field(min_length=1)]


class AskedForm(_Form):
    """By what a sentence of an answer is asked for."""

    aspects: tuple[_Line, ...] = ()
    sr: tuple[_Line, ...] = ()
    en: tuple[_Line, ...] = ()


class LeadForm(_Form):
    """What of an answer comes first where something narrower is asked."""

    starts: BilingualForm
    lead: BilingualForm | None = None
    asked: AskedForm = Field(default_factory=AskedForm)


class EntryForm(_Form):
    """One entry as it stands in a file of `knowledge/entries`."""

    id: _EntryId
    # Of an entry in the folder of an institution: that one, where it is left out.
    institution: _Line | None = None
    kind: EntryKind = EntryKind.ANSWER
    title: BilingualForm
    phrasings: PhrasingsForm
    answer: BilingualForm
    # Each line is a button of its own, and a phone shows so many under a message.
    lines: Annotated[tuple[LineForm, ...], Field(max_length=7)] = ()
    sources: tuple[_SourceId, ...] = ()
    facts: tuple[_Line, ...] = ()
    tool: Tool | None = None
    programme: _Line | None = None
    same_question: _EntryId | None = None
    contact: bool = False
    holds_for: dict[_Line, tuple[_Line, ...]] | Literal["always"] = Field(default_factory=dict)
    needs: NeedsForm | Literal["nothing"] | None = None
    related: Annotated[tuple[_EntryId, ...], Field(max_length=3)] = ()
    leads: tuple[LeadForm, ...] = ()
    items_hold: bool = False
    follow_ups: PhrasingsForm | None = None


class DocumentForm(_Form):
    """One document as it stands in `sources.yaml`."""

    title: BilingualForm
    institution: str
    outside: bool = False
    link: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None
    checked_on: date
    sections: dict[str, BilingualForm]


class FactForm(_Form):
    """One fact that the entries must cover, as it stands in `facts.yaml`."""

    id: _Line
    source: _SourceId
    about: _Line


class MeaningForm(_Form):
    """Words that mean the same to the finder, as they stand in `lexicon.yaml`."""

    meaning: _EntryId
    sr: tuple[_Line, ...] = ()
    en: tuple[_Line, ...] = ()


class AboutForm(_Form):
    """What the texts may say nothing of, as it follows on "nothing": it begins with "about"."""

    sr: Annotated[str, StringConstraints(pattern=_ABOUT_SR)]
    en: Annotated[str, StringConstraints(pattern=_ABOUT_EN)]


class AspectForm(_Form):
    """What can be asked of any kind of mobility, as it stands in `aspects.yaml`."""

    aspect: _EntryId
    about: AboutForm
    meanings: tuple[_Line, ...] = ()
    sr: tuple[_Line, ...] = ()
    en: tuple[_Line, ...] = ()
    rules: bool = False
    in_passing: bool = False
    of_its_matter: bool = False
    general: bool = False


class QuestionsForm(_Form):
    """Questions by language that nothing here answers, as they stand in `outside.yaml`."""

    sr: tuple[_Line, ...]
    en: tuple[_Line, ...]


class TradeOffForm(_Form):
    """What the thresholds give on held-out questions, in shares of 1."""

    questions: int
    right: float
    wrong: float
    reached: float
    outside_questions: int
    outside_answered: float


class ThresholdsForm(_Form):
    """`thresholds.yaml`: where answering and suggesting begin, and what that gave."""

    answer: Annotated[float, Field(ge=0, le=1)]
    suggest: Annotated[float, Field(ge=0, le=1)]
    margin: Annotated[float, Field(ge=0, le=1)]
    measured_on: date
    figures: TradeOffForm


DOCUMENTS: TypeAdapter[dict[str, DocumentForm]] = TypeAdapter(dict[str, DocumentForm])
FACTS: TypeAdapter[tuple[FactForm, ...]] = TypeAdapter(tuple[FactForm, ...])
LEXICON: TypeAdapter[tuple[MeaningForm, ...]] = TypeAdapter(tuple[MeaningForm, ...])
ASPECTS: TypeAdapter[tuple[AspectForm, ...]] = TypeAdapter(tuple[AspectForm, ...])


def faults(error: ValidationError) -> list[tuple[YamlPath, str]]:
    """Return where in the document each fault is, and what an editor should read about it."""
    return [(tuple(found["loc"]), _in_words(found)) for found in error.errors()]


# By pydantic's name of a fault; filled with the key, what was given, and pydantic's own context.
_FAULTS = {
    "missing": "{key!r} is missing here; add it",
    "extra_forbidden": "{key!r} is not a key that is known here; correct or remove it",
    "enum": "{key}: {given!r} is not allowed; allowed: {expected}",
    "string_pattern_mismatch": "{key}: {given!r} is not allowed; write {allowed}",
    "string_too_short": "{key} is empty; write something, or remove the key",
    "string_too_long": "{key}: {given!r} is longer than {max_length} characters; shorten it",
    "too_short": "{key} needs at least {min_length}",
    "too_long": "{key} may hold at most {max_length}; there are {actual_length}",
    "tuple_type": "{key} must be a list: lines that begin with '- ', or [one, two]",
    "string_type": "{key}: {given} is not text; put it in quotes",
    "model_type": "{key} must hold keys with values, such as sr: and en:",
    "dict_type": "{key} must hold keys with values",
}


def _in_words(found: Any) -> str:
    context = dict(found.get("ctx", {}))
    context["allowed"] = _ALLOWED_PATTERNS.get(context.get("pattern", ""), "https://…, no spaces")
    words = _FAULTS.get(found["type"], "{key}: {message} (given: {given!r})")
    given = found["input"]
    if isinstance(given, str) and len(given) > 40:
        given = given[:40] + "…"
    return words.format(key=_key(found["loc"]), given=given, message=found["msg"], **context)


def _key(location: Sequence[str | int]) -> str:
    names = [part for part in location if isinstance(part, str)]
    return re.sub(r"[\[\]]", "", names[-1]) if names else "this"
