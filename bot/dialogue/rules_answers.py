"""A case to the rules: which form answers which kind of question.

Whenever a message carries a case, the rules decide and an entry only explains. The table of kinds
is `RulesAnswers._forms_for`; what a form needs before it is worth opening is `has_result`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.dialogue import policy, unsettled
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.counted import counts_months_used
from bot.dialogue.cues.publishers import of_another
from bot.dialogue.forms_of_programmes import (
    NOTHING,
    STUDENTS,
    WHAT_IS_LEFT,
    WHO,
    of_programmes,
    short_stay_of,
)
from bot.dialogue.state.case import OF_A_STAY
from bot.dialogue.state.session import FormState
from bot.dialogue.telling import days_of, told_in, used_elsewhere
from bot.forms import AccountForm, EligibilityForm, Form
from bot.forms.programmes import INSTITUTION, with_first_day
from bot.forms.slot_questions import form_takes
from bot.messages.json_value import Json
from bot.understanding import QuestionKind, Understanding
from bot.understanding.dates.date_values import days_of as days_of_date
from bot.understanding.people.programmes import kinds_of_stay
from bot.understanding.people.roles import ANY_STAFF
from bot.understanding.tokens import take_apart
from rules import FactError, NoPublishedRate
from rules.facts import FACTS
from rules.institutions import DEADLINES, GRADES, PROGRAMMES, registry
from rules.programmes.names import is_of_students

Answers = Mapping[str, Json]

_NOTHING_ASKED: frozenset[QuestionKind] = frozenset()
_STUDY, _TRAINEESHIP = "study", "traineeship"
# What adds to a sum, and is asked about beside the stay that was told before.
_BESIDE_A_SUM = frozenset({"green_travel", "travel_days", "distance_km", "fewer_opportunities"})
# Of a stay, what the rules can judge by itself.
_OF_THE_STAY = frozenset({"duration", "hours", "ects", "used"})


@dataclass(frozen=True, slots=True)
class RulesAnswers:
    """Finds the form that answers a question by the rules."""

    forms: Mapping[str, Form]

    def attempt(
        self,
        reading: Understanding,
        today: date,
        home: str | None = None,
        kept: Answers | None = None,
        given: Answers | None = None,
        *,
        spoken_of: Answers | None = None,
        asked_before: frozenset[QuestionKind] = _NOTHING_ASKED,
    ) -> FormState | None:
        """Return the form that answers a message, with its slots; None where an entry has to.

        What comes back is not numbered yet.

        Args:
            reading: what the message says.
            today: what is in force.
            home: the institution the conversation is about, where the message names none.
            kept: the slots known of the person before this message.
            given: slots to take beside what the message says.
            spoken_of: who and which mobility the conversation is about just now.
            asked_before: what was asked before, where the message goes on from that.
        """
        if reading.names_another_institution and reading.institution is None:
            return None
        said = {
            **told_in(reading),
            **unsettled.nearly(reading),
        }
        said |= {**unsettled.one_more_in_months(reading, said), **(given or {})}
        if not (said or kept or spoken_of or reading.asks(kinds.LENGTH)):
            # Of nobody and no stay only the lengths of all of them can be told.
            return None
        asked = kinds.asked(reading, said, asked_before)
        if kinds.CONVERSION in asked and kept is not None and "mark" in kept:
            said.setdefault("mark", kept["mark"])
        asked |= _asked_by_what_is_told(reading, said, asked)
        about = spoken_of or {}
        case = {**self._of_the_case(kept or {}, reading, said, asked), **about, **said}
        going = kinds.wishes_to_go(reading) and is_of_students(said.get("programme"))
        case |= _of_a_graduate(case, today)
        if kinds.is_after_graduating(reading) and case.get("role", "student") == "student":
            # "A traineeship after my master's?" is one of a graduate.
            case["role"] = "graduate"
        if "year" in case or going:
            # Only students have a year of study, or go for a traineeship.
            case.setdefault("role", "student")
        for form, answers in self._forms_for(reading, asked, said, case, home):
            facts = self.forms[form].facts
            slots = {
                slot: value
                for slot, value in _when(facts, answers).items()
                if slot in facts and slot != INSTITUTION and form_takes(form, value)
            }
            owner = of_another(form, reading.institution or home)
            if owner is not None:
                slots[INSTITUTION] = owner
            interview = FormState(tool=form, number=0, answers=slots, brief=True)
            if self.has_result(interview, today):
                return interview
        return None

    def _of_the_case(
        self, kept: Answers, reading: Understanding, said: Answers, asked: frozenset[QuestionKind]
    ) -> Answers:
        """Return what is taken from the case.

        The person, and of a bare question the planned stay too.

        "How much?" after "PhD student, 20 days" is asked of that stay; a question that names a stay
        of its own is not.
        """
        bare = said.keys() <= _BESIDE_A_SUM and kinds.is_bare(reading)
        bare = bare and bool(asked & policy.ASKED_OF_A_STAY)
        return {slot: value for slot, value in kept.items() if bare or slot not in OF_A_STAY}

    def _forms_for(
        self,
        reading: Understanding,
        asked: frozenset[QuestionKind],
        said: Answers,
        case: dict[str, Json],
        home: str | None,
    ) -> Iterator[tuple[str, Answers]]:
        """Yield the forms that may answer a question, the surest first, each with its slots."""
        institution = reading.institution or home
        # "So we cut it to 24. How much is that?" asks for a sum, whether or not that fits.
        length = kinds.is_a_length(reading, said) and not reading.asks(kinds.MONEY)
        length = length and not _terms_beside_used(said, case)
        computed = registry().may_tell(PROGRAMMES, institution)
        if length and computed and ("programme" not in case or "programme" in said):
            yield "duration", {**case, "duration": said["duration"]}
        if registry().may_tell(GRADES, institution):
            named = reading.institution is not None
            of_a_mark = "mark" in said and not kinds.asks_of_the_table(reading)
            # "He got 85 out of 100" is told of the institution spoken of.
            told_there = home is not None and not reading.questions
            if of_a_mark and (named or told_there or kinds.CONVERSION in asked):
                yield "grade", {"mark": said["mark"]}
        if registry().may_tell(DEADLINES, institution):
            of_theirs = institution is not None or asked & {kinds.WHEN, kinds.PAPERS}
            if "semester_start" in said and of_theirs:
                yield "deadlines", {"semester_start": said["semester_start"]}
        if computed and not reading.in_the_city:
            elsewhere = used_elsewhere(reading) and "duration" not in said
            if elsewhere and asked & WHAT_IS_LEFT:
                yield "account", of_all_stays(case)
            told = case if said.keys() <= _BESIDE_A_SUM else said
            length = told is said
            case |= _of_hours(reading, said, case)
            case |= _of_work(reading, case)
            exchange = _names_the_exchange_planned(reading)
            yield from of_programmes(asked, told, case, exchange=exchange, length_told=length)
            several = len(reading.programmes) != 1
            length_asked = kinds.LENGTH in asked and kinds.MONEY not in asked
            if length_asked and "finished_on" in said and case.get("role") == "graduate":
                # Until when a graduate may go hangs on the day of graduating.
                yield "eligibility", case
            # Who applied before graduating asks how long the traineeship may wait.
            before_graduating = "applied_while_enrolled" in said
            if length_asked and "duration" not in said and several and not before_graduating:
                yield "options", case

    def has_result(self, interview: FormState, today: date) -> bool:
        """Return whether nothing has to be asked any more."""
        form = self.forms[interview.tool]
        try:
            if isinstance(form, AccountForm):
                return not form.open_questions(interview.answers, today)
            if not form.required <= interview.answers.keys():
                return False
            if isinstance(form, EligibilityForm):
                return _is_a_case(interview.answers)
            form.compute(interview.answers, today)
        except (FactError, NoPublishedRate):
            return False
        return True


def _asked_by_what_is_told(
    reading: Understanding, said: Answers, asked: frozenset[QuestionKind]
) -> frozenset[QuestionKind]:
    """Return what is known to be asked of what is told, though no word asks it."""
    if used_elsewhere(reading) and asked <= {kinds.OTHER, kinds.CONVERSION}:
        # Months of another cycle, only told, ask what is left of this one.
        return frozenset({kinds.LEFT})
    if "used" in said and "duration" not in said and counts_months_used(reading):
        # "4 months of Erasmus Mundus, do they count?": they leave so much of the cycle.
        return frozenset({kinds.LEFT})
    if _of_staff_and_wished(reading, said):
        # "A lecturer, I am interested in going to teach" asks whether that may be.
        return frozenset({kinds.PERMISSION})
    return _NOTHING_ASKED


def _of_work(reading: Understanding, case: Answers) -> dict[str, Json]:
    """Return the traineeship that is planned beside an exchange that is over."""
    work = "programme" not in case and _is_work_after_an_exchange(reading)
    return {"programme": _TRAINEESHIP} if work else {}


def _names_the_exchange_planned(reading: Understanding) -> bool:
    """Return whether an exchange is what somebody plans, and not all that there is."""
    named = kinds.names_exchange(reading) and not _is_work_after_an_exchange(reading)
    return (named or kinds.wishes_to_go(reading)) and not kinds.names_options(reading)


def _is_work_after_an_exchange(reading: Understanding) -> bool:
    """Return whether the exchange named is over, and a traineeship is what is planned."""
    done = {one.kind for one in reading.stays if one.time == "done"}
    if _STUDY not in done or _TRAINEESHIP in done or reading.programmes:
        return False
    return any(kind == _TRAINEESHIP for kind, _, _ in kinds_of_stay(take_apart(reading.text)))


def _of_staff_and_wished(reading: Understanding, said: Answers) -> bool:
    """Return whether one of the staff says what they would like to do, and asks nothing."""
    of_staff = said.get("role") not in (None, *STUDENTS) and "programme" in said
    return of_staff and not reading.questions and kinds.wishes_for_it(reading)


def _of_hours(reading: Understanding, said: Answers, case: Answers) -> dict[str, Json]:
    """Return the role and the stay of whom hours are told; students are asked for none."""
    teaches = kinds.names_teaching(reading)
    found: dict[str, Json] = {}
    if "hours" in said and teaches and not case.keys() & {"role", "cycle"}:
        found["role"] = ANY_STAFF
    if teaches and "hours" in said and case.get("role") == "assistant" and "programme" not in case:
        # Too few hours are too few, whoever may teach.
        found["programme"] = "teaching"
    if {**case, **found}.get("role") == ANY_STAFF and "hours" in case and "programme" not in case:
        found["programme"] = "teaching" if teaches else "training"
    return found


def _of_a_graduate(case: Answers, today: date) -> dict[str, Json]:
    """Return the role of whoever goes for a traineeship when the studies are over."""
    finished, starts = case.get("finished_on"), case.get("starts_on")
    of_a_student = case.get("role", "student") == "student"
    if not of_a_student or case.get("programme") != "traineeship" or not isinstance(finished, str):
        return {}
    begins = days_of_date(starts)[0] if isinstance(starts, str) else today
    return {"role": "graduate"} if days_of_date(finished)[1] < begins else {}


def of_all_stays(case: Answers) -> Answers:
    """Return the months that were used as the only stay of the account."""
    used = case.get("used", NOTHING)
    return {"stay1": used} if used == NOTHING else {"stay1": used, "stay2": NOTHING}


def _terms_beside_used(said: Answers, case: Answers) -> bool:
    """Tell whether terms are planned beside months used: what is left of those decides as well."""
    duration = said.get("duration")
    return "used" in case and isinstance(duration, Mapping) and "semesters" in duration


def of_a_sum(told: Answers, before: Answers) -> dict[str, Json]:
    """Return the days, and the stay in another cycle, for which a sum is asked again."""
    found: dict[str, Json] = {}
    days = days_of(told)
    if days is not None:
        found["days"] = days
    if "cycle" in told and "programme" not in told:
        # A short PhD stay is for doctoral students alone.
        other_stay = short_stay_of({"role": "student", "cycle": told["cycle"]})
        if before.get("programme") == "short_phd" or other_stay == "short_phd":
            found["programme"] = other_stay
    return found


def _is_a_case(answers: Answers) -> bool:
    """Return whether there is anything to judge: who is going, or what the stay is like."""
    told = {slot for slot, value in answers.items() if slot in FACTS and value != "unknown"}
    return bool(told & (WHO | _OF_THE_STAY)) or answers.get("contract") is False


def _when(facts: Collection[str], answers: Answers) -> Answers:
    """Return answers for a form: with their first day where it takes no dates of a stay."""
    return answers if "duration" in facts else with_first_day(answers)
