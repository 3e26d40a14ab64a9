"""The step for what was read but cannot be used as it stands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue import unsettled as open_values
from bot.dialogue.computing import Computing
from bot.dialogue.cues.asked_kinds import LEFT
from bot.dialogue.entries.finding import Finding
from bot.dialogue.reply_lines import with_heading, with_second_line
from bot.dialogue.state import case
from bot.dialogue.state.session import FormState
from bot.dialogue.steps import bounds, impossible_values
from bot.dialogue.steps.comparison import Comparison
from bot.dialogue.steps.longer_by import difference
from bot.dialogue.steps.rules import RulesSteps
from bot.dialogue.steps.weighing import weighs
from bot.dialogue.turn import Message, Outcome
from bot.forms import slot_wording as wording
from bot.forms.form import paragraphs
from bot.messages.effect import Answer, Reply
from bot.messages.effect import Outcome as Answered
from bot.messages.json_value import Json
from bot.messages.markup import plain
from bot.understanding import Ambiguity
from knowledge import Match
from rules import Verdict
from rules.grades import table_source
from rules.institutions import GRADES, registry

_COUNTED = re.compile(r"\d+\s\w+")  # "3 months", "5 meseci"


def _by_length_alone(ends: Sequence[Json], message: Message) -> list[FormState]:
    """Return the lengths that are weighed, as a question of what fits; none of other messages."""
    known = {**case.values(message.session.case), **message.session.said}
    who: dict[str, Json] = {slot: known[slot] for slot in ("role", "cycle") if slot in known}
    if not who or not weighs(message.reading, "duration"):
        return []
    return [FormState("duration", 0, {**who, "duration": end}, brief=True) for end in ends]


@dataclass(frozen=True, slots=True)
class UnsettledSteps:
    """Asks about what was read and cannot be used, or answers all that it may mean."""

    finding: Finding
    computing: Computing
    rules_steps: RulesSteps

    def unsettled(self, message: Message) -> Outcome | None:
        """Answer both ends of a range, a grade of another scale, or ask which value is meant."""
        reading = message.reading
        impossible = impossible_values.asked_about(message, self.computing.forms.rulebook)
        if impossible is not None:
            return message.session, (impossible,)
        if open_values.names_foreign_grade(reading) and registry().may_tell(
            GRADES, reading.institution
        ):
            return self._foreign_grade(message)
        ends = open_values.ends(reading)
        if ends is not None and not open_values.quotes_a_rule(ends, self.computing.forms.rulebook):
            return self._range(ends, message)
        bound = bounds.planned(reading)
        if bound is not None:
            judged = self.computing.with_slot(message, "duration", bound)
            return None if judged is None else self.computing.open(judged, message)
        return self._which(message)

    def _range(self, ends: Sequence[Json], message: Message) -> Outcome | None:
        each = [self.computing.with_slot(message, "duration", end) for end in ends]
        computed = [one for one in each if one is not None]
        if len(computed) < len(ends):
            computed = _by_length_alone(ends, message)
        return self._both_ends(computed, message) if len(computed) == len(ends) else None

    def _which(self, message: Message) -> Outcome | None:
        """Answer what may mean several values, where all answer alike, or ask which is meant."""
        choices = list(open_values.to_choose_from(message.reading))
        plainly = self.computing.computed(message) if choices else None
        if plainly is not None and plainly.tool == "account" and not message.reading.asks(LEFT):
            # "May I go for a full year?" asks of that year, whatever is left.
            plainly = None
        for one in choices:
            if (
                plainly is not None
                and one.slot not in self.computing.forms.forms[plainly.tool].facts
            ):
                continue
            outcome = self._of_one_choice(one, message)
            if outcome is not None:
                return outcome
        return None

    def _of_one_choice(self, one: Ambiguity, message: Message) -> Outcome | None:
        meant = [self.computing.with_slot(message, one.slot, value) for value in one.values]
        known = [form for form in meant if form is not None]
        if _is_a_year(one) and len(known) == len(meant):
            if "used" in message.session.case:
                # Two semesters or twelve months: beside months used, what is left decides both.
                return self._both_ends(known, message)
            settled = self._settled_alike(known, message)
            if settled is not None:
                return self.computing.open(settled, message)
        more = None if not known else difference(known[0], one.values, self.computing, message)
        if more is not None:
            return more
        refused = self._refused_alike(known, message) if len(known) == len(meant) else None
        if refused is not None:
            return self.computing.open(refused, message)
        compared = self._compared(meant, one.slot, message)
        if compared is not None or not known:
            return compared
        form = known[0]
        slot, values = _as_the_form_takes(one, self.computing.forms.forms[form.tool].facts)
        if slot not in self.computing.forms.forms[form.tool].facts:
            return None
        session = message.session.open_form(form.tool, form.answers, brief=form.brief)
        return self.computing.forms.ask_which(session, slot, values, message.voice, message.today)

    def _settled_alike(self, cases: Sequence[FormState], message: Message) -> FormState | None:
        """Return the case to tell of several, where the rules say the same of every one."""
        forms = self.computing.forms.forms
        computed = [forms[one.tool].compute(one.answers, message.today) for one in cases]
        verdicts = [one for one in computed if isinstance(one, Verdict)]
        told = [(one.outcome, one.reasons) for one in verdicts]
        if len(verdicts) < 2 or any(one != told[0] for one in told):
            return None
        # Two semesters cover a term, which nobody can tell of twelve months.
        return cases[0] if "covers_term" in verdicts[-1].missing else cases[-1]

    def _refused_alike(self, cases: Sequence[FormState], message: Message) -> FormState | None:
        """Return the case to tell of several, where the rules refuse every one of them."""
        forms = self.computing.forms.forms
        computed = [forms[one.tool].compute(one.answers, message.today) for one in cases]
        verdicts = [one for one in computed if isinstance(one, Verdict)]
        refused = len(verdicts) > 1 and {one.outcome for one in verdicts} == {"not_eligible"}
        alike = refused and all(one.reasons == verdicts[0].reasons for one in verdicts)
        return cases[0] if alike else None

    def _both_ends(self, ends: Sequence[FormState], message: Message) -> Outcome:
        """Return the results for both ends of a range.

        One where they agree, else each by itself.
        """
        voice, today = message.voice, message.today
        compared = self._compared(ends, "duration", message)
        if compared is not None:
            return compared
        cards = [
            self.computing.forms.forms[one.tool].card(one.answers, voice, today).html
            for one in ends
        ]
        heads = [card.partition("\n")[0] for card in cards]
        # The same is said of both where only the length that was told differs.
        said = [_COUNTED.sub("", card) for card in cards]
        if ends[0].tool == "grant":
            session, effects = self.computing.open(ends[-1], message)
            return session, with_heading(heads[0], effects)
        if said[0] == said[-1] and all("duration" in one.answers for one in ends):
            session, effects = self.computing.open(ends[-1], message)
            first, last = (
                wording.option("duration", one.answers["duration"], voice)
                for one in (ends[0], ends[-1])
            )
            line = voice.say("unsettled.both_ends", first=first, last=last)
            return session, with_second_line(line, effects)
        session, effects = self.rules_steps.all_of(ends, message)
        if _COUNTED.sub("", heads[0]) == _COUNTED.sub("", heads[-1]):
            return session, effects
        return session, with_heading(voice.say("unsettled.ends_differ"), effects)

    def _compared(
        self, cases: Sequence[FormState | None], slot: str, message: Message
    ) -> Outcome | None:
        """Return the results of several cases as columns, where a message weighs them."""
        if not weighs(message.reading, slot):
            return None
        forms, known = self.computing.forms, [one for one in cases if one is not None]
        asked = (forms.interviewer.asking(one, message.today) for one in known)
        if len(known) < max(len(cases), 2) or any(one is not None for one in asked):
            return None
        if len({one.tool for one in known}) > 1:
            return None
        compared = Comparison(self.finding.matcher.knowledge, forms.forms[known[0].tool])
        reply = compared.reply(known, slot, message.voice, message.today)
        if reply is None:
            return None
        session, _ = self.computing.open(known[-1], message)
        return session, (reply,)

    def _foreign_grade(self, message: Message) -> Outcome:
        """Say that the table holds no grade of another scale, and what to do with it."""
        voice = message.voice
        spoken_of = message.context.institution
        untold = spoken_of and registry().overview(policy.FOREIGN_GRADES, spoken_of)
        if untold:
            # Whoever is of an institution without a table is not told of another one's.
            entry = self.finding.matcher.knowledge.entries[untold]
            return self.finding.tell(Match(entry, 1.0), message)
        rules = self.computing.forms.rulebook.at(message.context.home).teller(GRADES)
        table = (table_source(rules.numbers(None)),)
        source = self.finding.matcher.knowledge.source_line(table, voice.locale)
        html = paragraphs(voice.say("unsettled.foreign_grade", **rules.institution.named), source)
        answer = Answer("grade", voice.label("grade.title"), plain(html), table, 1.0)
        reply = Reply(html, voice.locale, outcome=Answered.ANSWER, answers=(answer,))
        return message.session, (reply,)


def _is_a_year(one: Ambiguity) -> bool:
    """Return whether a length may be semesters or months: "a full year"."""
    units = {unit for value in one.values if isinstance(value, Mapping) for unit in value}
    return one.slot == "duration" and {"semesters", "months"} <= units


def _as_the_form_takes(one: Ambiguity, facts: frozenset[str]) -> tuple[str, tuple[Json, ...]]:
    """Return a slot and its values; a form that counts days takes lengths told in days as those."""
    days = tuple(
        value["days"]
        for value in one.values
        if isinstance(value, Mapping) and set(value) == {"days"}
    )
    if one.slot == "duration" and "duration" not in facts and len(days) == len(one.values):
        return "days", days
    return one.slot, one.values
