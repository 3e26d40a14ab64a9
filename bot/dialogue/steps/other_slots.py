"""The last result with other slots: "and for 10 days?", "a na masteru?", "my sister, same?"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.dialogue import policy
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.forms_of_programmes import NOTHING, WHO, is_in_months, short_stay_of
from bot.dialogue.rules_answers import Answers, RulesAnswers, of_a_sum, of_all_stays
from bot.dialogue.state import ledger
from bot.dialogue.state.case import goes_with
from bot.dialogue.state.ledger import Stays
from bot.dialogue.state.session import FormState
from bot.dialogue.state.stays_told import supposes
from bot.dialogue.telling import days_of, told_in
from bot.forms.programmes import with_first_day
from bot.messages.json_value import Json
from bot.understanding import QuestionKind, Understanding
from bot.understanding.cue import Cue
from bot.understanding.people.roles import STAFF
from bot.understanding.questions.split_questions import is_a_question
from knowledge.vocabulary import load_vocabulary
from rules.programmes.names import is_of_staff, is_of_students, is_short

_LENGTHS = frozenset({"duration", "days"})
_GREEN = frozenset({"green_travel"})
FOR_EVERY_DAY = Cue.of(load_vocabulary("additions"), "for every day")
_MORE_THAN_A_SUM = load_vocabulary("additions").words("more than a sum")
# What changes a sum that was told: its days, and what adds to it.
_OF_A_SUM = frozenset({"duration", "days", "green_travel", "travel_days", "fewer_opportunities"})


@dataclass(frozen=True, slots=True)
class OtherSlots:
    """Finds the last result with what a message changes in it."""

    rules: RulesAnswers

    def again(
        self,
        reading: Understanding,
        interview: FormState | None,
        today: date,
        kept: Answers | None = None,
        *,
        asked_before: frozenset[QuestionKind] = frozenset(),
        stays: Stays = (),
    ) -> FormState | None:
        """Return the last result with other slots ("and for 10 days?").

        None for another question.
        """
        told = dict(told_in(reading))
        if interview is None or not (
            kinds.goes_on(reading) or (interview.tool == "grant" and is_of_a_sum(reading))
        ):
            return None
        if _begins_anew(told, interview):
            return None
        days = days_of(told)
        money = kinds.MONEY in kinds.asked(reading, told, asked_before)
        if interview.tool in policy.VERDICTS and days is not None and money:
            # "30 days then, how much?" asks for a sum, not for another verdict.
            return self._sum_for(interview, days, today)
        if interview.tool == "account":
            wonders = "?" in reading.text or supposes(reading)
            told = told if wonders else _without(told, "cycle")
            return self._after_an_account(interview, told, kept or {}, stays, today)
        if interview.tool == "grant":
            told = {**with_first_day(told), **of_a_sum(told, interview.answers)}
        facts = {
            fact: value
            for fact, value in told.items()
            if fact in self.rules.forms[interview.tool].facts
            and interview.answers.get(fact) != value
        }
        if not facts:
            # "15 February" under the deadlines of that very day asks for these.
            again = interview.tool == "deadlines" and told == dict(interview.answers)
            return interview if again else None
        answers = {**_still_true(interview.answers, facts, stays), **facts}
        other = replace(interview, answers=answers, brief=True, changing=None)
        if self.rules.has_result(other, today):
            return other
        if "days" not in facts or is_in_months(told.get("duration")):
            return None
        return self._too_long_for_a_rate(other, today)

    def same_of(
        self, interview: FormState, told: Answers, kept: Answers, today: date
    ) -> FormState | None:
        """Return a result with what is known of another person; None where it has none for them."""
        if interview.tool == "grant":
            # A short stay that is open to one of them is not open to everybody.
            who = {slot: one for slot, one in {**kept, **told}.items() if slot in WHO}
            own = {"programme": short_stay_of(who)} if "cycle" in who else {}
            told = {**told, **of_a_sum(told, interview.answers), **own}
        facts = self.rules.forms[interview.tool].facts
        answers = {**interview.answers, **{slot: told[slot] for slot in told if slot in facts}}
        same = replace(interview, answers=answers, brief=True, changing=None)
        return same if self.rules.has_result(same, today) else None

    def _after_an_account(
        self, interview: FormState, told: Answers, kept: Answers, stays: Stays, today: date
    ) -> FormState | None:
        if "duration" in told:
            # A stay of a kind that was named is judged by its own rules, with what was used.
            named = "programme" in told
            return None if named else self._planned_after(interview, told, kept, today)
        if "cycle" not in told:
            return None
        # Of another cycle its own stays are counted.
        total = told.get("used", ledger.used(stays, told["cycle"]))
        answers = of_all_stays({} if total is None else {"used": total})
        other = replace(interview, answers=answers, changing=None)
        return other if self.rules.has_result(other, today) else None

    def _sum_for(self, verdict: FormState, days: Json, today: date) -> FormState | None:
        """Return the grant for so many days of the person that a verdict was about."""
        person = {slot: verdict.answers[slot] for slot in WHO if slot in verdict.answers}
        programme = verdict.answers.get("programme")
        if is_short(programme):
            person["programme"] = programme
        short_stay = short_stay_of(person)
        if short_stay is None:
            return None
        answers: Answers = {"programme": short_stay, "days": days}
        grant = FormState(tool="grant", number=0, answers=answers, brief=True)
        return grant if self.rules.has_result(grant, today) else None

    def _too_long_for_a_rate(self, grant: FormState, today: date) -> FormState | None:
        """Return the verdict on a stay for which no amount is published: "and 35 days?"."""
        if grant.tool != "grant":
            return None
        facts = self.rules.forms["eligibility"].facts
        answers = {slot: value for slot, value in grant.answers.items() if slot in facts}
        answers["duration"] = {"days": grant.answers["days"]}
        verdict = FormState(tool="eligibility", number=0, answers=answers, brief=True)
        return verdict if self.rules.has_result(verdict, today) else None

    def _planned_after(
        self, interview: FormState, told: Answers, kept: Answers, today: date
    ) -> FormState | None:
        """Return what is left when a further stay is planned: "and 6 months?" after "5 left".

        Stays that were only wondered about before are not counted. Terms and months cannot be
        added, so of those every stay is shown by itself.
        """
        used = told.get("used", kept.get("used"))
        if used is None and all(one == NOTHING for one in interview.answers.values()):
            used = NOTHING
        if used is not None and "semesters" not in {*_units(used), *_units(told["duration"])}:
            person = {slot: kept[slot] for slot in ("role", "cycle") if slot in kept}
            answers = {**person, "used": used, "duration": told["duration"]}
            whole = FormState(tool="duration", number=0, answers=answers, brief=True)
            return whole if self.rules.has_result(whole, today) else None
        stays = (
            [used]
            if used is not None
            else [
                value
                for slot, value in interview.answers.items()
                if slot.startswith("stay") and value != NOTHING
            ]
        )
        stays += [told["duration"], NOTHING]
        answers = {f"stay{number}": stay for number, stay in enumerate(stays, 1)}
        other = replace(interview, answers=answers, changing=None)
        return other if self.rules.has_result(other, today) else None


def is_of_a_sum(reading: Understanding) -> bool:
    """Return whether a message tells days, or a means of transport, and asks at most how much.

    "12 days is enough", "by train, is there anything extra?".
    """
    told = told_in(reading).keys()
    asked = {one.kind for one in reading.questions} - {kinds.OTHER, kinds.MONEY}
    if told == _GREEN and not asked and len(reading.words) <= policy.LONGEST_QUESTION:
        # "I'll go by train, do I get more for that?"
        more = not _MORE_THAN_A_SUM.isdisjoint(reading.words)
        return more or FOR_EVERY_DAY.stands_in(reading)
    # "12 days is enough" says so, and asks nothing.
    asks = asked and ("?" in reading.text or is_a_question(reading.text))
    return told <= _OF_A_SUM and "days" in told and not asks


def _begins_anew(told: Answers, interview: FormState) -> bool:
    """Return whether what is told is no other slot of the last result."""
    if interview.tool == "duration" and "hours" in told:
        # A length alone takes no hours.
        return True
    programme, role = interview.answers.get("programme"), told.get("role")
    if (role in STAFF and is_of_students(programme)) or (
        ("cycle" in told or role == "student") and is_of_staff(programme)
    ):
        # No stay of students is one of staff.
        return True
    if interview.tool == "options" and told.keys() & {"duration", "hours", "programme"}:
        # What is open to somebody says nothing of one stay.
        return True
    # How long the stay is is asked before it is judged again.
    return told.keys() == {"starts_on"} and interview.answers.keys().isdisjoint(_LENGTHS)


def _without(told: Answers, slot: str) -> dict[str, Json]:
    """Return what was told but one slot: who says to be in another cycle is noted first."""
    return {one: value for one, value in told.items() if one != slot}


def _still_true(answers: Answers, facts: Answers, stays: Stays) -> dict[str, Json]:
    """Return the answers without what does not hold in another cycle, or of another role.

    What was used is told anew by the stays of that cycle.
    """
    void = {
        other
        for slot in ("role", "cycle")
        if slot in facts and answers.get(slot) not in (None, facts[slot])
        for other in goes_with(slot)
    }
    kept = {slot: value for slot, value in answers.items() if slot not in void}
    if "used" in void and "cycle" in facts:
        total = ledger.used(stays, facts["cycle"])
        kept |= {} if total is None else {"used": total}
    return kept


def _units(duration: Json) -> frozenset[str]:
    return frozenset(duration) if isinstance(duration, Mapping) else frozenset()
