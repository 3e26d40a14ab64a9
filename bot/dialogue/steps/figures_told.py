"""Numbers of a message held against what was told just before: an amount, a limit, a sum.

"Is the 50 each way?", "you sure it's not 70 for all 30?", "aha, znači 60 i gotovo": they name what
the last answer told, and are no new value of anything.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.dialogue import policy
from bot.dialogue.completion.told_before import numbers_without_a_place
from bot.dialogue.computing import Computing
from bot.dialogue.cues.sums_named import asks_if_it_is_all, sums_with_a_currency
from bot.dialogue.entries.finding import Finding
from bot.dialogue.reply_lines import with_heading
from bot.dialogue.state.result_told import amounts_of, estimate_of, sum_spoken_of
from bot.dialogue.state.session import FormState
from bot.dialogue.steps.reactions import agreed
from bot.dialogue.turn import Message, Outcome
from bot.forms.grant import GrantForm
from bot.messages.effect import Effect, Reply
from bot.messages.markup import plain
from bot.understanding import Understanding
from knowledge import EntryKind
from knowledge.units import BULLET, units_of
from knowledge.vocabulary import load_vocabulary
from rules.estimate import Estimate

_GRADE = "grade"
_AVERAGE = load_vocabulary("conversation").words("average")
_CONCLUDING = load_vocabulary("reactions").words("concluding")
# A means of transport may be named beside an amount: "is the 50 for the train each way?"
_TRAVEL = frozenset({"green_travel", "travel_days"})
_PRODUCT = re.compile(r"\b(\d{1,3}) ?(?:x|\*|×|puta|times) ?(\d{1,3})\b")
# "1,330", "1.330": the sign stands between thousands.
_FIGURE = re.compile(r"(?<![\d.,])\d+(?:[.,]\d{3})*(?![\d.,]*\d)")


@dataclass(frozen=True, slots=True)
class FiguresTold:
    """Answers a message whose numbers were told just before."""

    finding: Finding
    computing: Computing

    def answer(self, message: Message) -> Outcome | None:
        """Return what was told with the numbers that a message names again."""
        reading = message.reading
        average = self._of_an_average(message)
        if average is not None:
            return average
        few = len(reading.words) <= policy.FOLLOW_UP_WORDS
        if not few or not message.context.goes_on or {one.slot for one in reading.slots} - _TRAVEL:
            return None
        named = numbers_named(reading)
        if len(reading.stays) > 1:
            # "2 and then another 2" plans stays.
            return None
        if not named or self.finding.asks_beyond_rules(message):
            return None
        return self._of_the_sum(named, message) or self._of_the_answer(named, message)

    def _of_an_average(self, message: Message) -> Outcome | None:
        """Return the marks just converted, to who asks for their average: none is prescribed."""
        reading, form = message.reading, message.session.form
        told = message.session.last.computed and form is not None and form.tool == _GRADE
        few = len(reading.words) <= policy.FOLLOW_UP_WORDS
        if not told or form is None or not few or _AVERAGE.isdisjoint(reading.words):
            return None
        session, effects = self.computing.open(form, message)
        return session, with_heading(message.voice.say("no_average"), effects)

    def _of_the_sum(self, named: frozenset[Decimal], message: Message) -> Outcome | None:
        """Return the sum spoken of, with the amount first that is asked about."""
        form = sum_spoken_of(message.session)
        if form is None or "days" not in form.answers:
            return None
        # "Is the 50 for the train?" asks of the sum with it.
        travel = {one.slot: one.value for one in message.reading.slots if one.slot in _TRAVEL}
        form = replace(form, answers={**form.answers, **travel})
        amounts = amounts_of(self._estimate(form, message))
        if named <= amounts | {Decimal(str(form.answers["days"]))}:
            if named.isdisjoint(amounts):
                return None
        elif len(named) > 1 or min(named) <= policy.MOST_DAYS_OF_A_STAY:
            return None
        session, effects = self.computing.open(form, message)
        judged = self.judged(form, effects, message)
        return session, effects_with(named & amounts, effects) if judged is effects else judged

    def judging(self, outcome: Outcome, message: Message) -> Outcome:
        """Return a result that says first whether a sum that was named is right."""
        session, effects = outcome
        if session.form is None or not session.last.computed or not message.reading.unplaced:
            return outcome
        return session, self.judged(session.form, effects, message)

    def judged(
        self, form: FormState, effects: tuple[Effect, ...], message: Message
    ) -> tuple[Effect, ...]:
        """Return a sum that says first whether it is the one that was named: "890, right?"."""
        named, estimate = numbers_named(message.reading), self._estimate(form, message)
        if not named or estimate is None:
            return effects
        if asks_if_it_is_all(message.reading) and not named.isdisjoint(amounts_of(estimate)):
            return with_heading(message.voice.say("reaction.days_alone"), effects)
        if estimate.total in named:
            return with_heading(message.voice.say("reaction.confirmed_alone"), effects)
        if named.isdisjoint(amounts_of(estimate)) and max(named) > policy.MOST_DAYS_OF_A_STAY:
            return with_heading(message.voice.say("reaction.corrected_alone"), effects)
        return effects

    def _estimate(self, form: FormState, message: Message) -> Estimate | None:
        grant = self.computing.forms.forms[form.tool]
        if not isinstance(grant, GrantForm):
            return None
        return estimate_of(grant, form.answers, message.today)

    def _of_the_answer(self, named: frozenset[Decimal], message: Message) -> Outcome | None:
        """Return the answer just told as what confirms that somebody took up a limit of it."""
        session, said = message.session, message.reading.words
        if _CONCLUDING.isdisjoint((*said[:2], *said[-1:])):
            return None
        if session.last.computed and session.form is not None:
            outcome = self.computing.open(session.form, message)
            told = frozenset[Decimal]().union(
                *(figures_in(one.html) for one in outcome[1] if isinstance(one, Reply))
            )
            return agreed(outcome, message.voice) if named <= told else None
        knowledge = self.finding.matcher.knowledge
        entry = knowledge.entries.get(next(iter(session.last.entries), ""))
        if entry is None or session.last.suggested or entry.kind is EntryKind.TALK:
            return None
        units = units_of(knowledge.render(entry, message.voice.locale, on=message.today).html)
        place = next((n for n, one in enumerate(units) if named <= figures_in(one.html)), None)
        if place is None:
            return None
        lead = message.voice.say("reaction.confirmed_alone")
        return self.finding.responder.again(
            entry, lead, session, message.voice, message.today, unit=place
        )


def numbers_named(reading: Understanding) -> frozenset[Decimal]:
    """Return the numbers of a message that found no place; of "18x70" what it comes to."""
    product = _PRODUCT.search(reading.folded)
    if product is not None:
        return frozenset({Decimal(product[1]) * Decimal(product[2])})
    told = {Decimal(str(number)) for number, _ in numbers_without_a_place(reading)}
    return sums_with_a_currency(reading) | told


def figures_in(html: str) -> frozenset[Decimal]:
    """Return the whole numbers of a text: those of "1,330 EUR for 21 days"."""
    return frozenset(Decimal(re.sub(r"[.,]", "", one)) for one in _FIGURE.findall(plain(html)))


def effects_with(amounts: frozenset[Decimal], effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """Return a sum with its lines first in which one of the amounts stands."""
    lines = [
        line.removeprefix(BULLET)
        for one in effects
        if isinstance(one, Reply)
        for line in one.html.split("\n")
        if line.startswith(BULLET) and not amounts.isdisjoint(figures_in(line))
    ]
    # The line that comes to the amount itself is before those that multiply it.
    lines.sort(key=lambda line: Decimal(_FIGURE.findall(plain(line))[-1]) not in amounts)
    return with_heading("\n".join(lines) + "\n", effects) if lines else effects
