"""Cases side by side: "20 days or 2 months", "by train or by plane", as columns of facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogue.cues.publishers import computed_by
from bot.dialogue.interview.export import based_on
from bot.dialogue.state.session import FormState
from bot.forms import Card, Form, Way
from bot.forms import slot_wording as wording
from bot.messages.button_data import Verb, data
from bot.messages.effect import Answer, Button, FactTable, Outcome, Reply
from bot.messages.json_value import Json
from bot.messages.markup import escape, plain
from bot.messages.tables import in_words
from bot.messages.voice import Voice
from knowledge import Knowledge
from rules.institutions import registry


@dataclass(frozen=True, slots=True)
class Comparison:
    """Sets results of one form beside each other."""

    knowledge: Knowledge
    form: Form

    def reply(
        self, interviews: Sequence[FormState], slot: str, voice: Voice, today: date
    ) -> Reply | None:
        """Return the figures of each case in a column of its own.

        None where a case has no figures to set beside those of another.

        Args:
            interviews: the same form with other answers to one slot.
            slot: that slot.
            voice: the reader's words.
            today: what is in force.
        """
        cards = [self.form.card(one.answers, voice, today) for one in interviews]
        if not all(card.facts for card in cards):
            return None
        names = [_name(one, slot, voice) for one in interviews]
        first = " · ".join(
            f"{name}: {card.facts[0][1]}" for name, card in zip(names, cards, strict=True)
        )
        table = _table(names, cards)
        sources = tuple(dict.fromkeys(source for card in cards for source in card.sources))
        apart = (slot, *_SAME.get(slot, ()))
        grounds = based_on(interviews[0].answers, voice, leave_out=apart)
        ways = {way.label: way for card in cards for way in card.ways if way.tool is not None}
        whom = registry()[computed_by(interviews[0].tool, interviews[0].answers)].named
        parts = (
            f"<b>{escape(first)}</b>\n{voice.say('comparison.head', **whom)}",
            table,
            voice.say("verdict.disclaimer"),
            self.knowledge.source_line(sources, voice.locale),
            grounds,
        )
        return Reply(
            in_words(parts),
            voice.locale,
            _rows(list(ways.values()), voice),
            rich=parts,
            outcome=Outcome.ANSWER,
            answers=tuple(
                Answer(one.tool, card.title, plain(card.html), card.sources, 1.0)
                for one, card in zip(interviews, cards, strict=True)
            ),
        )


_MOST_WAYS = 4
# Slots that hold the same length.
_SAME = {"duration": ("days",), "days": ("duration",)}


def _rows(ways: Sequence[Way], voice: Voice) -> tuple[tuple[Button, ...], ...]:
    """Return the ways on from either case, and the way to change what both rest on."""
    buttons = [
        Button(way.label, data(Verb.TOOL, way.tool, *way.argument))
        for way in ways[:_MOST_WAYS]
        if way.tool is not None
    ]
    buttons.append(Button(voice.label("button.case"), data(Verb.CASE)))
    return tuple((button,) for button in buttons)


def _name(interview: FormState, slot: str, voice: Voice) -> str:
    """Return what a column is called: the answer by which the cases differ."""
    value: Json = interview.answers.get(slot)
    for other in (slot, *_SAME.get(slot, ())):
        if other in interview.answers:
            value, slot = interview.answers[other], other
            break
    named = wording.option(slot, value, voice)
    return plain(wording.fact(slot, value, voice)) if isinstance(value, bool) else named


def _table(names: Sequence[str], cards: Sequence[Card]) -> FactTable:
    """Return the facts by name; what only one of the cases has stays empty for the other."""
    facts = [dict(card.facts) for card in cards]
    labels = dict.fromkeys(label for one in facts for label in one)
    rows = tuple((label, *(one.get(label, "") for one in facts)) for label in labels)
    return FactTable(("", *names), rows)
