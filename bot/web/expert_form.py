"""A form with all its slots on one page: what to fill in, and what it comes to so far.

The slots, their order and their options are those of the slot table and of the rules' conditions;
the result is the card that the conversation shows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.dialogue.cues.publishers import computed_by, institution_of
from bot.dialogue.telling import told_in
from bot.forms import Form, all_forms
from bot.forms import slot_wording as wording
from bot.forms.case_link import CaseLinkError, decode, encode
from bot.forms.eligibility import EligibilityForm
from bot.forms.place import reason_of_the_place
from bot.forms.programmes import INSTITUTION, whose
from bot.forms.slot import Slot, SlotType
from bot.forms.slot_answers import read_answer
from bot.forms.slot_questions import allowed, form_takes, kind_of, question, slot_of
from bot.forms.slot_validation import SlotValidation
from bot.forms.slots import SLOTS
from bot.messages.button_data import UNKNOWN, token, value_of
from bot.messages.effect import FactTable
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from bot.understanding import understand
from bot.web import words
from bot.web.markup import figure, table, to_html, to_line
from knowledge import Knowledge
from locales import Locale
from rules import FactError, Reason, Rulebook, Verdict
from rules.facts import ROLES
from rules.institutions import registry

_PLACE, _ELIGIBILITY = "outside_europe", "eligibility"
_NOTHING: Json = {"months": 0}
# A condition that two dates settle, where nobody told it as such.
_WITHIN_YEAR, _ITS_DATES = "within_year", ("finished_on", "starts_on")
_TEXT_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody filled in: a slot's text as typed, or its value as another page gives it."""

    texts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Json] = field(default_factory=dict)


@dataclass(slots=True)
class _Filling:
    """What was filled in, read slot by slot.

    Attributes:
        answers: the values, by slot.
        errors: what is wrong with what is no value, in the reader's words.
    """

    form: Form
    given: Given
    rulebook: Rulebook
    voice: Voice
    today: date
    answers: dict[str, Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def read(self, name: str) -> None:
        """Read one slot, given those read before it."""
        slot = SLOTS[kind_of(name)]
        if name in self.given.values:
            value: Json = self.given.values[name]
        else:
            text = self.given.texts.get(name, "").strip()[:_TEXT_LETTERS]
            if not text:
                return
            if _is_chosen(slot):
                value = value_of(text)
            else:
                reading = read_answer(text, name, self.today)
                told: Json = reading.value
                if told is None and not reading.candidates:
                    # A list of marks, or a length among other words.
                    told = told_in(understand(text, self.today)).get(name)
                if told is None:
                    self.errors[name] = self._which(name, reading.candidates)
                    return
                value = told
        validation = SlotValidation(self.rulebook)
        if validation.accepts(self.form, name, value, self.answers, self.today):
            self.answers[name] = value
            return
        limit = validation.limit(name, value, self.answers)
        said = limit or allowed(name, self.answers, self.rulebook)
        self.errors[name] = self.voice.plain(said)

    def drop(self, name: str) -> None:
        """Leave a slot out, as if nothing had been filled in."""
        self.answers.pop(name, None)
        texts = {key: text for key, text in self.given.texts.items() if key != name}
        values = {key: value for key, value in self.given.values.items() if key != name}
        self.given = Given(texts, values)

    def _which(self, name: str, candidates: Iterable[Json]) -> str:
        """Ask which of several is meant; where there is none, say what is allowed."""
        options = [wording.option(name, one, self.voice) for one in candidates]
        if options:
            return f"{self.voice.label('interview.which')} {' / '.join(options)}"
        return self.voice.plain(allowed(name, self.answers, self.rulebook))


class ExpertForm:
    """Every form, filled in all at once."""

    def __init__(self, rulebook: Rulebook, knowledge: Knowledge) -> None:
        self._rulebook = rulebook
        self._knowledge = knowledge
        self.forms = all_forms(rulebook, knowledge)

    def of_link(self, payload: str) -> tuple[str, Given] | None:
        """Return the form and what is filled in, of a case link; None for no link of ours."""
        try:
            link = decode(payload)
        except CaseLinkError:
            return None
        return (link.form, Given(values=link.answers)) if link.form in self.forms else None

    def judge(self, name: str, given: Given, locale: Locale, today: date) -> dict[str, Any]:
        """Return the fields of a form and what it comes to, as JSON for the page.

        Raises:
            KeyError: there is no such form.
        """
        form, voice = self.forms[name], Voice(locale)
        read = _Filling(form, given, self._rulebook, voice, today)
        slots = self._slots(read)
        answers = read.answers
        judged: dict[str, Any] = {
            "form": name,
            "fields": [self._field(slot, read) for slot in slots],
            "errors": read.errors,
            "link": encode(name, answers) if answers else None,
            "reasons": {},
            "missing": [],
        }
        needed = [slot for slot in slots if slot in form.required & SLOTS.keys() - answers.keys()]
        if needed:
            return {**judged, "missing": needed, "result": None}
        try:
            card = form.card(answers, voice, today)
            verdict = form.compute(answers, today) if isinstance(form, EligibilityForm) else None
        except FactError as error:
            errors = {error.field: voice.plain(error.text)}
            return {**judged, "errors": errors, "result": None}
        judged["result"] = {"title": card.title, "html": self._shown(card, locale)}
        if isinstance(form, EligibilityForm) and verdict is not None:
            judged["result"]["outcome"] = verdict.outcome
            judged["rules"] = [[reason.rule, reason.outcome] for reason in verdict.reasons]
            judged["missing"] = list(verdict.missing)
            judged["reasons"] = self._reasons(verdict, form, slots, read)
        return judged

    # Slots --------------------------------------------------------------------------------------

    def _slots(self, read: _Filling) -> tuple[str, ...]:
        """Read what was filled in, and return the slots of the form as it then stands."""
        form = read.form
        first = [INSTITUTION] if len(self._owners(form)) > 1 else []
        for name in first:
            read.read(name)
        slots = [name for name in SLOTS if name in form.facts and name != INSTITUTION]
        if "programme" in slots:
            read.read("programme")
            programme, rules = read.answers.get("programme"), whose(self._rulebook, read.answers)
            if isinstance(programme, str) and programme not in rules.programmes:
                # Of the institution that was chosen before.
                read.drop("programme")
                programme = None
            if form.name == _ELIGIBILITY:
                slots = ["programme"]
                slots += () if programme is None else self._of_programme(str(programme), rules)
        slots = first + slots
        numbered = [name for name in sorted(form.facts) if slot_of(name) and name not in SLOTS]
        for name in (*slots, *numbered):
            if name not in read.answers:
                read.read(name)
        for name in numbered:
            if name not in read.answers and name not in read.errors:
                # The first that is left empty ends them.
                read.answers[name] = _NOTHING
                break
        return (*slots, *numbered)

    def _owners(self, form: Form) -> tuple[str, ...]:
        """Return the institutions by whose rules a form can compute."""
        everybody = self._rulebook.institutions
        return tuple(one.id for one in everybody if institution_of(form.name, one.id) == one.id)

    def _of_programme(self, programme: str, rules: Rulebook) -> Iterator[str]:
        """Yield the slots that the conditions of a programme speak of, in its order."""
        of_roles = (rules.conditions(programme, role=role) for role in (None, *ROLES))
        conditions = (condition for each in of_roles for condition in each)
        facts = dict.fromkeys(fact for condition in conditions for fact in condition.facts)
        yield from facts
        if _WITHIN_YEAR in facts:
            yield from _ITS_DATES
        if reason_of_the_place(programme, {_PLACE: True}, rules) is not None:
            yield _PLACE

    def _field(self, name: str, read: _Filling) -> dict[str, Any]:
        form, voice, slot = read.form, read.voice, SLOTS[kind_of(name)]
        asked = question(name, read.answers, self._rulebook)
        whom = registry()[computed_by(form.name, read.answers)].named
        label = voice.say(f"ask.{asked.wording}", **whom)
        if slot.numbered:
            label = words.say("earlier_stay", voice.locale, number=name.removeprefix(slot.name))
        shown: dict[str, Any] = {"name": name, "label": to_line(label)}
        if _is_chosen(slot):
            options = [value for value in asked.options if form_takes(form.name, value)]
            if name == INSTITUTION:
                options = list(self._owners(form))
            elif name not in form.required:
                options.append(UNKNOWN)
            if read.answers.get(name, UNKNOWN) not in (*options, UNKNOWN):
                options.append(read.answers[name])  # "staff", of whom a link tells no more
            shown["options"] = [
                [token(value), wording.option(name, value, voice)] for value in options
            ]
        elif slot.type is SlotType.DAY and slot.wording is None:
            shown["type"] = "date"
        if name in read.answers:
            value = read.answers[name]
            shown["value"] = token(value) if _is_chosen(slot) else _typed(name, value, voice)
            if not _is_chosen(slot) and value != _NOTHING:
                shown["understood"] = wording.option(name, value, voice)
        return shown

    # What it comes to ---------------------------------------------------------------------------

    def _shown(self, card: Any, locale: Locale) -> str:
        caption = words.say("table", locale)
        parts = [
            table(part, caption) if isinstance(part, FactTable) else to_html(part)
            for part in card.rich or (card.html,)
        ]
        if card.picture is not None:
            parts.insert(1, figure(card.picture))
        return "".join(parts)

    def _reasons(
        self, verdict: Verdict, form: EligibilityForm, slots: Sequence[str], read: _Filling
    ) -> dict[str, list[dict[str, str]]]:
        """Return the reasons by the slot that decides, each with its source."""
        voice, answers = read.voice, read.answers
        rules = whose(self._rulebook, answers)
        stated = rules.conditions(verdict.programme, role=answers.get("role"))
        facts_of = {condition.id: condition.facts for condition in stated}
        found: dict[str, list[dict[str, str]]] = {}
        for reason in verdict.reasons:
            facts = facts_of.get(reason.rule, (_PLACE,))
            if _WITHIN_YEAR in facts and _WITHIN_YEAR not in answers:
                facts += _ITS_DATES
            filled = [name for name in slots if name in facts and name in answers]
            deciding = _deciding(reason, filled, answers, form, read.today) or facts[-1]
            source = self._knowledge.source_line((reason.source,), voice.locale)
            told = {"html": to_line(voice.text(reason.text)), "source": to_line(source)}
            found.setdefault(deciding, []).append({**told, "outcome": reason.outcome})
        return found


def _deciding(
    reason: Reason,
    filled: Sequence[str],
    answers: Mapping[str, Json],
    form: EligibilityForm,
    today: date,
) -> str | None:
    """Return the slot that a reason hangs on: that of an answer without which it would not be.

    Who somebody is comes first, and mostly says only whom the condition concerns.
    """
    latest = list(reversed(filled))
    if reason.outcome == "depends":
        # What is open is told once nothing is missing, so what is left out tells nothing.
        return next((name for name in latest if answers[name] == UNKNOWN), next(iter(latest), None))
    for name in latest:
        others = {slot: value for slot, value in answers.items() if slot != name}
        if reason.rule not in {one.rule for one in form.compute(others, today).reasons}:
            return name
    return None


def _is_chosen(slot: Slot) -> bool:
    return slot.type in (SlotType.TRUTH, SlotType.CHOICE)


def _typed(name: str, value: Json, voice: Voice) -> str:
    """Return a value as its field shows it."""
    slot = SLOTS[kind_of(name)]
    if slot.type is SlotType.DAY and slot.wording is None:
        return str(value)
    return "" if slot.numbered and value == _NOTHING else wording.option(name, value, voice)
