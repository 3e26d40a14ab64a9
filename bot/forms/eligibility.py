"""May I go? The conditions of a programme, against what the person told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.forms.by_cycle import but_integrated, refused_in_every_cycle
from bot.forms.condition_words import in_their_cycle
from bot.forms.contract import lasts_until_the_stay
from bot.forms.cycle_total import line_of_the_cycle, nothing_left
from bot.forms.form import Answers, Card, Way, Why, folded, known, listed, noted, paragraphs
from bot.forms.place import by_the_place
from bot.forms.programmes import INSTITUTION, is_of_staff, is_paid_by_day, title, to, whose
from bot.forms.provisional import Provisional
from bot.forms.remaining import RemainingAllowance, is_the_cap
from bot.forms.verdict_words import because, changes_in_words
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from bot.understanding.dates.date_values import days_of, within_a_year
from knowledge import Knowledge
from locales import Text
from rules import FactError, Rulebook, StatedCondition, Verdict, parse_facts
from rules.facts import FACTS
from rules.programme import ProgrammeKind


@dataclass(frozen=True, slots=True)
class EligibilityForm:
    """`/eligibility`."""

    rulebook: Rulebook
    knowledge: Knowledge

    name = "eligibility"
    facts = frozenset(
        {
            INSTITUTION,
            "programme",
            "finished_on",
            "starts_on",
            "contract_until",
            "outside_europe",
            *FACTS,
        }
    )
    required = frozenset({"programme"})

    def open_questions(self, answers: Answers, today: date) -> tuple[str, ...]:
        """Return the programme first; then only what can still change the verdict."""
        if known(answers, "programme") is None:
            return ("programme",)
        try:
            return self.compute(answers, today).missing
        except FactError as error:
            return (error.field,)

    def compute(self, answers: Answers, today: date) -> Verdict:
        """Return the verdict for these answers.

        Raises:
            rules.FactError: for an answer outside the table of facts.
        """
        told = {fact: value for fact, value in answers.items() if fact in FACTS}
        if "within_year" not in told:
            told |= _by_the_dates(answers, today)
        in_force = lasts_until_the_stay(answers)
        if in_force is not None:
            told["contract"] = in_force
        facts = parse_facts(told)
        rules = whose(self.rulebook, answers)
        verdict = rules.check(str(answers["programme"]), facts, on=today)
        return by_the_place(verdict, answers, rules)

    def grounds(self, answers: Answers, today: date) -> tuple[StatedCondition, ...]:
        """Return the conditions that fail or are open; else those that hold by what was told."""
        rules, programme = whose(self.rulebook, answers), str(answers["programme"])
        deciding = {reason.rule for reason in self.compute(answers, today).reasons}
        stated = rules.conditions(programme, role=answers.get("role"))
        if deciding:
            return tuple(one for one in stated if one.id in deciding)
        told = {fact for fact in answers if known(answers, fact) is not None} - {"programme"}
        held = (one for one in stated if not told.isdisjoint(one.facts))
        # Whether it is long enough is what most people ask.
        return tuple(sorted(held, key=lambda one: "duration" not in one.facts))

    def why(self, fact: str, answers: Answers) -> Why:
        """Return the first condition of the programme that needs the fact."""
        rules = whose(self.rulebook, answers)
        programme = known(answers, "programme")
        if programme is not None:
            for condition in rules.conditions(str(programme), role=answers.get("role")):
                if fact in condition.facts:
                    return Why(condition.text, condition.source)
        return Why(
            Text(f"conversation.why.{'programme' if fact == 'programme' else 'given'}"), None
        )

    def card(self, answers: Answers, voice: Voice, today: date) -> Card:
        """Put the outcome first, then the conditions that made it, then the ways on."""
        rules = whose(self.rulebook, answers)
        verdict = in_their_cycle(self.compute(answers, today), answers)
        programme = str(answers["programme"])
        nothing = nothing_left(rules, answers, voice, today, programme=programme)
        if nothing and verdict.outcome != "not_eligible":
            return self._used_up(nothing, rules, programme, voice)
        refused = None
        if verdict.outcome == "incomplete":
            refused = refused_in_every_cycle(rules, programme, answers, today)
            if refused is None:
                judged = Provisional(rules, self.knowledge)
                return judged.card(verdict, answers, voice, today)
            verdict = refused
        changes = RemainingAllowance(rules).advice(verdict, answers, today)
        # A reason that the cycle is full tells the sum itself.
        told = any(is_the_cap(reason.rule, rules, programme) for reason in verdict.reasons)
        of_cycle = "" if told else self._of_the_cycle(answers, voice, today)
        sources = tuple(dict.fromkeys(reason.source for reason in verdict.reasons))
        if not sources:
            conditions = rules.conditions(programme, role=answers.get("role"))
            sources = tuple(dict.fromkeys(condition.source for condition in conditions))
        one_reason = len(verdict.reasons) == 1
        outside = [voice.text(one) for one in verdict.not_modelled]
        html = paragraphs(
            "\n".join(part for part in (*self._outcome(verdict, rules, voice), of_cycle) if part),
            ""
            if one_reason
            else listed("", (voice.text(reason.text) for reason in verdict.reasons)),
            "" if refused is None else voice.say(f"verdict.{but_integrated(rules)}"),
            changes_in_words(verdict, changes, voice),
            "\n".join(outside)
            if len(outside) == 1
            else folded(listed(voice.say("verdict.outside"), outside)),
            noted(verdict.notes, voice),
            self.knowledge.source_line(sources, voice.locale),
        )
        return Card(
            title(rules, programme, voice), html, sources, _ways_on(rules, programme, voice)
        )

    def _outcome(self, verdict: Verdict, rules: Rulebook, voice: Voice) -> tuple[str, ...]:
        """Return the outcome in one line, with the reason where there is only one."""
        if len(verdict.reasons) == 1:
            return because(verdict.outcome, verdict.reasons[0].text, voice)
        headline = voice.say(
            f"verdict.{verdict.outcome}",
            to=to(rules, verdict.programme, voice),
            **rules.institution.named,
        )
        return (headline,)

    def _of_the_cycle(self, answers: Answers, voice: Voice, today: date) -> str:
        programme = str(answers["programme"])
        rules = whose(self.rulebook, answers)
        return line_of_the_cycle(rules, answers, voice, today, programme=programme)

    def _used_up(self, nothing: str, rules: Rulebook, programme: str, voice: Voice) -> Card:
        """Say that the cycle has no months left, whatever the stay would be like."""
        source = rules.cap.source
        html = paragraphs(
            nothing,
            voice.say("account.counts", **rules.institution.named),
            voice.say("verdict.disclaimer"),
            self.knowledge.source_line((source,), voice.locale),
        )
        return Card(
            title(rules, programme, voice), html, (source,), _ways_on(rules, programme, voice)
        )


def _by_the_dates(answers: Answers, today: date) -> dict[str, Json]:
    """Return whether a traineeship is done within a year, where the dates told settle it."""
    finished, starts = known(answers, "finished_on"), known(answers, "starts_on")
    duration = known(answers, "duration")
    if not isinstance(finished, str):
        return {}
    within = within_a_year(
        days_of(finished),
        days_of(starts) if isinstance(starts, str) else None,
        duration if isinstance(duration, Mapping) else None,
    )
    if within is None and not isinstance(starts, str):
        # What is planned is not over yet: it can begin today at the earliest.
        within = within_a_year(days_of(finished), (today, today), None)
        return {"within_year": False} if within == (False, True) else {}
    return {"within_year": within[0]} if within is not None and within[1] else {}


def _ways_on(rules: Rulebook, programme: str, voice: Voice) -> tuple[Way, ...]:
    ways = []
    if is_paid_by_day(rules, programme):
        ways.append(Way(voice.label("tool.grant"), "grant", (programme,)))
    if not is_of_staff(rules, programme):
        ways.append(Way(voice.label("tool.account"), "account"))
    kind = rules.programmes[programme].kind
    if kind is ProgrammeKind.STUDY:
        ways.append(Way(voice.label("tool.checklist"), "checklist"))
    return tuple(ways)
