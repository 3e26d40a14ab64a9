"""The step for whether a stay counts towards the months of a cycle, and of which one."""

from dataclasses import dataclass, replace

from bot.dialogue import policy
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues import counted
from bot.dialogue.cues.applying import will_be_by_then
from bot.dialogue.cues.without_a_grant import is_without_the_grant
from bot.dialogue.entries.finding import Finding
from bot.dialogue.reply_lines import with_heading, with_second_line
from bot.dialogue.state import ledger
from bot.dialogue.state.stays_told import is_named_by, planned_stays, supposes
from bot.dialogue.steps.applied_later import applied_later
from bot.dialogue.steps.counting_of_kinds import CountingOfKinds, told_of
from bot.dialogue.steps.several_stays import counts_here
from bot.dialogue.taking_in import noted_in
from bot.dialogue.turn import Message, Outcome
from bot.forms import slot_wording as wording
from bot.forms.cycle_total import months_and_days
from bot.messages.markup import plain
from bot.understanding import DateMeaning, Understanding
from bot.understanding.people.people import ORDER
from bot.understanding.quantities.counted_lengths import MONTHS_OF_A_CYCLE
from bot.understanding.stays.applied_cycle import applied_in, later_than_applied
from knowledge import EntryKind, Match
from knowledge.vocabulary import load_vocabulary
from rules import Rulebook
from rules.institutions import registry

# A traineeship whose kind or time is told is judged, and not only said to count.
_ENROLLING = load_vocabulary("conversation").stems("enrolling")
_STILL_HAS = load_vocabulary("conversation").words("still has them")
_SEVERAL = 2
_EITHER = frozenset({"or", "ili"})
_SHORT_STAYS = (("bip",), ("short_phd",))
_OF_A_STAY = frozenset({"programme", "duration", "starts_on"})
# The cycle that each one follows upon.
_BEFORE = {"master": "bachelor", "doctoral": "master"}


@dataclass(frozen=True, slots=True)
class CountingSteps:
    """Tells what counts, and in which cycle."""

    finding: Finding
    rulebook: Rulebook
    of_kinds: CountingOfKinds

    def counts(self, message: Message) -> Outcome | None:
        """Return whether a stay counts towards the months of a cycle, where that is asked.

        Of an institution whose rules are not told here nothing is.
        """
        if message.reading.names_another_institution:
            return None
        if message.context.is_of_staff and not message.reading.cycles:
            # No months are counted for staff.
            return self._several_times_of_staff(message)
        of_its_kind = self.of_kinds.counts(message) or applied_later(
            message, self.finding, self.rulebook
        )
        if of_its_kind is not None:
            return of_its_kind
        if is_without_the_grant(message.reading) and self._is_of_months_used(message):
            return self._told_of(policy.COUNTS_WITHOUT_A_GRANT, message)
        of_one = self._of_one_named(message)
        if of_one is not None:
            return of_one
        of_applied = self._where_applied(message)
        if of_applied is not None:
            return of_applied
        if self._asks_whether_all_are_left(message):
            return self._whether_all_are_left(message)
        if counted.asks_in_which_cycle(message.reading):
            applied = self._applied_in(message)
            if applied is not None:
                return applied
        recognised = self._recognised(message)
        return self._of_a_stay(message) if recognised is None else recognised

    def _whether_all_are_left(self, message: Message) -> Outcome | None:
        """Return in which cycle a graduate's traineeship counts, and what that leaves."""
        told = self._told_of(policy.COUNTS_AS_APPLIED, message)
        if told is None or not _EITHER.isdisjoint(message.reading.words):
            # "12 or 8?" asks which, and is not to be confirmed.
            return told
        note = message.voice.say("reaction.confirmed_alone")
        if message.reading.asks(kinds.LEFT) or message.reading.unplaced:
            # "Do I have 12 left, or 8?" wants to hear which.
            note = self._all_left(message)
        return told[0], with_heading(note, told[1])

    def _all_left(self, message: Message) -> str:
        """Return that nothing of a new cycle is used, with what the rules allow in one."""
        rules = self.rulebook.at(message.context.home)
        whole = months_and_days(rules.account((), on=message.today).limit)
        return message.voice.say("of_the_cycle.all_left", limit=whole)

    def _of_one_named(self, message: Message) -> Outcome | None:
        """Return whether a stay told before counts, where it is named by its place: "and Rome?"."""
        reading, session = message.reading, message.session
        few = len(reading.words) <= policy.FOLLOW_UP_WORDS
        if not (few and session.stays) or reading.slots or reading.unplaced:
            return None
        asks = counted.asks_whether_it_counts(reading)
        asks = asks or (kinds.is_bare(reading) and session.last.entries == self._on_cycles(message))
        named = [one for one in ledger.over(session.stays) if is_named_by(one, message.text)]
        own = session.case.get("cycle")
        if not asks or len(named) != 1 or own is None or named[0].cycle is None:
            return None
        line = counts_here(named[0], message.voice, here=named[0].cycle == own.value)
        name = next(iter(self._on_cycles(message)), None)
        if name is None:
            return None
        entry = self.finding.matcher.knowledge.entries[name]
        if name in session.last.entries:
            return self.finding.responder.again(entry, line, session, message.voice, message.today)
        told = self.finding.tell(Match(entry, 1.0), message)
        return told[0], with_heading(line, told[1])

    def _on_cycles(self, message: Message) -> tuple[str, ...]:
        name = registry().overview(policy.COUNTS_IN_A_NEW_CYCLE, message.context.home)
        return () if name is None else (name,)

    def _where_applied(self, message: Message) -> Outcome | None:
        """Return that a traineeship counts where it was applied for, named with the later cycle."""
        reading, case = message.reading, message.session.case
        if applied_in(reading) is None and counted.counts_months_used(reading):
            # "I was in Delft for 6 months in my master's, is it deducted?" asks of those.
            return None
        known = str(case["cycle"].value) if "cycle" in case else None
        applied = applied_in(reading)
        later = later_than_applied(reading)
        if later is None and applied is not None and ORDER.get(known or "", 0) > ORDER[applied]:
            later = known
        after = "finished_on" in reading.case and reading.programmes == ("traineeship",)
        goes_on = later is None and (after or self._is_after_studies(message))
        if goes_on:
            applied, later = _next_to(applied or known, reading)
        if applied is None or later is None or ORDER.get(later, 0) <= ORDER.get(applied, 0):
            return None
        asks = counted.asks_what_it_is_taken_from(reading)
        left = goes_on and (reading.asks(kinds.LEFT) or not _STILL_HAS.isdisjoint(reading.words))
        if not (asks or left):
            return None
        told = self._told_of(policy.COUNTS_AS_APPLIED, self._noted(message))
        if told is None:
            return None
        named = {
            name: plain(wording.fact("cycle", cycle, message.voice))
            for name, cycle in (("applied", applied), ("later", later))
        }
        return told[0], with_heading(message.voice.say("counted.where_applied", **named), told[1])

    def _noted(self, message: Message) -> Message:
        """Return a message noted; who will be in the next cycle by then is not in it yet."""
        message = _without_the_limit(message)
        return message if will_be_by_then(message.reading) else noted_in(message)

    def _recognised(self, message: Message) -> Outcome | None:
        """Return how a traineeship is recognised, or who recognises courses, where it "counts"."""
        reading, context = message.reading, message.context
        if counted.asks_who_lets_courses_count(reading):
            return self._told_of(policy.RECOGNISING_COURSES, message)
        told = tuple(dict.fromkeys(one.kind for one in reading.stays if one.kind))
        named = reading.programmes or told
        of_it = named or ((context.matter,) if context.goes_on else ())
        asks = counted.asks_if_it_is_in_the_degree(reading)
        asks_of_it = context.goes_on or bool(named and reading.questions)
        asks = asks or (asks_of_it and counted.asks_if_it_brings_credits(reading))
        if not asks or of_it != ("traineeship",):
            return None
        cycle = message.session.case.get("cycle")
        doctoral = "doctoral" in (reading.case.get("cycle"), cycle and cycle.value)
        in_which = policy.RECOGNISING_IT_IN_A_DOCTORATE
        kind = in_which if doctoral else policy.RECOGNISING_A_TRAINEESHIP
        return self._told_of(kind, noted_in(message))

    def _applied_in(self, message: Message) -> Outcome | None:
        """Return in which cycle a traineeship counts that is begun after the studies."""
        reading = message.reading
        finishes = {"finished_on", "applied_while_enrolled"} & reading.case.keys()
        if not (finishes or self._is_after_studies(message)):
            return None
        return self._told_of(policy.COUNTS_AS_APPLIED, noted_in(message))

    def _of_a_stay(self, message: Message) -> Outcome | None:
        reading = message.reading
        asks = counted.asks_whether_it_counts(reading)
        several_times = counted.asks_for_several_times(reading)
        if not (asks or several_times or enrols(reading)):
            return None
        told = {one.slot for one in reading.slots} & {"duration", "used", "ects", "hours"}
        if counted.names_months_of_a_cycle(reading):
            told -= {"duration"}
        judged = told or {one.slot for one in reading.ambiguous} & _OF_A_STAY
        if not (judged or asks) and enrols(reading) and self._is_after_studies(message):
            return self._in_the_new_cycle(message)
        if not told and several_times and len(planned_stays(reading)) < _SEVERAL:
            # "Twice: 7 months in Graz, then 6 in Brno" are added up instead.
            return self._several_times(message)
        only_a_length = told == {"duration"} or judged == {"duration"}
        if asks and only_a_length and reading.programmes in _SHORT_STAYS:
            # How long a short stay is changes nothing in that it counts.
            return self._told_of(policy.COUNTS[reading.programmes[0]], message)
        return None if told or not asks else self._whether_it_counts(message)

    def _whether_it_counts(self, message: Message) -> Outcome | None:
        """Return the entry that says whether a stay of the kind spoken of counts."""
        reading, context = message.reading, message.context
        known = message.session.case.get("cycle")
        cycle = reading.case.get("cycle")
        # Who names another cycle than their own asks of that, however long they take.
        another = cycle is not None and known is not None and cycle != known.value
        of_a_new_cycle = registry().overview(policy.COUNTS_IN_A_NEW_CYCLE, context.home)
        # "So the old months don't count?" is asked of what was just told of a new cycle.
        another = another or message.session.last.entries == (of_a_new_cycle,)
        sure = self.finding.sure(message)
        if sure is not None and sure.entry.kind is EntryKind.ANSWER and not another:
            return self.finding.tell(sure, message)
        if not (context.goes_on or another):
            return None
        kind = policy.COUNTS.get(context.matter or "", policy.COUNTS_AT_ALL)
        if another:
            kind = policy.COUNTS_IN_A_NEW_CYCLE
            if context.matter == "traineeship" and self._is_after_studies(message):
                kind = policy.COUNTS_AS_APPLIED
        return self._told_of(kind, message)

    def _told_of(self, kind: str, message: Message) -> Outcome | None:
        """Return what an institution tells of what counts."""
        return told_of(kind, message, self.finding)

    def _is_of_months_used(self, message: Message) -> bool:
        """Return whether a few words go on about the months of a cycle, and tell none."""
        session, reading = message.session, message.reading
        few = len(reading.words) <= policy.WORDS_THAT_COUNT
        told = {one.slot for one in reading.slots} - policy.WHO_SOMEBODY_IS
        if not (few and message.context.goes_on) or told or kinds.asks_who_pays(reading):
            return False
        form = session.form
        used = form is not None and any(
            slot == "used" or slot.startswith("stay") for slot in form.answers
        )
        return bool(ledger.over(session.stays)) or (session.last.computed and used)

    def _asks_whether_all_are_left(self, message: Message) -> bool:
        """Return whether a graduate asks if the months of the next cycle are left whole."""
        reading = message.reading
        named = reading.case.get("duration") == {"months": MONTHS_OF_A_CYCLE}
        named = named or ("duration" not in reading.case and counted.names_all_months(reading))
        whole = named and "cycle" in reading.case and not _STILL_HAS.isdisjoint(reading.words)
        return whole and message.context.goes_on and self._is_after_studies(message)

    def _several_times(self, message: Message) -> Outcome | None:
        """Return whether somebody may go more than once."""
        name = registry().overview(policy.SEVERAL_TIMES, message.context.home)
        entry = self.finding.matcher.knowledge.entries.get(name or "")
        if entry is None:
            return None
        # "Twice in my master's?" tells the cycle beside what it asks.
        return self.finding.tell(Match(entry, 1.0), noted_in(message))

    def _several_times_of_staff(self, message: Message) -> Outcome | None:
        """Return what is said of staff who would go again: "can I go twice?"."""
        reading = message.reading
        if reading.slots or not counted.asks_to_go_again(reading):
            return None
        return self._told_of(policy.SEVERAL_TIMES_OF_STAFF, message)

    def _in_the_new_cycle(self, message: Message) -> Outcome | None:
        """Return in which cycle a traineeship counts, to who will be in another one by then."""
        name = registry().overview(policy.COUNTS_AS_APPLIED, message.context.home)
        if name is None:
            return None
        entry = self.finding.matcher.knowledge.entries[name]
        session, effects = self.finding.tell(Match(entry, 1.0), message)
        if message.reading.programmes:
            # "And do the internship in spring?" asks of the one that was applied for.
            return session, effects
        is_a_problem = kinds.asks_if_it_is_a_problem(message.reading)
        line = "applying.no_problem" if is_a_problem else "in_the_new_cycle"
        return session, with_heading(message.voice.say(line), effects)

    def _is_after_studies(self, message: Message) -> bool:
        """Return whether a traineeship after graduating is spoken of."""
        case = message.session.case
        if "finished_on" in case or ("role" in case and case["role"].value == "graduate"):
            return True
        form = message.session.form
        if form is not None and form.answers.get("role") == "graduate":
            return True
        entries = self.finding.matcher.knowledge.entries
        told = [entries[one] for one in message.session.last.entries if one in entries]
        applied = registry().overview(policy.COUNTS_AS_APPLIED, message.context.home)
        return any(applied in (one.id, *one.related) for one in told)

    def with_its_cycle(self, message: Message, outcome: Outcome) -> Outcome:
        """Return a verdict with the cycle that the stay counts in, where a new one will begin."""
        session, effects = outcome
        reading = message.reading
        told = {one.slot for one in reading.slots} | {one.slot for one in reading.ambiguous}
        stay = told & _OF_A_STAY
        if not session.last.computed or not stay or not enrols(reading):
            return outcome
        if not self._is_after_studies(message):
            return outcome
        line = message.voice.say("stays_together.applied_in")
        return session, with_second_line(line, effects)


def _without_the_limit(message: Message) -> Message:
    """Return a message without the months of a whole cycle, which are no stay."""
    limit = {"months": MONTHS_OF_A_CYCLE}
    slots = tuple(
        one for one in message.reading.slots if one.slot != "duration" or one.value != limit
    )
    return replace(message, reading=replace(message.reading, slots=slots))


def _next_to(known: str | None, reading: Understanding) -> tuple[str | None, str | None]:
    """Return the cycle of the application, as far as known, and the later one that is named."""
    named = [cycle for cycle, _ in reading.cycles]
    if not named:
        return None, None
    later = max(named, key=lambda one: ORDER.get(one, 0))
    earlier = [one for one in (known, *named) if one and ORDER.get(one, 0) < ORDER.get(later, 0)]
    return (earlier[0] if earlier else _BEFORE.get(later)), later


def enrols(reading: Understanding) -> bool:
    """Return whether a message tells when studies begin: "what if I start a PhD in October"."""
    dated = any(one.meaning is DateMeaning.ENROLLING for one in reading.dates)
    few = len(reading.words) <= policy.FOLLOW_UP_WORDS and bool(reading.cycles)
    few = few and ("?" in reading.text or supposes(reading))
    # "And if I enrol in a master's?" tells no day.
    return dated or (few and any(word.startswith(_ENROLLING) for word in reading.words))
