"""The step for who may apply, where and for which cycle; and for exams at home meanwhile.

"May I apply myself?" of a BIP, "apply now for a term as a master's student", "can he fly home for
an exam?": each is one rule, and no verdict on the whole case is an answer to it.
"""

from dataclasses import dataclass, replace

from bot.dialogue import policy
from bot.dialogue.computing import Computing
from bot.dialogue.cues import applying
from bot.dialogue.cues.matters import STAFF_MATTER
from bot.dialogue.entries.finding import Finding
from bot.dialogue.reply_lines import with_heading
from bot.dialogue.state.session import FormState
from bot.dialogue.taking_in import noted_in
from bot.dialogue.turn import Message, Outcome
from bot.forms import slot_wording as wording
from bot.messages.markup import plain
from bot.understanding import DateMeaning
from bot.understanding.people.people import ORDER
from knowledge import Entry, Match
from rules.institutions import registry

_BIP, _STUDY = "bip", "study"
_FIRST = "bachelor"
_TRAINEESHIP, _DOCTORAL = "traineeship", "doctoral"
_GIVEN_NO_REASON = (policy.APPLYING_NEXT_CYCLE, policy.APPLYING_BIP, policy.COUNTS_AS_APPLIED)
_OF_A_GRADUATE = ("institution", "duration", "applied_while_enrolled", "finished_on", "starts_on")
# Told of an exam and the way to it, and not of the stay.
_OF_AN_EXAM = frozenset({"starts_on", "green_travel", "travel_days"})


@dataclass(frozen=True, slots=True)
class ApplyingSteps:
    """Tells the rule on applying that a message asks for."""

    finding: Finding
    computing: Computing

    def answer(self, message: Message) -> Outcome | None:
        """Return where or for which cycle one applies, or that no exams are taken at home."""
        if message.reading.names_another_institution or message.context.incoming:
            return None
        return (
            self._why_so(message)
            or self._directly(message)
            or self._in_the_next_cycle(message)
            or self._exams_at_home(message)
            or self._as_student_of_the_next(message)
            or self._of_graduates(message)
        )

    def _entry(self, kind: str, message: Message) -> Entry | None:
        name = registry().overview(kind, message.context.home)
        return self.finding.matcher.knowledge.entries.get(name or "")

    def _told(self, kind: str, message: Message) -> Outcome | None:
        entry = self._entry(kind, message)
        if entry is None:
            return None
        message, match = noted_in(message), Match(entry, 1.0)
        if entry.id in message.session.last.entries:
            return self.finding.tell(match, message)
        # The rule comes first, whatever sentence of it the words of the message are nearest to.
        tell = self.finding.responder.tell
        return tell((match,), message.session, message.voice, message.today)

    def _why_so(self, message: Message) -> Outcome | None:
        """Return that no reason is given, to who asks it of the rule on applying just told."""
        reading, last = message.reading, message.session.last
        told = {one.slot for one in reading.slots} - policy.WHO_SOMEBODY_IS
        if len(reading.words) > policy.POINTING_WORDS or told:
            return None
        asks = applying.asks_why(reading) or applying.says_it_is_certain(reading)
        for kind in _GIVEN_NO_REASON:
            entry = self._entry(kind, message)
            just_told = entry is not None and entry.id in last.entries and not last.suggested
            if kind == policy.APPLYING_NEXT_CYCLE:
                just_told = just_told or _is_of_another_cycle(message)
            if entry is None or not just_told:
                continue
            own = kind == policy.APPLYING_BIP and applying.asks_why_not_directly(reading)
            if asks or own:
                line = message.voice.say(f"applying.why.{kind}")
                again = self.finding.responder.again
                return again(entry, line, message.session, message.voice, message.today)
        return None

    def _directly(self, message: Message) -> Outcome | None:
        """Return how one gets on a BIP, to who would apply oneself or at the host."""
        reading, context = message.reading, message.context
        matter = next(iter(reading.programmes), context.matter or context.focus.matter)
        if matter != _BIP:
            return None
        directly = applying.asks_to_apply_directly(reading)
        directly = directly or (context.goes_on and applying.asks_why_not_directly(reading))
        return self._told(policy.APPLYING_BIP, message) if directly else None

    def _in_the_next_cycle(self, message: Message) -> Outcome | None:
        """Return for which cycle one applies, to who would apply in the one before."""
        reading, context = message.reading, message.context
        of_study = set(reading.programmes) <= {_STUDY} and context.matter in (None, _STUDY)
        # Told apart from the cycle of now, the cycle of the stay is judged by the rules.
        told_apart = {"cycle", "mobility_cycle"} <= reading.case.keys()
        if not of_study or told_apart or not applying.applies_for_the_next_cycle(reading):
            return None
        known = message.session.case.get("cycle")
        own = {reading.case.get("cycle"), *(cycle for cycle, _ in reading.cycles)}
        own |= set() if known is None else {known.value}
        named = sorted((str(one) for one in own if str(one) in ORDER), key=ORDER.__getitem__)
        if not (named[:1] == [_FIRST] or applying.is_in_the_last_year(reading)):
            return None
        if reading.case.get("cycle") not in (None, named[0]):
            # "Finishes her BA, an exchange in her master's" tells the cycle of now, too.
            message = _in_cycle(named[0], message)
        return self._told(policy.APPLYING_NEXT_CYCLE, message)

    def _exams_at_home(self, message: Message) -> Outcome | None:
        """Return that no exams are taken at home in the semester of a mobility."""
        reading, context = message.reading, message.context
        if not applying.asks_for_exams_at_home(reading):
            return None
        focus = context.focus
        goes_on = context.goes_on or focus.matter == _STUDY or bool(message.session.stays)
        if not (goes_on or applying.is_of_a_time_away(reading)) or focus.matter == STAFF_MATTER:
            return None
        if context.is_of_staff or _BIP in (context.matter, *reading.programmes):
            return None
        slots = tuple(one for one in reading.slots if one.slot not in _OF_AN_EXAM)
        message = replace(message, reading=replace(reading, slots=slots))
        return self._told(policy.EXAMS_AT_HOME, message)

    def _as_student_of_the_next(self, message: Message) -> Outcome | None:
        """Return that a traineeship may be applied for in the next cycle, and counts in it."""
        reading, context = message.reading, message.context
        matter = next(iter(reading.programmes), context.matter or context.focus.matter)
        if matter != _TRAINEESHIP and not message.session.stays:
            return None
        if matter not in (None, _TRAINEESHIP) or not applying.applies_once_enrolled(reading):
            return None
        if any(one.planned for one in message.session.stays):
            # Behind a sum it is told how many months count where.
            return None
        named = sorted({cycle for cycle, _ in reading.cycles} & ORDER.keys(), key=ORDER.__getitem__)
        if not named or named[-1] == _FIRST:
            return None
        voice = message.voice
        cycle = plain(wording.fact("cycle", named[-1], voice))
        line = voice.say("applying.in_the_next_cycle", cycle=cycle)
        if named[-1] == _DOCTORAL:
            line = f"{line}\n{voice.say('applying.outside_the_programme')}"
        return self._as_applied(line, message)

    def _as_applied(self, line: str, message: Message) -> Outcome | None:
        """Return a line with what says in which cycle a traineeship counts; nothing is noted."""
        entry = self._entry(policy.COUNTS_AS_APPLIED, message)
        if entry is None:
            return None
        tell, voice = self.finding.responder.tell, message.voice
        session, effects = tell((Match(entry, 1.0),), message.session, voice, message.today)
        return session, with_heading(line, effects)

    def _of_graduates(self, message: Message) -> Outcome | None:
        """Return whether a graduate's traineeship is applied for in time, by the days told."""
        reading = message.reading
        in_time = reading.case.get("applied_while_enrolled")
        dated = any(one.meaning is DateMeaning.APPLYING for one in reading.dates)
        # "Sorry, in April" behind a call in September names a month, and nothing of applying.
        dated = dated or (len(reading.slots) == 1 and bool(reading.dates))
        if in_time is None or not (dated or in_time is False):
            return None
        context = message.context
        of_it = _TRAINEESHIP in (context.matter, context.focus.matter, *reading.programmes)
        if (
            set(reading.programmes) - {_TRAINEESHIP}
            or not of_it
            or applying.asks_until_when(reading)
        ):
            return None
        if in_time is False and applying.asks_if_too_late(reading):
            entry = self._entry(policy.APPLIED_TOO_LATE, message)
            if entry is not None:
                return self.finding.tell(Match(entry, 1.0), noted_in(message))
        message = noted_in(message)
        known = self.computing.known(message.session)
        told = {slot: known[slot] for slot in _OF_A_GRADUATE if slot in known}
        told |= {"programme": _TRAINEESHIP, "role": "graduate"}
        return self.computing.open(FormState("eligibility", 0, told, brief=True), message)


def _is_of_another_cycle(message: Message) -> bool:
    """Return whether the last verdict was on a stay in another cycle than that of now."""
    form = message.session.form
    if form is None or not message.session.last.computed:
        return False
    own, of_the_stay = (form.answers.get(slot) for slot in ("cycle", "mobility_cycle"))
    return None not in (own, of_the_stay) and own != of_the_stay


def _in_cycle(cycle: str, message: Message) -> Message:
    """Return a message of somebody in a cycle, whichever other one it names."""
    reading = message.reading
    slots = tuple(
        replace(one, value=cycle) if one.slot == "cycle" else one for one in reading.slots
    )
    return replace(message, reading=replace(reading, slots=slots))
