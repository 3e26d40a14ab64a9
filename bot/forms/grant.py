"""How much money? The parts of a grant whose amounts are published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.forms.form import Answers, Card, Way, Why, known, listed, paragraphs
from bot.forms.programmes import INSTITUTION, is_paid_by_day, of, programme_of, whose
from bot.forms.slot_options import travel_days_within
from bot.forms.slot_wording import rates
from bot.messages.button_data import UNKNOWN
from bot.messages.effect import Picture, PicturePart
from bot.messages.voice import Voice
from knowledge import Knowledge
from locales import Money, Text, render
from rules import (
    Estimate,
    EstimateLine,
    EstimateRequest,
    NoPublishedRate,
    Rulebook,
    StatedCondition,
)
from rules.estimate_request import paid_programme, rates_told
from rules.rates import TOP_UPS, published_by

_ADDS = TOP_UPS
# Of these the reckoning is told, of the others the amount says enough.
_BY_THE_DAY = frozenset({"daily_support", "travel_days"})
_WITHOUT_AMOUNT = frozenset(_ADDS) - {"green_travel"}
_OPTIONAL = (*_ADDS, "rates", "distance_km")


@dataclass(frozen=True, slots=True)
class GrantForm:
    """`/grant`."""

    rulebook: Rulebook
    knowledge: Knowledge

    name = "grant"
    facts = frozenset({INSTITUTION, "programme", "days", "starts_on", *_OPTIONAL})
    required = frozenset({"programme", "days"})

    def open_questions(self, answers: Answers, today: date) -> tuple[str, ...]:
        """Return the programme, the days, then what adds to the sum."""
        programme = known(answers, "programme")
        rules = whose(self.rulebook, answers)
        if programme is not None and not is_paid_by_day(rules, programme):
            return ()
        asked = ("programme", "days", *_adds(rules, answers, today))
        return tuple(fact for fact in asked if fact not in answers)

    def why(self, fact: str, answers: Answers) -> Why | None:
        """Return what the fact adds to the sum."""
        if fact not in self.required and fact not in _OPTIONAL:
            return None
        rules = whose(self.rulebook, answers)
        published = published_by(rules.institution.id)
        if known(answers, "rates") not in (None, published) and fact in _WITHOUT_AMOUNT:
            # That the University publishes no amount says nothing of those of a call.
            return Why(Text("conversation.why.grant.rates"), None)
        name = known(answers, "programme") or paid_programme(rules.programmes)
        programme = programme_of(rules, name)
        source = None if programme is None else programme.source
        return Why(Text(f"conversation.why.grant.{fact}"), source)

    def grounds(self, answers: Answers, today: date) -> tuple[StatedCondition, ...]:
        """Return none: it gives no verdict."""
        del answers, today
        return ()

    def compute(self, answers: Answers, today: date) -> Estimate:
        """Return the estimate for these answers.

        Raises:
            rules.NoPublishedRate: no amount is published for the programme.
            rules.FactError: an answer is outside what the rules allow.
        """
        given: dict[str, Any] = {
            fact: value for fact in _OPTIONAL if (value := known(answers, fact)) is not None
        }
        days = known(answers, "days")
        request = EstimateRequest(
            programme=str(answers["programme"]),
            days=days if isinstance(days, int) else None,
            **given,
        )
        return whose(self.rulebook, answers).estimate(request, on=today)

    def card(self, answers: Answers, voice: Voice, today: date) -> Card:
        """Put the certain sum first, then its parts, what is uncertain and the notes."""
        title = voice.label("grant.title")
        try:
            estimate = self.compute(answers, today)
        except NoPublishedRate as error:
            sources = tuple(source for source in (error.source,) if source)
            return Card(
                title,
                paragraphs(
                    voice.text(error.text), self.knowledge.source_line(sources, voice.locale)
                ),
                sources,
            )
        rules = whose(self.rulebook, answers)
        days = Text("units.days", count=int(str(answers["days"])))
        certain = tuple(line for line in estimate.lines if line.certain)
        uncertain = tuple(line for line in estimate.lines if not line.certain)
        sources = tuple(dict.fromkeys(line.source for line in estimate.lines))
        html = paragraphs(
            voice.say(
                "grant.total",
                total=Money(estimate.total, estimate.currency),
                days=days,
                programme=of(rules, estimate.programme.name, voice),
            ),
            listed("", (_line(line, voice) for line in certain)),
            listed(voice.say("grant.uncertain"), (_line(line, voice) for line in uncertain)),
            "\n".join(self._not_counted({**answers, "rates": estimate.rates}, voice, today)),
            "\n".join(voice.text(note) for note in estimate.notes),
            self.knowledge.source_line(sources, voice.locale),
        )
        return Card(
            title,
            html,
            sources,
            _ways_on(voice),
            facts=_facts(estimate, voice),
            picture=_picture(title, estimate, days, voice),
        )

    def _not_counted(self, answers: Answers, voice: Voice, today: date) -> Iterator[str]:
        """Yield what adds to the sum and was left open: not told yet, or not known."""
        adds = _adds(whose(self.rulebook, answers), answers, today)
        open_ones = [fact for fact in adds if fact not in answers]
        unknown = [fact for fact in adds if answers.get(fact) == UNKNOWN]
        _, most = travel_days_within(self.rulebook, answers)
        for heading, facts in (("grant.open", open_ones), ("grant.not_known", unknown)):
            names = tuple(Text(f"conversation.grant.adds.{fact}", {"most": most}) for fact in facts)
            if names:
                yield voice.say(heading, names=names)


def _adds(rules: Rulebook, answers: Answers, today: date) -> tuple[str, ...]:
    """Return what can add to the sum by the rates in use."""
    rates = rates_told(rules.institution, rules.numbers(today), known(answers, "rates"))
    return _ADDS if rates is None else tuple(one for one in _ADDS if one in rates.adds)


def _facts(estimate: Estimate, voice: Voice) -> tuple[tuple[str, str], ...]:
    """Return the sum, then each kind of line with its amount, or that none is published."""
    told: dict[str, list[str]] = {}
    for line in estimate.lines:
        words = render(line.text, voice.locale)
        if line.amount is not None:
            amount = voice.plain(Money(line.amount, estimate.currency))
            words = f"{words}: {amount}" if line.item in _BY_THE_DAY else amount
        told.setdefault(line.item, []).append(words)
    total = voice.plain(Money(estimate.total, estimate.currency))
    lines = [(voice.label(f"grant.item.{item}"), "; ".join(words)) for item, words in told.items()]
    return ((voice.label("grant.item.total"), total), *lines)


def _ways_on(voice: Voice) -> tuple[Way, ...]:
    return (
        Way(voice.label("button.rates"), None, ("vary", "rates")),
        Way(voice.label("button.picture"), None, ("picture",)),
    )


def _picture(title: str, estimate: Estimate, days: Text, voice: Voice) -> Picture:
    total = voice.plain(Money(estimate.total, estimate.currency))
    return Picture(
        title=f"{title} · {voice.plain(rates(estimate.rates))}",
        headline=voice.label("grant.picture", total=total, days=days),
        parts=tuple(
            PicturePart(
                render(line.text, voice.locale),
                voice.plain(Money(line.amount, estimate.currency)),
                float(line.amount),
            )
            for line in estimate.lines
            if line.certain and line.amount is not None
        ),
    )


def _line(line: EstimateLine, voice: Voice) -> str:
    words = voice.text(line.text)
    if line.amount is None:
        return words
    return f"{words}: <b>{voice.value(Money(line.amount))}</b>"
