"""The steps by which the rules decide a case, and ask about what they cannot use as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from bot.dialogue import policy
from bot.dialogue import unsettled as open_values
from bot.dialogue.bond import Bond
from bot.dialogue.computing import Computing
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues import counted
from bot.dialogue.cues.leading_words import names_a_season
from bot.dialogue.cues.matters import STAFF_MATTER
from bot.dialogue.cues.of_a_pack import is_of_a_pack, without_all_names
from bot.dialogue.cues.without_a_grant import asks_for_no_money, is_without_the_grant
from bot.dialogue.entries.finding import Finding
from bot.dialogue.entries.what_is_asked import programme_of_its_own
from bot.dialogue.forms_of_programmes import NOTHING, is_in_months
from bot.dialogue.interview.export import without_ground
from bot.dialogue.reply_lines import with_heading, with_last_line, with_second_line
from bot.dialogue.state import case, ledger
from bot.dialogue.state.about import with_about
from bot.dialogue.state.session import FormState, Session
from bot.dialogue.stays.asked_together import asked_of_them
from bot.dialogue.steps.asked_beside import asked_beside
from bot.dialogue.steps.example_told import of_an_example
from bot.dialogue.steps.figures_told import FiguresTold
from bot.dialogue.steps.several_stays import counts_here, not_counted
from bot.dialogue.steps.what_fits import with_what_fits, with_whether_it_fits
from bot.dialogue.steps.what_is_too_little import with_what_is_too_little
from bot.dialogue.told_beside import counts_what_was_told, takes_up_what_was_told
from bot.dialogue.turn import Message, Outcome
from bot.forms import slot_wording as wording
from bot.forms.allowance import MOST_STAYS
from bot.messages.effect import Effect, Reply
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from bot.understanding import FactValue, Understanding
from bot.understanding.cue import Cue
from bot.understanding.lengths.stay_lengths import in_days
from knowledge import Match
from knowledge.vocabulary import load_vocabulary
from rules.duration import MONTH
from rules.institutions import PROGRAMMES, registry
from rules.programmes.names import is_of_staff, is_of_students, is_short

_STUDY = "study"
_ON_THE_WAY = Cue.of(load_vocabulary("conversation"), "days on the way")

_WHO = ("role", "cycle", "year")


@dataclass(frozen=True, slots=True)
class RulesSteps:
    """The steps that put a case to the rules."""

    finding: Finding
    computing: Computing
    figures: FiguresTold

    def case_to_rules(self, message: Message) -> Outcome | None:
        """Return what the rules decide of the case that a message tells."""
        if self._is_for_an_entry(message):
            return None
        no_amount = self._amount_of_months(message)
        if no_amount is not None:
            return no_amount
        computed = self._computed(message)
        if computed is None:
            return None
        if computed.tool in policy.VERDICTS:
            beside = asked_beside(message, self.finding)
            if beside is not None:
                return beside
        example = of_an_example(computed, message)
        if example is not None:
            computed, message = example
        session, effects = self.open(computed, message)
        effects = self._with_lines(computed, effects, message)
        effects = with_what_is_too_little(computed, effects, message, self.computing)
        judged = self.figures.judged(computed, effects, message)
        if judged is not effects:
            return session, judged
        left = open_values.without_a_place(message.reading)
        if not left or open_values.one_more_in_months(message.reading, message.session.said):
            return session, effects
        line = "month" if open_values.is_a_month(left) else "unplaced"
        note = message.voice.say(f"unsettled.{line}", words=left)
        return session, with_last_line(note, effects)

    def _with_days_on_the_way(
        self, session: Session, effects: tuple[Effect, ...], message: Message
    ) -> Outcome:
        """Return a sum and, under it, what is said of days on the way."""
        name = registry().overview("travel_days", message.context.home)
        entry = self.finding.matcher.knowledge.entries.get(name or "")
        if entry is None:
            return session, effects
        told = (Match(entry, 1.0),)
        after, more = self.finding.responder.tell(told, session, message.voice, message.today)
        return after, (*effects, *more)

    def _with_lines(
        self, computed: FormState, effects: tuple[Effect, ...], message: Message
    ) -> tuple[Effect, ...]:
        """Return a result with what is told beside it, for how it was asked for."""
        say = message.voice.say
        if _either_short_stay(computed, message):
            effects = with_second_line(say("either_short_stay"), effects)
        if _tells_months_used(computed, message) and is_without_the_grant(message.reading):
            first = "?" in message.text and not kinds.COUNTS.isdisjoint(message.reading.words)
            put = with_heading if first else with_second_line
            effects = put(say("of_the_cycle.without_grant"), effects)
        elif counts_what_was_told(computed, message):
            effects = with_heading(say("of_the_cycle.counts"), effects)
        if computed.tool == "account" and kinds.is_of_other_programmes(message.reading):
            effects = with_second_line(say("of_the_cycle.other_programmes"), effects)
        effects = with_whether_it_fits(computed, self.computing, message, effects)
        return with_what_fits(computed, self.computing, message, effects)

    def _computed(self, message: Message) -> FormState | None:
        """Return the form that answers a message, where no entry answers it better."""
        computed = self.computing.computed(message)
        if computed is None or self.computing.asks_else(computed, message):
            return None
        of_a_stay = computed.tool in policy.OF_A_STAY and message.context.goes_on
        if of_a_stay and _counts_something_else(message.reading):
            return None
        of_anybody = computed.tool in policy.OF_ANYBODY
        if of_anybody and not self.computing.is_of_the_subject(message):
            return None
        return computed

    def _is_for_an_entry(self, message: Message) -> bool:
        """Return whether a message asks what no verdict on a case answers."""
        beyond = self.finding.asks_beyond_rules(message) or takes_up_what_was_told(message)
        return beyond or self._an_entry_of_a_pack_says(message)

    def _an_entry_of_a_pack_says(self, message: Message) -> bool:
        """Return whether a pack's entry surely answers what names a length, and no more of a stay.

        "May I stay another semester?" asks for no verdict on a stay of one semester.
        """
        told = {one.slot for one in message.reading.slots} - {"institution"}
        if "duration" not in told and not names_a_season(message.reading):
            return False
        home, verdict = message.context.strictly_of, (kinds.PERMISSION, kinds.FIT, kinds.MONEY)
        if names_a_season(message.reading) and is_of_a_pack(home):
            # "Until when for the spring semester?" tells no stay of a semester.
            return not message.reading.asks(*verdict)
        # "A semester" alone makes a study stay of it.
        others = told - {"duration", "programme", *policy.WHO_SOMEBODY_IS}
        if "duration" not in told or others or programme_of_its_own(message) is not None:
            return False
        sure = self.finding.sure(message)
        own = sure is not None and is_of_a_pack(sure.entry.institution)
        return own and sure is not None and sure.score >= policy.SURE_BESIDE_A_LENGTH

    def _amount_of_months(self, message: Message) -> Outcome | None:
        """Return that no amount is published for the months of which one is asked.

        "5 months in Germany, how much?", or "and for 6 months?" behind an amount.
        """
        reading, context = message.reading, message.context
        said = message.session.said
        if not _is_of_months(said.get("duration")):
            return None
        asked = {one.kind for one in reading.questions}
        of_money = kinds.MONEY in asked or (
            kinds.MONEY.value in context.focus.asked and context.bond is Bond.CLOSE
        )
        of_money = of_money and not asks_for_no_money(reading)
        verdict = asked & {kinds.FIT, kinds.PERMISSION, kinds.LEFT}
        elsewhere = not registry().may_tell(PROGRAMMES, reading.institution)
        other = elsewhere or reading.names_another_institution
        aspects = self.finding.matcher.knowledge.aspects
        if not of_money or verdict or other:
            return None
        if aspects.beyond_rules(aspects.asked(message.text)):
            # "Who pays the insurance for those 5 months?" asks for no grant.
            return None
        matter = said.get("programme") or context.matter
        if is_of_staff(matter) or matter == STAFF_MATTER or "hours" in said:
            return None
        of_practice = matter if is_of_students(matter) and not is_short(matter) else _STUDY
        outcome = self.finding.overview(kinds.MONEY, message, str(of_practice))
        return None if outcome is None else self._with_top_ups(outcome, message)

    def _with_top_ups(self, outcome: Outcome, message: Message) -> Outcome:
        """Return that no amount is published, and behind it what is of the top-ups named."""
        session, effects = outcome
        for slot in policy.TOP_UPS:
            name = registry().overview(f"top_up_{slot}", message.context.home)
            entry = self.finding.matcher.knowledge.entries.get(name or "")
            if entry is None or message.reading.case.get(slot) is not True:
                continue
            told = (Match(entry, 1.0),)
            session, more = self.finding.responder.tell(told, session, message.voice, message.today)
            effects = (*effects, *more)
        return session, effects

    def for_one_of_two(self, message: Message) -> Outcome | None:
        """Return what the rules say to one of two people, or what is open to them."""
        if not registry().may_tell(PROGRAMMES, message.context.home):
            return None
        computed = self.computing.computed(message)
        if computed is not None:
            return self.open(computed, message)
        known = case.values(message.session.case)
        who: dict[str, Json] = {
            slot: known[slot] for slot in ("role", "cycle", "year") if slot in known
        }
        return self.open(FormState("options", 0, who, brief=True), message) if who else None

    def of_its_own_programme(self, message: Message) -> Outcome | None:
        """Return the conditions of a programme that only an institution of packs has."""
        programme = programme_of_its_own(message)
        home = message.reading.institution or message.context.home
        if programme is None or home is None:
            return None
        aspects = self.finding.matcher.knowledge.aspects
        if aspects.beyond_rules(aspects.asked(without_all_names(message.text, message.reading))):
            # Of language, insurance or who decides the conditions say nothing.
            return None
        known = case.values(message.session.case)
        told: dict[str, Json] = {slot: known[slot] for slot in _WHO if slot in known}
        told |= {"institution": home, "programme": programme}
        return self.open(FormState("eligibility", 0, told, brief=True), message)

    def open(self, computed: FormState, message: Message) -> Outcome:
        """Open the form that answers; of months used with each stay, and what does not count."""
        cycle, stays = cycle_known(message.session), message.session.stays
        if computed.tool != "account":
            outcome = self.computing.open(computed, message)
            if computed.tool == "grant" and _asks_of_days_on_the_way(message):
                return self._with_days_on_the_way(*outcome, message)
            elsewhere = ledger.of_other_cycles(stays, cycle)
            if computed.tool not in policy.OF_A_STAY or not elsewhere:
                return outcome
            return outcome[0], _without_those(elsewhere, outcome[1], message.voice)
        own, others = ledger.of_cycle(stays, cycle), ledger.of_other_cycles(stays, cycle)
        session, effects = self.computing.open(_with_each_stay(computed, own), message)
        counts = counted.counts_months_used(message.reading)
        counts = counts and not counts_what_was_told(computed, message)
        if own and cycle is not None and counts and not is_without_the_grant(message.reading):
            line = counts_here(own[-1], message.voice)
            effects = with_heading(line, effects)
        if len(own) > 1 and any(one.cycle is None for one in own):
            effects = with_second_line(message.voice.say("of_the_cycle.if_one"), effects)
        hinders = asked_of_them(message.reading).in_the_way
        if others and (counts or hinders) and _all_elsewhere(message, cycle):
            line = counts_here(others[-1], message.voice, here=False)
            effects = with_heading(line, effects)
        elif others:
            effects = with_last_line(not_counted(others[-1], message.voice), effects)
        if any(one.behind for one in others):
            effects = with_last_line(message.voice.say("of_the_cycle.if_another"), effects)
        return session, effects

    def all_of(self, answers: Sequence[FormState | Match], message: Message) -> Outcome:
        """Return computed results and entries under each other."""
        session, effects = message.session, list[Effect]()
        for one in answers:
            if isinstance(one, FormState):
                outcome = self.computing.open(one, replace(message, session=session))
            else:
                outcome = self.finding.responder.tell((one,), session, message.voice, message.today)
            session = outcome[0]
            effects += with_about(*outcome)
        return session, tuple(effects)


def _all_elsewhere(message: Message, cycle: Json) -> bool:
    """Return whether all months that a message tells were in another cycle than the person's."""
    told = [one.cycle for one in message.reading.slots if one.slot == "used"]
    return bool(told) and all(one not in (None, cycle) for one in told)


def _asks_of_days_on_the_way(message: Message) -> bool:
    """Return whether days on the way are asked about, and not told how many they are."""
    told = "travel_days" in message.reading.case
    return not told and "?" in message.text and _ON_THE_WAY.stands_in(message.reading)


def _is_of_months(duration: Json) -> bool:
    """Return whether a stay is longer than any for which days are paid."""
    days = in_days(cast("FactValue | None", duration))
    return is_in_months(duration) and (days is None or days > MONTH)


def _with_each_stay(computed: FormState, stays: ledger.Stays) -> FormState:
    """Return the months of a cycle stay by stay, where the ledger has them and not only the sum."""
    told = [one for one in computed.answers.values() if one != NOTHING]
    each = [one.value for one in stays]
    if not 1 < len(each) < MOST_STAYS or len(told) != 1 or ledger.total(each) != told[0]:
        return computed
    answers = {f"stay{number}": stay for number, stay in enumerate((*each, NOTHING), 1)}
    return replace(computed, answers=answers)


def _without_those(
    elsewhere: ledger.Stays, effects: tuple[Effect, ...], voice: Voice
) -> tuple[Effect, ...]:
    """Return a verdict that says of stays in other cycles that they do not count in this one."""
    effects = tuple(
        replace(one, html=without_ground(one.html, wording.fact("used", NOTHING, voice), voice))
        if isinstance(one, Reply)
        else one
        for one in effects
    )
    return with_second_line(not_counted(elsewhere[-1], voice), effects)


def cycle_known(session: Session) -> Json:
    """Return the cycle that the person is in, as far as it is known."""
    return session.case["cycle"].value if "cycle" in session.case else None


def _counts_something_else(reading: Understanding) -> bool:
    """Return whether a message has a number that is no value of the case: "500 friends, ok?".

    The verdict on the case would be a yes to it.
    """
    return not reading.slots and any(letter.isdigit() for letter in reading.folded)


def _tells_months_used(computed: FormState, message: Message) -> bool:
    """Return whether a result is of months used that the message tells, or takes them off."""
    told = any(one.slot == "used" and one.time == "done" for one in message.reading.slots)
    return computed.tool == "account" or (told and computed.tool in policy.OF_A_STAY)


def _either_short_stay(computed: FormState, message: Message) -> bool:
    """Return whether an amount is asked that may be of a PhD stay or of a BIP."""
    known = message.session.case.keys() | message.session.said.keys()
    matter = message.context.matter or message.context.focus.matter
    is_open = matter is None and not known & {"programme", "cycle"}
    return computed.tool == "grant" and is_open
