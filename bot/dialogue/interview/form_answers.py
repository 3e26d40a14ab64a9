"""What a message answers in an open form, and whether the rules take it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.dialogue.interview.typed_answer import TypedAnswer, without_names
from bot.dialogue.state.session import FormState
from bot.dialogue.telling import told_in
from bot.forms import Form
from bot.forms import slot_wording as wording
from bot.forms.programmes import programme_of, whose
from bot.forms.slot_answers import read_answer
from bot.forms.slot_questions import options_of
from bot.forms.slot_validation import SlotValidation
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from bot.understanding import Understanding, understand
from bot.understanding.grades.mark_lists import marks_told
from bot.understanding.questions.intents import asked_limit
from bot.understanding.understanding import MARKS
from locales import Text, fold
from rules import Rulebook, StatedCondition


@dataclass(frozen=True, slots=True)
class FormAnswers:
    """Reads typed answers of a form, and holds answers against the rules."""

    rulebook: Rulebook
    forms: Mapping[str, Form]

    def given(self, tool: str, argument: str, today: date) -> dict[str, Json]:
        """Return what stood behind a tool's command.

        Facts, and bare answers such as "61" or "C".
        """
        reading = understand(argument, today)
        if tool == "grade" and (marks := marks_told(argument)):
            # Behind the command every number and letter is a mark.
            others = tuple(one for one in reading.slots if one.slot not in MARKS)
            reading = replace(reading, slots=(*others, *marks))
        given = dict(told_in(reading))
        if tool == "eligibility":
            given = without_names(given, reading, argument, today)
        if tool == "grant" and given.get("cycle") == "doctoral":
            given.setdefault("programme", "short_phd")
        for fact in sorted(self.forms[tool].required - given.keys()):
            answer = read_answer(argument, fact, today)
            if answer.understood and self.accepts(FormState(tool, 0), fact, answer.value, today):
                given[fact] = answer.value
        return given

    def option(self, text: str, asking: str, interview: FormState, voice: Voice) -> dict[str, Json]:
        """Return the answer whose button has these words.

        Or this number where answers are words.
        """
        typed = fold(text).strip(" .!)")
        options = options_of(asking, interview.answers, self.rulebook)
        for number, value in enumerate(options, start=1):
            if fold(wording.option(asking, value, voice)) == typed:
                return {asking: value}
            if isinstance(value, str) and typed == str(number):
                return {asking: value}
        return {}

    def told(
        self, text: str, reading: Understanding, asking: str, interview: FormState, today: date
    ) -> dict[str, Json]:
        """Return the slots that a message fills: the one asked for, and others told in passing."""
        typed = TypedAnswer(asking, text, reading, today)
        answer = typed.answer
        taken = typed.corrected(answer, interview.answers)
        if not taken:
            taken = typed.in_passing(answer, interview.answers)
            if answer.understood:
                taken[asking] = answer.value
        return {
            fact: value
            for fact, value in taken.items()
            if self.accepts(interview, fact, value, today)
        }

    def accepts(self, interview: FormState, fact: str, value: Json, today: date) -> bool:
        """Return whether a form takes a value, which the rules may bound."""
        form, answers = self.forms[interview.tool], interview.answers
        return SlotValidation(self.rulebook).accepts(form, fact, value, answers, today)

    def limit(self, interview: FormState, fact: str, value: Json) -> Text | None:
        """Return the limit that a value is beyond; None where it is within all."""
        return SlotValidation(self.rulebook).limit(fact, value, interview.answers)

    def refused(self, interview: FormState, today: date) -> tuple[str, ...]:
        """Return the answers that the rules do not take, wherever they came from."""
        return tuple(
            fact
            for fact, value in interview.answers.items()
            if not self.accepts(interview, fact, value, today)
        )

    def limits_asked(
        self, text: str, reading: Understanding, interview: FormState, today: date
    ) -> list[StatedCondition]:
        """Return the conditions of the programme at hand that "how long can I stay?" asks for."""
        slot, programme = asked_limit(text), interview.answers.get("programme")
        rules = whose(self.rulebook, interview.answers)
        if slot is None or programme_of(rules, programme) is None:
            return []
        if reading.programmes not in ((), (programme,)):
            return []
        role = interview.answers.get("role")
        conditions = rules.conditions(str(programme), role=role, on=today)
        return [condition for condition in conditions if slot in condition.facts]
