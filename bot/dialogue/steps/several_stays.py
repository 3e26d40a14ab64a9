"""The step for several planned stays: their sum, and what each of them fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.dialogue.computing import Computing
from bot.dialogue.cues.without_a_grant import is_without_the_grant
from bot.dialogue.forms_of_programmes import NOTHING
from bot.dialogue.reply_lines import with_heading, with_last_line
from bot.dialogue.state import case, ledger, stays_told
from bot.dialogue.state.ledger import KeptStay, Stays
from bot.dialogue.state.session import FormState
from bot.dialogue.stays.asked_together import (
    asked_of_them,
    asks_of_the_plan,
    speaks_of_them,
    supposes_graduating_first,
)
from bot.dialogue.telling import words_of
from bot.dialogue.turn import Message, Outcome
from bot.forms import slot_wording as wording
from bot.forms.form import Card
from bot.forms.stays_together import Planned, StaysTogether
from bot.messages.effect import Answer, Effect, Reply
from bot.messages.effect import Outcome as Answered
from bot.messages.json_value import Json
from bot.messages.markup import plain
from bot.messages.voice import Voice
from knowledge import Knowledge
from rules.institutions import PROGRAMMES, registry
from rules.programmes.enrolment import INTEGRATED
from rules.programmes.names import is_of_staff

_SEVERAL = 2
_TRAINEESHIP = "traineeship"
# The cycle that each one follows upon.
_BEFORE = {"master": "bachelor", "doctoral": "master"}


@dataclass(frozen=True, slots=True)
class SeveralStays:
    """Answers a message about stays that are planned one after the other."""

    knowledge: Knowledge
    computing: Computing

    def together(self, message: Message) -> Outcome | None:
        """Return the stays judged together; None where a message is not about several."""
        session = message.session
        if not session.stays:
            return None
        known = {**case.values(session.case), **message.session.said}
        cycle = _applied_in(known, session.stays) or known.get("cycle")
        of_a_graduate = cycle != known.get("cycle")
        plans = ledger.planned(session.stays, cycle)
        if of_a_graduate:
            meant = {None, _TRAINEESHIP}
            plans = tuple(one for one in session.stays if one.planned and one.kind in meant)
        if cycle == INTEGRATED or not registry().may_tell(PROGRAMMES, message.context.home):
            return None
        if not speaks_of_them(message, plans):
            return None
        if of_a_graduate and not plans:
            return self._left_for_the_traineeship(cycle, message)
        if len(plans) < _least_plans(message, cycle) and not of_a_graduate:
            return None
        if cycle is None and ledger.over(session.stays) and len({one.cycle for one in plans}) > 1:
            # Which of the cycles the earlier stays were in is not known.
            return None
        card = self._card(plans, known, cycle, message, of_a_graduate=of_a_graduate)
        answer = Answer("account", card.title, plain(card.html), card.sources, 1.0)
        reply = Reply(card.html, message.voice.locale, outcome=Answered.ANSWER, answers=(answer,))
        effects: tuple[Effect, ...] = (reply,)
        if is_without_the_grant(message.reading) and stays_told.told_stays(message.reading):
            # "8 months, 3 of them without a grant" is told because those may not count.
            effects = with_heading(message.voice.say("of_the_cycle.without_grant"), effects)
        last_of_them: dict[str, Json] = {
            **{slot: known[slot] for slot in ("role", "cycle", "used") if slot in known},
            "duration": next((one for one in plans if one.spoken_of), plans[-1]).value,
        }
        after, _ = self.computing.open(FormState("duration", 0, last_of_them, brief=True), message)
        if not of_a_graduate:
            after = replace(after, case=_with_plans(after.case, plans, message))
        return after, effects

    def _card(
        self,
        plans: Sequence[KeptStay],
        known: Mapping[str, Json],
        cycle: Json,
        message: Message,
        *,
        of_a_graduate: bool,
    ) -> Card:
        voice, stays = message.voice, message.session.stays
        programme = str(known.get("programme", ""))
        of_staff = programme if is_of_staff(programme) else None
        graduates_first = supposes_graduating_first(message.reading, plans)
        of_graduate = _TRAINEESHIP if of_a_graduate else None
        judged = StaysTogether(
            self.computing.forms.rulebook.at(message.context.home),
            self.knowledge,
            [one.value for one in ledger.of_cycle(stays, cycle)],
            [
                Planned(one.value, one.kind or of_staff or of_graduate, one.hours, one.cycle)
                for one in plans
            ],
            "student" if graduates_first else known.get("role"),
            cycle,
            asked_of_them(message.reading),
        )
        others = () if of_a_graduate else ledger.of_other_cycles(stays, cycle)
        last = not_counted(others[-1], voice) if others else ""
        if of_a_graduate or graduates_first:
            last = voice.say("stays_together.applied_in")
        return judged.card(voice, message.today, last)

    def _left_for_the_traineeship(self, cycle: Json, message: Message) -> Outcome:
        """Return what is left of the cycle in which a graduate applied for a traineeship."""
        used = ledger.used(message.session.stays, cycle)
        form = FormState("account", 0, {"stay1": used, "stay2": NOTHING}, brief=True)
        session, effects = self.computing.open(form, message)
        return session, with_last_line(message.voice.say("stays_together.applied_in"), effects)


def _least_plans(message: Message, cycle: Json) -> int:
    """Return how many planned stays are judged together: one that an earlier one may hinder.

    "I was away for 10 months, is that a problem?", "so it is 15?", "may I still?".
    """
    reading = message.reading
    told = [one.cycle for one in stays_told.told_stays(reading)]
    asked = asked_of_them(reading)
    of_the_plan = asked.in_the_way or asked.supposed is not None or asks_of_the_plan(reading)
    if supposes_graduating_first(reading, ledger.planned(message.session.stays, cycle)):
        # A traineeship after graduating counts beside what was used before it.
        return 1 if ledger.of_cycle(message.session.stays, cycle) else _SEVERAL
    return 1 if of_the_plan and any(one in (None, cycle) for one in told) else _SEVERAL


def _applied_in(known: Mapping[str, Json], stays: Stays) -> str | None:
    """Return the cycle that a traineeship after graduating counts in, where stays of it were told.

    It is the one in which the person applied, not the one that they have enrolled in since. None
    where nothing of the kind was told.
    """
    graduated = known.get("applied_while_enrolled") is True or "finished_on" in known
    earlier = _BEFORE.get(str(known.get("cycle")))
    if known.get("programme") != _TRAINEESHIP or not graduated or earlier is None:
        return None
    told = any(one.cycle == earlier and ledger.is_any(one.value) for one in ledger.over(stays))
    return earlier if told else None


def _with_plans(known: case.Case, plans: Sequence[KeptStay], message: Message) -> case.Case:
    """Return the case with the stay that was told, of several told at once with none of them."""
    kinds_told = {one.kind for one in plans}
    slots: dict[str, Json] = {}
    with_hours = any(one.hours is not None for one in plans)
    one_planned = len(plans) == 1 or len(stays_told.planned_stays(message.reading)) == 1
    if one_planned and not with_hours:
        last = next((one for one in plans if one.spoken_of), plans[-1])
        slots["duration"], kinds_told = last.value, {last.kind}
    if len(kinds_told) == 1 and None not in kinds_told:
        slots["programme"] = kinds_told.pop()
    gone = {"duration", "programme"}
    if with_hours:
        # Hours of several stays, or of several people, are nobody's alone.
        gone |= {"hours"}
    kept = case.without(known, gone - slots.keys())
    return case.note(kept, slots, words_of(slots, message.reading), message.today)


def not_counted(stay: KeptStay, voice: Voice) -> str:
    """Say of a stay in another cycle that it does not count."""
    return voice.say("of_the_cycle.elsewhere", **_named(stay, voice))


def counts_here(stay: KeptStay, voice: Voice, *, here: bool = True) -> str:
    """Say whether a stay that is asked about counts in the cycle that the person is in."""
    return voice.say(f"counted.{'here' if here else 'not_here'}", **_named(stay, voice))


def _named(stay: KeptStay, voice: Voice) -> dict[str, str]:
    return {
        "length": wording.option("used", stay.value, voice),
        "cycle": plain(wording.fact("cycle", stay.cycle, voice)),
    }
