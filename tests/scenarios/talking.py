"""Conversations as editors write them: the files' form, and what is expected of each turn."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import prod
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from bot.dialogue.assistant import Assistant
from bot.dialogue.state.case import values
from bot.dialogue.state.session import Session
from bot.messages.button_data import LIMIT
from bot.messages.effect import Button, Effect, Forget, Outcome, Reply
from bot.messages.event import Event, Said, Tapped
from bot.messages.markup import plain
from locales import Locale, format_value
from rules.parameter import Parameter
from tests.tables import read_table

FOLDER = Path(__file__).with_name("conversations")
NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
# A Telegram client tells no script, so Latin letters come from a neighbour's language.
CLIENTS = {"en": "en", "sr-Latn": "hr", "sr-Cyrl": "sr"}

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_LONGEST = 4096


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_as_list), Field(strict=False)]
Language = Literal["en", "sr-Latn", "sr-Cyrl"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Turn(_Strict):
    """What a person does, and what must come of it.

    Attributes:
        says, taps, presses, opens: exactly one of them: words typed; a button's label; a button's
            raw data, as a forger would send it; the payload of a deep link.
        first: words in the first line of the reply.
        contains: words in the reply.
        lacks: words that are not in it.
        offers: words on one of its buttons.
        outcome: `answer`, `suggest`, `unknown` or `ask`, as `bot ask --json` tells it.
        case: all that is known after the turn; left out, it is what it was before.
        language: that of the reply, from this turn on.
        known_miss: what happens instead. The turn is then expected to fail, so that it is noticed
            when it no longer does.
    """

    says: str | None = None
    taps: str | None = None
    presses: str | None = None
    opens: str | None = None
    first: Words = ()
    contains: Words = ()
    lacks: Words = ()
    offers: Words = ()
    outcome: Literal["answer", "suggest", "unknown", "ask"] | None = None
    case: dict[str, Any] | None = None
    language: Language | None = None
    known_miss: str | None = None

    @model_validator(mode="after")
    def _does_one_thing(self) -> "Turn":
        done = [one for one in (self.says, self.taps, self.presses, self.opens) if one is not None]
        if len(done) != 1:
            raise ValueError("a turn has exactly one of says, taps, presses, opens")
        if not (self.first or self.contains or self.offers):
            raise ValueError("a turn says what the reply has: first, contains or offers")
        return self

    @property
    def words(self) -> str:
        """What the person does, for whoever reads a failure."""
        return self.says or self.taps or self.presses or self.opens or ""


class Conversation(_Strict):
    """A conversation of one person.

    Attributes:
        who: who talks, and what about.
        language: that of the person's Telegram client and of the replies.
        turns: in order.
    """

    who: str
    language: Language
    turns: tuple[Turn, ...] = Field(min_length=1, strict=False)


class Subject(_Strict):
    """A file of conversations.

    Attributes:
        about: its subject.
        numbers: names for sums of parameters, for the placeholders of this file.
        conversations: each with a new person.
    """

    about: str
    numbers: dict[str, str] = {}
    conversations: tuple[Conversation, ...] = Field(min_length=1, strict=False)


def load_subjects(folder: Path = FOLDER) -> dict[str, Subject]:
    """Read every file of the folder, by its name.

    Raises:
        ValueError: one of them is not in the files' form; the message has its name and the place.
    """
    return {file.stem: _read(file) for file in sorted(folder.glob("*.yaml"))}


def _read(file: Path) -> Subject:
    try:
        return Subject.model_validate(read_table(file))
    except (yaml.YAMLError, ValidationError) as error:
        raise ValueError(f"{file.name}: {error}") from error


@dataclass(frozen=True)
class Numbers:
    """Fills `{study.maximum_months}` and sums such as `{2 * staff.minimum_days}` into words.

    Attributes:
        parameters: those of the rules, by name.
        named: sums of the file, by the names that it gives them.
    """

    parameters: Mapping[str, Parameter]
    named: Mapping[str, str]

    def fill(self, words: str, language: Language) -> str:
        """Return the words with each number as a reader of the language writes it.

        Raises:
            ValueError: a placeholder names neither a parameter nor a sum of the file.
        """
        locale = Locale.from_tag(language)

        def number(match: re.Match[str]) -> str:
            value = self._sum(match.group(1).strip())
            return value if isinstance(value, str) else format_value(value, locale)

        return _PLACEHOLDER.sub(number, words)

    def _sum(self, expression: str) -> int | str:
        first, *rest = re.split(r" (?=[+-] )", expression)
        total = self._product(first)
        for part in rest:
            amount = int(self._product(part[2:]))
            total = int(total) + (amount if part[0] == "+" else -amount)
        return total

    def _product(self, expression: str) -> int | str:
        factors = [self._one(name) for name in expression.split(" * ")]
        return factors[0] if len(factors) == 1 else prod(int(factor) for factor in factors)

    def _one(self, name: str) -> int | str:
        if name.isdecimal():
            return int(name)
        if name in self.named:
            return self._sum(self.named[name])
        if name not in self.parameters:
            raise ValueError(f"{name!r} is no parameter of the rules and no number of the file")
        value = self.parameters[name].on(NOON.date()).value
        return value if isinstance(value, str) else int(str(value))


def _has(text: str, words: str) -> bool:
    """Whether a text has one of `this | or that`, as whole words; `semest*` is any ending."""
    return any(re.search(_pattern(one.strip()), text, re.IGNORECASE) for one in words.split(" | "))


def _pattern(words: str) -> str:
    stem = words.endswith("*")
    escaped = r"\s+".join(map(re.escape, words.removesuffix("*").split()))
    before = r"(?<!\w)(?<!\d[.,])" if re.match(r"\w", words) else ""
    after = r"(?!\w)(?![.,]\d)" if not stem and re.search(r"\w$", words) else ""
    return before + escaped + after


class Talk:
    """One conversation with the assistant; the session goes through JSON after every turn."""

    def __init__(self, assistant: Assistant, language: Language, numbers: Numbers) -> None:
        self._assistant = assistant
        self._client, self._language, self._numbers = CLIENTS[language], language, numbers
        self._case: Mapping[str, Any] = {}
        self._buttons: Sequence[Button] = ()
        self.session = Session.new()

    def take(self, turn: Turn) -> list[str]:
        """Do what the person does; return what is not as expected, in words."""
        self._language = turn.language or self._language
        content = self._content(turn)
        if isinstance(content, str):
            return [content]
        event = Event(content, client_language=self._client)
        session, effects = self._assistant.respond(self.session, event, NOON)
        self.session = Session.from_json(session.to_json())
        if self.session != session:
            return ["the session does not survive JSON"]
        replies = [effect for effect in effects if isinstance(effect, Reply)]
        self._buttons = [one for reply in replies for row in reply.buttons for one in row]
        return [*self._of_replies(turn, replies), *self._of_case(turn, effects)]

    def _content(self, turn: Turn) -> Said | Tapped | str:
        if turn.says is not None:
            return Said(self._filled(turn.says))
        if turn.opens is not None:
            return Said(f"/start {turn.opens}")
        if turn.presses is not None:
            return Tapped(turn.presses)
        wanted = self._filled(turn.taps or "")
        labels = [one.label for one in self._buttons]
        found = [one for one in self._buttons if one.label == wanted] or [
            one for one in self._buttons if _has(one.label, wanted)
        ]
        if not found or not found[0].data:
            return f"no button {wanted!r} among {labels}"
        return Tapped(found[0].data)

    def _filled(self, words: str) -> str:
        return self._numbers.fill(words, self._language)

    def _of_replies(self, turn: Turn, replies: Sequence[Reply]) -> list[str]:
        if not replies:
            return ["there is no reply"]
        texts = [plain(reply.html) for reply in replies]
        text = "\n\n".join(texts)
        first = text.strip().partition("\n")[0]
        labels = [one.label for one in self._buttons]
        wrong = [
            *self._lacking(first, turn.first, "the first line lacks"),
            *self._lacking(text, turn.contains, "the reply lacks"),
            *self._lacking("\n".join(labels), turn.offers, "no button has"),
        ]
        unwanted = map(self._filled, turn.lacks)
        wrong += [f"the reply has {words!r}" for words in unwanted if _has(text, words)]
        outcomes = [reply.outcome for reply in replies if reply.outcome is not None]
        outcome = outcomes[0] if outcomes else Outcome.ANSWER
        if turn.outcome not in (None, outcome.value):
            wrong.append(f"the outcome is {outcome.value!r}, not {turn.outcome!r}")
        languages = {reply.locale.tag for reply in replies}
        if languages != {self._language}:
            wrong.append(f"the reply is in {languages}, not {self._language}")
        if any(not one.strip() or len(one) > _LONGEST for one in texts):
            wrong.append("a reply is empty or too long")
        if any(len(one.data.encode()) > LIMIT or not one.label.strip() for one in self._buttons):
            wrong.append("a button has no label, or too much data")
        return [*wrong, f"the reply was:\n{text}\n{labels}"] if wrong else []

    def _lacking(self, text: str, wanted: Sequence[str], what: str) -> list[str]:
        filled = map(self._filled, wanted)
        return [f"{what} {words!r}" for words in filled if not _has(text, words)]

    def _of_case(self, turn: Turn, effects: Sequence[Effect]) -> list[str]:
        if any(isinstance(effect, Forget) for effect in effects) and turn.case is None:
            return ["a turn that forgets the person says which case is left"]
        before = dict(self._case)
        self._case = known = case_of(self.session)
        expected = before if turn.case is None else turn.case
        if known == expected:
            return []
        return [f"the case is {known}, not {expected}"]


def case_of(session: Session) -> dict[str, Any]:
    """What the session knows of the person: the slots of the case, and the institution."""
    case: dict[str, Any] = values(session.case)
    if session.institution is not None:
        case["institution"] = session.institution
    return case
