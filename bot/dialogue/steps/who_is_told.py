"""The step for who somebody says they are, where nothing is asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.dialogue import policy
from bot.dialogue.acknowledgement import when_it_begins, who_it_is
from bot.dialogue.computing import Computing
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.entries.finding import Finding
from bot.dialogue.interview.export import without_grounds
from bot.dialogue.rules_answers import of_all_stays
from bot.dialogue.state import case, ledger
from bot.dialogue.state.session import FormState
from bot.dialogue.steps.announced import is_announced, of_what_was_announced
from bot.dialogue.steps.rules import RulesSteps
from bot.dialogue.turn import Message, Outcome
from bot.forms.form import paragraphs
from bot.messages.effect import Outcome as Answered
from bot.messages.effect import Reply
from bot.messages.json_value import Json
from bot.understanding.cue import Cue
from bot.understanding.questions.split_questions import is_a_question
from knowledge import EntryKind
from knowledge.vocabulary import load_vocabulary
from rules.institutions import PROGRAMMES, registry
from rules.programmes.names import is_of_staff, is_of_students, known_programmes

_TRAINEESHIP = "traineeship"
_WHO = ("role", "cycle", "year")
_WOULD_GO = Cue.of(load_vocabulary("openings"), "would go as well")
_LONGER_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class WhoIsTold:
    """Notes who somebody is, with what that opens to them."""

    finding: Finding
    computing: Computing
    rules: RulesSteps

    def says_who(self, message: Message) -> Outcome | None:
        """Note who somebody says they are where nothing is asked, with what it opens."""
        said, reading = message.session.said, message.reading
        if not registry().may_tell(PROGRAMMES, message.context.home):
            # What is open to somebody is told by those alone who publish it.
            return None
        again = message.context.asks_again and message.context.focus.entries
        if again and not is_announced(message):
            # "A na masteru?" asks the same of somebody else.
            return None
        if not reading.questions and said.keys() == {"starts_on"}:
            graduate = self._of_a_graduate(message)
            if graduate is not None:
                return graduate
            html = when_it_begins(said["starts_on"], message.voice)
            reply = Reply(html, message.voice.locale, outcome=Answered.ASK)
            return message.session, (reply,)
        if not said or not said.keys() <= policy.WHO_SOMEBODY_IS or reading.ambiguous:
            return None
        asks = reading.questions or "?" in message.text or is_a_question(message.text)
        if message.of_another and kinds.names_nothing_asked(reading):
            # "And my assistant?" tells whom it is about now.
            asks = False
        more = kinds.names_what_is_asked(reading) or self._answers_more(message)
        if asks or (more and not _of_one_who_would_go(message)):
            return None
        known = case.values(message.session.case)
        slots: dict[str, Json] = {slot: known[slot] for slot in _WHO if slot in known}
        if slots.keys() == {"year"}:
            # Only students are in a year of study.
            slots["role"] = "student"
        longer = len(reading.words) > policy.LONGEST_CORRECTION and _tells_more(message)
        if not slots or (longer and self.computing.is_a_gap(message)):
            return None
        return self._decided(known, slots, message)

    def _decided(
        self, known: Mapping[str, Json], who: Mapping[str, Json], message: Message
    ) -> Outcome:
        """Return what the rules say to who tells who they are."""
        settled = self._settled(known, message)
        if settled is not None:
            return self.rules.open(settled, message)
        session, effects = self.rules.open(self._going_on(known, who, message), message)
        note = who_it_is(message.session.said, message.reading.institution, message.voice)
        # What was understood is told in its first line, so it is not told again in the last one.
        return session, tuple(
            replace(one, html=paragraphs(note, without_grounds(one.html, message.voice)))
            if isinstance(one, Reply)
            else one
            for one in effects
        )

    def _settled(self, known: Mapping[str, Json], message: Message) -> FormState | None:
        """Return the verdict on who has no contract, or is no student: it settles the case."""
        said = message.session.said
        ofs = (("contract", is_of_staff), ("registered", is_of_students))
        kinds_told = [one for slot, one in ofs if said.get(slot) is False]
        if not kinds_told:
            return None
        spoken_of = (known.get("programme"), message.context.matter, *known_programmes())
        meant = (str(one) for one in spoken_of if one is not None and kinds_told[0](str(one)))
        programme = next(meant, None)
        if programme is None:
            return None
        taken = self.computing.forms.forms["eligibility"].facts
        told = {slot: value for slot, value in known.items() if slot in taken}
        return FormState("eligibility", 0, {**told, "programme": programme}, brief=True)

    def _of_a_graduate(self, message: Message) -> Outcome | None:
        """Return the verdict on the traineeship of a graduate who tells when it would begin."""
        known = case.values(message.session.case)
        if "finished_on" not in known or known.get("programme", _TRAINEESHIP) != _TRAINEESHIP:
            return None
        taken = self.computing.forms.forms["eligibility"].facts
        told = {slot: value for slot, value in known.items() if slot in taken}
        told |= {"programme": _TRAINEESHIP, "role": "graduate"}
        return self.rules.open(FormState("eligibility", 0, told, brief=True), message)

    def _going_on(
        self, known: Mapping[str, Json], who: Mapping[str, Json], message: Message
    ) -> FormState:
        """Return the form that what was told of somebody goes on with.

        The stay that is planned, else the months used, else all that is open to them.
        """
        forms = self.computing.forms.forms
        if "duration" in known:
            tool = "eligibility" if "programme" in known else "duration"
            facts = {slot: one for slot, one in known.items() if slot in forms[tool].facts}
            form = FormState(tool, 0, facts, brief=True)
            if self.computing.rules.has_result(form, message.today):
                return form
        of_the_matter = of_what_was_announced(who, message, self.computing)
        if of_the_matter is not None:
            return of_the_matter
        if ledger.over(message.session.stays):
            return FormState("account", 0, of_all_stays(known), brief=True)
        return FormState("options", 0, who, brief=True)

    def _answers_more(self, message: Message) -> bool:
        """Return whether an entry surely answers what else stands beside who somebody is."""
        if not _tells_more(message):
            return False
        sure = self.finding.sure(message)
        return sure is not None and sure.entry.kind is EntryKind.ANSWER


def _of_one_who_would_go(message: Message) -> bool:
    """Return whether somebody else is told of who would go as well: "she would come with me"."""
    return message.of_another and _WOULD_GO.stands_in(message.reading)


def _tells_more(message: Message) -> bool:
    """Return whether more is said than who somebody is, in words that are more than joints."""
    spans = [one.span for one in message.reading.slots]
    rest = "".join(
        " " if any(start <= place < end for start, end in spans) else letter
        for place, letter in enumerate(message.reading.folded)
    )
    return len(_LONGER_WORD.findall(rest)) > policy.WORDS_BESIDE_WHO
