"""What every tool has in common."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.forms.calendar import CalendarDay
from bot.forms.programmes import short
from bot.messages.button_data import UNKNOWN
from bot.messages.effect import Picture
from bot.messages.json_value import Json
from bot.messages.markup import plain
from bot.messages.record import record
from bot.messages.tables import Parts
from bot.messages.voice import Voice
from locales import Text
from rules import Rulebook, StatedCondition

Answers = Mapping[str, Json]

# The dot of an ordinal ends no sentence: "na 2. godini".
_NEXT_SENTENCE = re.compile(r"(?<=[^\W\d]\.) +|(?<=\)\.) +")
# A phone shows so many letters in four lines.
_LONG = 160


@record
class Way:
    """A way on from a result: another tool, or a step of this one.

    Attributes:
        label: what the button says, plain text.
        tool: the tool to open; None for a step of the tool that gave the result.
        argument: the programme that the tool starts with, or the step and its fact.
    """

    label: str
    tool: str | None
    argument: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What a tool came to, for a person.

    Attributes:
        title: what was computed, in a few words, plain text.
        html: the result: the outcome in the first line, then its parts and their sources.
        sources: `document/section` ids it rests on.
        ways: ways on from it.
        rich: the same result in parts, HTML and tables, where it has a table.
        facts: its figures by name, plain text, to stand beside those of another case; the first is
            what the result comes to.
        picture: the parts of the result as a picture, where it has parts.
        days: days to note in a calendar.
        feed_from: what a calendar feed of these days is counted from; None where there is none.
    """

    title: str
    html: str
    sources: tuple[str, ...]
    ways: tuple[Way, ...] = ()
    rich: Parts = ()
    facts: tuple[tuple[str, str], ...] = ()
    picture: Picture | None = None
    days: tuple[CalendarDay, ...] = ()
    feed_from: date | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a fact is asked for: the rule that needs it and where it stands."""

    text: Text
    source: str | None


class Form(Protocol):
    """One tool. Pure: everything is computed from the answers."""

    @property
    def name(self) -> str:
        """The name that entries, buttons and commands use."""

    @property
    def facts(self) -> frozenset[str]:
        """The facts it takes when a person tells them in passing."""

    @property
    def required(self) -> frozenset[str]:
        """The facts without which there is no result at all; the others can be left open."""

    def open_questions(self, answers: Answers, today: date) -> tuple[str, ...]:
        """Return the facts that can still change the result, in the order to ask them."""

    def why(self, fact: str, answers: Answers) -> Why | None:
        """Return why a fact is asked for; nothing for one that it takes without asking."""

    def grounds(self, answers: Answers, today: date) -> tuple[StatedCondition, ...]:
        """Return the conditions that made the result what it is; none where it is no verdict."""

    def compute(self, answers: Answers, today: date) -> object:
        """Return the result itself, before it is put into words.

        Raises:
            rules.FactError: when an answer is outside what the rules allow; `field` names it.
            rules.NoPublishedRate: when no source publishes the amount.
        """

    def card(self, answers: Answers, voice: Voice, today: date) -> Card:
        """Return the result for these answers.

        Raises:
            rules.FactError: when an answer is outside what the rules allow; `field` names it.
        """


def check_of(rulebook: Rulebook, programme: str, voice: Voice) -> Way:
    """Return the way to the check of a programme, under a name short enough for a button."""
    name = short(rulebook, programme, voice)
    return Way(voice.label("button.check", programme=name), "eligibility", (programme,))


def known(answers: Answers, fact: str) -> Json:
    """Return an answer, or None where it is open or the person does not know."""
    value = answers.get(fact)
    return None if value == UNKNOWN else value


def paragraphs(*parts: str) -> str:
    """Return parts of a message with an empty line between them; empty parts are left out."""
    return "\n\n".join(part for part in parts if part)


def folded(html: str) -> str:
    """Return a long explanation as a quote that opens at a tap; a short one as it is."""
    return f"<blockquote expandable>{html}</blockquote>" if len(plain(html)) > _LONG else html


def noted(notes: Iterable[Text], voice: Voice) -> str:
    """Return notes of the rules, each on a line of its own."""
    return "\n".join(f"<i>{voice.text(note)}</i>" for note in notes)


def within_sentence(sentence: str) -> str:
    """Return a sentence as it goes on behind a colon, with a small first letter (not of BIP)."""
    following = sentence[1:2]
    is_word = following.islower() or following == " "
    return sentence[:1].lower() + sentence[1:] if is_word else sentence


def first_sentence(text: str) -> tuple[str, str]:
    """Return a text's first sentence, and the rest of it; a number with a dot ends none."""
    first, *rest = _NEXT_SENTENCE.split(text, maxsplit=1)
    return first, "".join(rest)


def listed_or_said(voice: Voice, heading: str, alone: str, lines: Iterable[str]) -> str:
    """Return several lines as a list under a heading, and one alone in a sentence.

    Args:
        voice: the reader's words.
        heading: the message over a list.
        alone: the message with one line as its `condition`.
        lines: HTML.
    """
    told = tuple(lines)
    if len(told) == 1:
        return voice.say(alone, condition=plain(within_sentence(told[0])))
    return listed(voice.say(heading), told)


def listed(heading: str, lines: Iterable[str]) -> str:
    """Return a heading with a list under it; nothing where the list is empty."""
    items = [f"• {line}" for line in lines]
    return "\n".join([heading, *items] if heading else items) if items else ""
