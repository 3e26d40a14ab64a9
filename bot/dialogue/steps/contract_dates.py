"""The step for a work contract that ends, held against when the stay is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.dialogue.computing import Computing
from bot.dialogue.entries.finding import Finding
from bot.dialogue.state import case
from bot.dialogue.state.session import FormState, Last
from bot.dialogue.steps.stay_dates import ends_within, with_dates_of_the_stay
from bot.dialogue.telling import words_of
from bot.dialogue.turn import Message, Outcome
from bot.forms.condition_words import beside_the_length
from bot.forms.contract import lasts_until_the_stay
from bot.forms.form import listed_or_said, paragraphs
from bot.forms.slot_words import day_or_month
from bot.messages.effect import Answer, Reply
from bot.messages.effect import Outcome as Answered
from bot.messages.json_value import Json
from bot.messages.markup import escape, plain
from bot.messages.voice import Voice
from bot.understanding.people.roles import ANY_STAFF, STAFF
from rules import StatedCondition
from rules.institutions import PROGRAMMES, registry
from rules.programmes import admits

_DATES = frozenset({"contract_until", "starts_on"})
_JUDGED = frozenset({"duration", "hours"})
_CONTRACT = ("contract",)


@dataclass(frozen=True, slots=True)
class ContractDates:
    """Answers whether a contract that ends is in force when the stay is."""

    finding: Finding
    computing: Computing

    def answer(self, message: Message) -> Outcome | None:
        """Return what the end of a contract means for the stay; None where none was told."""
        if message.reading.case.get("contract") is False:
            # One that has run out already is none.
            return None
        said = message.session.said
        known = {**case.values(message.session.case), **said}
        until, starts = known.get("contract_until"), known.get("starts_on")
        if not isinstance(until, str):
            return None
        with_stay, ends = with_dates_of_the_stay(known, message.reading)
        if ends_within(until, ends) and (_DATES | {"duration"}) & said.keys():
            return self._held_against(with_stay, message, ends)
        if not _DATES & said.keys():
            return None
        if said.keys() & _JUDGED or ("programme" in said and isinstance(starts, str)):
            return self._with_the_stay(known, message)
        return self._held_against(known, message)

    def _with_the_stay(self, known: Mapping[str, Json], message: Message) -> Outcome | None:
        """Return the verdict on the stay, in which the dates count; None where no kind is known."""
        if known.get("programme") not in _programmes(known, message, self.computing):
            return None
        taken = self.computing.forms.forms["eligibility"].facts
        told = {slot: value for slot, value in known.items() if slot in taken}
        return self.computing.open(FormState("eligibility", 0, told, brief=True), message)

    def again(self, message: Message) -> Outcome | None:
        """Return what was said of a contract just now, where nothing else was answered since."""
        known = case.values(message.session.case)
        if message.session.last != Last() or not known.keys() >= _DATES:
            return None
        return self._held_against(known, message)

    def _held_against(
        self, known: Mapping[str, Json], message: Message, ends: str | None = None
    ) -> Outcome | None:
        starts = known.get("starts_on")
        if known.get("role", ANY_STAFF) not in (*STAFF, ANY_STAFF):
            return None
        if not registry().may_tell(PROGRAMMES, message.context.home):
            return None
        condition = self._condition(known, message)
        if condition is None:
            return None
        in_force = lasts_until_the_stay(known)
        said_of_it = "until" if not isinstance(starts, str) else _SAID[in_force]
        if ends is not None and in_force is not False:
            said_of_it, known = "middle", {**known, "ends_on": ends}
        return self._told(said_of_it, condition, known, message)

    def _condition(self, known: Mapping[str, Json], message: Message) -> StatedCondition | None:
        rulebook = self.computing.forms.rulebook.at(message.context.home)
        for programme in _programmes(known, message, self.computing):
            for one in rulebook.conditions(programme, role=known.get("role")):
                if tuple(one.facts) == _CONTRACT:
                    return one
        return None

    def _told(
        self, said: str, condition: StatedCondition, known: Mapping[str, Json], message: Message
    ) -> Outcome:
        voice, session = message.voice, message.session
        named = (_DATES | {"ends_on"}) & known.keys()
        dates = {slot: escape(day_or_month(known[slot], voice)) for slot in named}
        first = voice.say(f"contract_dates.{said}", **dates)
        rule = voice.text(condition.text)
        others: list[str] = []
        if said not in ("no", "middle"):
            others = [one for one in self._others(known, message, voice) if one != rule]
        line = self.finding.matcher.knowledge.source_line((condition.source,), voice.locale)
        html = paragraphs(
            f"{first}\n{rule}",
            listed_or_said(voice, "provisional.open", "provisional.one_open", others),
            voice.say("verdict.disclaimer"),
            line,
        )
        answer = Answer("eligibility", "", plain(html), (condition.source,), 1.0)
        reply = Reply(html, voice.locale, outcome=Answered.ANSWER, answers=(answer,))
        # "And in February?" asks of the stay spoken of, which is then that one.
        told = {slot: known[slot] for slot in _DATES & session.said.keys() & known.keys()}
        noted = case.note(session.case, told, words_of(told, message.reading), message.today)
        return replace(session, last=Last(), case=noted), (reply,)

    def _others(self, known: Mapping[str, Json], message: Message, voice: Voice) -> tuple[str, ...]:
        rulebook = self.computing.forms.rulebook.at(message.context.home)
        return beside_the_length(rulebook, _programmes(known, message, self.computing), voice)


_SAID: Mapping[bool | None, str] = {True: "yes", False: "no", None: "depends"}


def _programmes(
    known: Mapping[str, Json], message: Message, computing: Computing
) -> tuple[str, ...]:
    """Return the programmes of staff that are meant: the one told, or all that are open."""
    rulebook = computing.forms.rulebook.at(message.context.home)
    of_staff = [
        name
        for name, programme in rulebook.programmes.items()
        if any(admits(programme, role) for role in STAFF)
    ]
    told, role = known.get("programme"), known.get("role")
    if told in of_staff:
        return (str(told),)
    open_to = [name for name in of_staff if admits(rulebook.programmes[name], str(role))]
    return tuple(open_to or of_staff)
