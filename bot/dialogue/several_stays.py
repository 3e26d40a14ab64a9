"""The step for several planned stays: their sum, and what each of them fits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.dialogue import asked_kinds as kinds
from bot.dialogue import case, ledger, stay_turns
from bot.dialogue.computing import Computing
from bot.dialogue.ledger import KeptStay
from bot.dialogue.session import FormState
from bot.dialogue.telling import words_of
from bot.dialogue.turn import Message, Outcome
from bot.forms import slot_wording as wording
from bot.forms.slots import STAFF_STAYS
from bot.forms.stays_together import Planned, StaysTogether
from bot.messages.effect import Answer, Reply
from bot.messages.effect import Outcome as Answered
from bot.messages.json_value import Json
from bot.messages.markup import plain
from bot.messages.voice import Voice
from bot.understanding import QuestionKind
from knowledge import Knowledge
from rules.institutions import PROGRAMMES, registry
from rules.programmes.enrolment import INTEGRATED

# Asked in a few words, these are asked of the stays that were told.
_OF_THE_STAYS = frozenset({QuestionKind.LEFT, QuestionKind.FIT, QuestionKind.PERMISSION})
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class SeveralStays:
    """Answers a message about stays that are planned one after the other."""

    knowledge: Knowledge
    computing: Computing

    def together(self, message: Message) -> Outcome | None:
        """Return the stays judged together; None where a message is not about several."""
        session = message.session
        known = {**case.values(session.case), **message.session.said}
        cycle = known.get("cycle")
        plans = ledger.planned(session.stays, cycle)
        if len(plans) < _SEVERAL or cycle == INTEGRATED or not _speaks_of_them(message, plans):
            return None
        if not registry().may_tell(PROGRAMMES, message.context.home):
            return None
        voice, rulebook = message.voice, self.computing.forms.rulebook
        used = [
            one.value
            for one in ledger.over(session.stays)
            if one.cycle in (None, cycle) and ledger.is_any(one.value)
        ]
        programme = str(known.get("programme", ""))
        of_staff = programme if programme in STAFF_STAYS else None
        judged = StaysTogether(
            rulebook,
            self.knowledge,
            used,
            [Planned(one.value, one.kind or of_staff, one.hours) for one in plans],
            known.get("role"),
            cycle,
        )
        others = ledger.of_other_cycles(session.stays, cycle)
        last = not_counted(others[-1], voice) if others else ""
        card = judged.card(voice, message.today, last)
        answer = Answer("account", card.title, plain(card.html), card.sources, 1.0)
        reply = Reply(card.html, voice.locale, outcome=Answered.ANSWER, answers=(answer,))
        last_of_them: dict[str, Json] = {
            **{slot: known[slot] for slot in ("role", "cycle", "used") if slot in known},
            "duration": plans[-1].value,
        }
        after, _ = self.computing.open(FormState("duration", 0, last_of_them, brief=True), message)
        return replace(after, case=_with_plans(after.case, plans, message)), (reply,)


def _speaks_of_them(message: Message, plans: Sequence[KeptStay]) -> bool:
    reading = message.reading
    if kinds.MONEY in kinds.asked(reading, message.session.said):
        return False
    if stay_turns.extends(reading) and any(one.hours is not None for one in plans):
        return True
    if stay_turns.planned_stays(reading) or stay_turns.told_stays(reading):
        return True
    asked = kinds.asked(reading, message.session.said) & _OF_THE_STAYS
    return bool(asked) and kinds.is_bare(reading)


def _with_plans(known: case.Case, plans: Sequence[KeptStay], message: Message) -> case.Case:
    """Return the case with the stay that was told, of several told at once with none of them."""
    kinds_told = {one.kind for one in plans}
    slots: dict[str, Json] = {}
    if len(stay_turns.planned_stays(message.reading)) == 1:
        slots["duration"], kinds_told = plans[-1].value, {plans[-1].kind}
    if len(kinds_told) == 1 and None not in kinds_told:
        slots["programme"] = kinds_told.pop()
    gone = {"duration", "programme"}
    if any(one.hours is not None for one in plans):
        # Hours of several stays, or of several people, are nobody's alone.
        gone |= {"hours"}
    kept = case.without(known, gone - slots.keys())
    return case.note(kept, slots, words_of(slots, message.reading), message.today)


def not_counted(stay: KeptStay, voice: Voice) -> str:
    """Say of a stay in another cycle that it does not count."""
    length, cycle = (
        wording.option("used", stay.value, voice),
        wording.fact("cycle", stay.cycle, voice),
    )
    return voice.say("of_the_cycle.elsewhere", length=length, cycle=plain(cycle))
