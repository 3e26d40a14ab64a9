"""Inline mode: `@bot 45 days phd` in any chat offers results to send there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.dialogue.cues.of_a_pack import left_out
from bot.dialogue.entries.retrieval import Matcher
from bot.dialogue.rules_answers import RulesAnswers
from bot.dialogue.state.session import FormState
from bot.forms import Card, Form
from bot.messages.markup import plain
from bot.messages.voice import Voice
from bot.understanding import understand
from knowledge import EntryKind
from rules import FactError

_ENTRIES = 5
_DESCRIPTION = 120


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One result that can be sent to the chat in which the person is typing.

    Attributes:
        id: unique among the results of a query, at most 64 bytes.
        title: what the list shows, plain text.
        description: the beginning of the answer, plain text.
        html: the message that is sent, as Telegram HTML, with its source.
    """

    id: str
    title: str
    description: str
    html: str


@dataclass(frozen=True, slots=True)
class Inline:
    """Finds results while a person types."""

    matcher: Matcher
    rules: RulesAnswers
    forms: Mapping[str, Form]

    def results(self, query: str, voice: Voice, today: date) -> tuple[InlineResult, ...]:
        """Return what can be sent for a query, best first: a computed result, then answers."""
        reading = understand(query, today)
        results: list[InlineResult] = []
        if left_out(reading.institutions) is not None:
            # No other institution's answer is one to that.
            return ()
        computed = self.rules.attempt(reading, today)
        card = None if computed is None else self._card(computed, voice, today)
        if computed is not None and card is not None:
            results.append(_result(f"tool-{computed.tool}", card.title, card.html))
        for match in self.matcher.candidates(query, reading)[:_ENTRIES]:
            entry = match.entry
            suggest = self.matcher.knowledge.thresholds.suggest
            if match.score < suggest or entry.kind is EntryKind.TALK:
                continue
            rendered = self.matcher.knowledge.render(entry, voice.locale, on=today)
            html = "\n\n".join(part for part in (rendered.html, rendered.source_line) if part)
            results.append(_result(f"entry-{entry.id}"[:64], rendered.title, html))
        return tuple(results)

    def _card(self, computed: FormState, voice: Voice, today: date) -> Card | None:
        """Return the result; None for an amount that no rule can take, such as 99999 days."""
        try:
            return self.forms[computed.tool].card(computed.answers, voice, today)
        except FactError:
            return None


def _result(name: str, title: str, html: str) -> InlineResult:
    words = " ".join(plain(html).split())
    description = words if len(words) <= _DESCRIPTION else words[: _DESCRIPTION - 1] + "…"
    return InlineResult(name, title, description, html)
