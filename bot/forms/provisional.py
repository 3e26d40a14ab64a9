"""What the rules already say of a case that is only half told.

"A traineeship of three months?" has an answer before anybody asks for the rest: the length fits.
What is told is judged; what is open is listed, not asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.forms.condition_words import beside_its_name, for_the_cycle, is_beside_a_name
from bot.forms.cycle_total import line_of_the_cycle, terms_beside_used
from bot.forms.form import Answers, Card, Way, known, listed_or_said, paragraphs, within_sentence
from bot.forms.programmes import title, to
from bot.forms.slot_words import stay_length
from bot.forms.verdict_words import WHOLE_TERM, because, hangs_on
from bot.messages.button_data import UNKNOWN
from bot.messages.voice import Voice
from knowledge import Knowledge
from locales import Text
from rules import Fit, Reason, Rulebook, StatedCondition, Verdict, parse_facts
from rules.duration import short_stay
from rules.facts import CYCLES, FACTS
from rules.not_modelled import own_limits
from rules.programme import SHORT_KINDS
from rules.programmes.roles import GRADUATE, STUDENT
from rules.reading_duration import read_duration
from rules.verdict import Note
from rules.wording import days, fact_questions

_LENGTH, _APPLIED = "duration", "applied_while_enrolled"
# What the condition on a graduate's application is about.
_WHEN_APPLIED = ("role", _APPLIED)
# Of what is told, what a condition on it is worth repeating for.
_OF_A_STAY = frozenset({"hours", "ects", "used", "contract", "covers_term"})
# The remark under the result says of a traineeship what its call may set.
_OF_THE_CALL = "rules.not_modelled.call_duration"
# A phone shows so many open conditions without scrolling.
_MOST_OPEN = 4


@dataclass(frozen=True, slots=True)
class Provisional:
    """Judges what is told of an incomplete case."""

    rulebook: Rulebook
    knowledge: Knowledge

    def card(self, verdict: Verdict, answers: Answers, voice: Voice, today: date) -> Card:
        """Return the answer as far as it goes, then the conditions that are still open."""
        programme = verdict.programme
        headed = title(self.rulebook, programme, voice)
        conditions = self.rulebook.conditions(programme, role=answers.get("role"))
        fit = self._fit(programme, answers, today)
        still_open = [one for one in conditions if set(one.facts) & set(verdict.missing)]
        # Of a condition that hangs on something told and something open, nothing can be promised.
        hanging = [one for one in still_open if self._hangs(one, programme, answers, today)]
        still_open = [
            one for one in still_open if not self._settled(one, programme, answers, today)
        ]
        unsettled = self._unsettled(verdict, answers, today)
        of_cycle = line_of_the_cycle(self.rulebook, answers, voice, today, programme=programme)
        told = _about_told(conditions, answers, still_open)
        sources = {one.source: None for one in (*told, *still_open[:_MOST_OPEN])}
        if unsettled:
            reasons = [one.text for one in unsettled]
            sources = {**{one.source: None for one in unsettled}, **sources}
        elif fit is not None:
            reasons = [self._in_sentence(fit, answers, voice)]
            sources = {fit.source: None, **sources}
            still_open = [one for one in still_open if _LENGTH not in one.facts]
        else:
            reasons = [for_the_cycle(one.text, answers) for one in hanging or told]
            still_open = [one for one in still_open if one not in hanging]
        too_early = [one for one in hanging if self._fails(one, programme, answers, today)]
        if too_early:
            # What the year told closes decides before any length.
            early = [for_the_cycle(one.text, answers) for one in too_early]
            reasons = [*early, *(one for one in reasons if one not in early)]
            still_open = [one for one in still_open if one not in too_early]
            lines = [voice.say("provisional.too_early", year=int(str(answers["year"]))), of_cycle]
        elif terms_beside_used(answers) and of_cycle:
            lines = [*because("depends", of_cycle, voice)]
        elif unsettled or (fit is not None and fit.outcome == "depends"):
            lines = [*because("depends", reasons.pop(0), voice, asked=False), of_cycle]
        elif hanging or _applied_in_time_or_not(answers):
            facts = _open_facts(hanging, verdict.missing) or (_APPLIED,)
            questions = fact_questions(facts, self.rulebook.institution.named)
            lines = [hangs_on(questions, voice), of_cycle]
            if len(facts) == 1:
                # The first line is that very condition.
                reasons = [one for one in reasons if one.id != WHOLE_TERM]
                still_open = [one for one in still_open if one.facts != _WHEN_APPLIED]
        else:
            said = "yes" if still_open else "yes_alone"
            to_go = to(self.rulebook, programme, voice)
            lines = [voice.say(f"provisional.{said}", to=to_go), of_cycle]
        lines += map(voice.text, reasons)
        limits = self._own_limits(programme)
        of_the_call = any(one.id == _OF_THE_CALL for one in limits)
        html = paragraphs(
            "\n".join(filter(None, lines)),
            listed_or_said(
                voice,
                "provisional.open",
                "provisional.one_open",
                (voice.text(for_the_cycle(one.text, answers)) for one in still_open[:_MOST_OPEN]),
            ),
            "\n".join(voice.text(one) for one in limits if one.id != _OF_THE_CALL),
            voice.say("verdict.disclaimer_call" if of_the_call else "verdict.disclaimer"),
            self.knowledge.source_line(tuple(sources), voice.locale),
        )
        rest = Way(voice.label("button.check_rest"), "eligibility", (programme,))
        return Card(headed, html, tuple(sources), (rest,))

    def _own_limits(self, programme: str) -> tuple[Note, ...]:
        programmes = self.rulebook.programmes
        return own_limits(programmes[programme], programmes.values())

    def _unsettled(self, verdict: Verdict, answers: Answers, today: date) -> tuple[Reason, ...]:
        """Return what the published rules cannot settle, whatever the open facts turn out to be."""
        facts = {fact: value for fact, value in answers.items() if fact in FACTS}
        open_facts = set(verdict.missing)
        unknown = {fact for fact, value in facts.items() if value == UNKNOWN}
        whole = self.rulebook.check(
            verdict.programme,
            parse_facts({**facts, **dict.fromkeys(open_facts, UNKNOWN)}),
            on=today,
        )
        asked = {
            one.id: set(one.facts) & (open_facts | unknown)
            for one in self.rulebook.conditions(verdict.programme)
        }
        return tuple(one for one in whole.reasons if not asked.get(one.rule))

    def _hangs(
        self, condition: StatedCondition, programme: str, answers: Answers, today: date
    ) -> bool:
        """Return whether a condition on the told year would not hold in some cycle of study."""
        if "year" not in condition.facts or known(answers, "year") is None or "cycle" in answers:
            return False
        verdicts = self._by_cycle(programme, answers, today)
        return any(reason.rule == condition.id for one in verdicts for reason in one.reasons)

    def _settled(
        self, condition: StatedCondition, programme: str, answers: Answers, today: date
    ) -> bool:
        """Return whether the year told meets a condition, in whatever cycle it is."""
        if "year" not in condition.facts or known(answers, "year") is None or "cycle" in answers:
            return False
        told = {"role": STUDENT, "year": answers["year"]}
        return all(
            condition.id
            in {
                one.id
                for one in self.rulebook.holding(
                    programme, parse_facts({**told, "cycle": cycle}), on=today
                )
            }
            for cycle in CYCLES
        )

    def _fails(
        self, condition: StatedCondition, programme: str, answers: Answers, today: date
    ) -> bool:
        """Return whether a condition fails in some cycle of study, and is not only unclear."""
        refused = [
            one
            for one in self._by_cycle(programme, answers, today)
            if one.outcome == "not_eligible"
        ]
        return any(reason.rule == condition.id for one in refused for reason in one.reasons)

    def _by_cycle(self, programme: str, answers: Answers, today: date) -> list[Verdict]:
        """Return what the year told would come to in each cycle of study."""
        told = {"role": STUDENT, "year": answers["year"]}
        return [
            self.rulebook.check(programme, parse_facts({**told, "cycle": cycle}), on=today)
            for cycle in CYCLES
        ]

    def _fit(self, programme: str, answers: Answers, today: date) -> Fit | None:
        """Return how the length alone stands to the programme; None where no length was told."""
        duration = known(answers, _LENGTH)
        if duration is None or known(answers, "covers_term") is not None:
            # That a whole term is covered settles what the length alone leaves open.
            return None
        role, cycle = known(answers, "role"), known(answers, "cycle")
        fits = self.rulebook.durations(
            read_duration(_LENGTH, duration),
            role=None if role is None else str(role),
            cycle=None if cycle is None else str(cycle),
            on=today,
        )
        return next((fit for fit in fits.fits if fit.programme == programme), None)

    def _in_sentence(self, fit: Fit, answers: Answers, voice: Voice) -> Text:
        """Return how a length stands, without the programme, which stands in the line before."""
        text = fit.text.values["text"]
        reason = for_the_cycle(text if isinstance(text, Text) else fit.text, answers)
        beside = beside_its_name(reason, answers)
        told = known(answers, _LENGTH)
        if fit.outcome != "yes" or not isinstance(told, Mapping) or not is_beside_a_name(beside):
            return reason
        short = self.rulebook.programmes[fit.programme].kind in SHORT_KINDS
        counted = short_stay(read_duration(_LENGTH, told)).days if "from" in told and short else 0
        length = days(counted) if counted else stay_length(told)
        words = within_sentence(voice.plain(beside))
        return Text("conversation.provisional.length", {"length": length, "because": words})


def _open_facts(conditions: Iterable[StatedCondition], missing: Iterable[str]) -> tuple[str, ...]:
    """Return the facts that are open of those that some conditions need."""
    needed = {fact for one in conditions for fact in one.facts}
    return tuple(fact for fact in missing if fact in needed)


def _applied_in_time_or_not(answers: Answers) -> bool:
    """Return whether it is open if a graduate applied while still enrolled."""
    graduate = known(answers, "role") == GRADUATE
    return graduate and known(answers, _APPLIED) is None


def _about_told(
    conditions: tuple[StatedCondition, ...],
    answers: Answers,
    still_open: list[StatedCondition],
) -> list[StatedCondition]:
    """Return the conditions on the stay that what was told settles."""
    settled = [one for one in conditions if set(one.facts) & answers.keys() & _OF_A_STAY]
    return [one for one in settled if one not in still_open]
