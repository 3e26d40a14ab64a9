"""Whether stays of a kind count: those of other programmes, of Erasmus Mundus, the one planned."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues import counted
from bot.dialogue.entries.finding import Finding
from bot.dialogue.reply_lines import with_last_line
from bot.dialogue.state import ledger
from bot.dialogue.steps.several_stays import not_counted
from bot.dialogue.taking_in import noted_in
from bot.dialogue.turn import Message, Outcome
from bot.messages.json_value import Json
from knowledge import Match
from knowledge.vocabulary import load_vocabulary
from rules.institutions import registry

_MUNDUS = load_vocabulary("stays").stems("mundus")
_SHORT = "short_phd"
_OF_A_STAY = frozenset({"programme", "duration"})


@dataclass(frozen=True, slots=True)
class CountingOfKinds:
    """Tells of a kind of stay whether it counts in the months of a cycle."""

    finding: Finding

    def counts(self, message: Message) -> Outcome | None:
        """Return whether the kind of stay that is asked about counts."""
        reading = message.reading
        used = [one.value for one in reading.slots if one.slot == "used"]
        if counted.asks_for_all_that_counts(reading) and not (reading.stays or used):
            return self._all_that_counts(message)
        asks = counted.asks_of_counting(reading) or counted.asks_if_it_is_separate(reading)
        # What is left beside a stay of another programme alone is not known either.
        left = reading.asks(kinds.LEFT) and bool(reading.stays)
        if not (asks or left):
            return None
        if kinds.is_of_other_programmes(reading) and not used:
            return self._told(policy.COUNTS_OF_OTHERS, noted_in(message))
        if not asks:
            return None
        # Months of one's own leave so many of the cycle, which tells more than that they count.
        of_own = reading.about == "asker" and any(map(_is_in_months, used))
        if _names_mundus(message) and not of_own:
            return self._told(policy.COUNTS_OF_MUNDUS, noted_in(message))
        return self._of_the_plan(message)

    def _all_that_counts(self, message: Message) -> Outcome | None:
        """Return all that counts, to who asks for it at more length than of one stay."""
        if kinds.is_of_other_programmes(message.reading) or message.reading.programmes:
            return None
        return self._told(policy.COUNTS_AT_ALL, message)

    def _of_the_plan(self, message: Message) -> Outcome | None:
        """Return whether the planned stay spoken of counts: "jede li mi tih 6 dana od onih 12?"."""
        reading, session = message.reading, message.session
        kind = policy.COUNTS.get(_planned_before(message) or "")
        planned = session.case.keys() & _OF_A_STAY or any(one.planned for one in session.stays)
        if kind is None or not planned or not counted.asks_of_the_stay_spoken_of(reading):
            return None
        noted = noted_in(message)
        known = noted.session.case.get("cycle")
        own = None if known is None else known.value
        elsewhere = ledger.of_other_cycles(session.stays, own)
        told = [one for one in reading.slots if one.slot == "used"]
        asked_at = counted.place_of_the_stay_asked_about(reading)
        if any(one.cycle in (None, own) or one.span[0] < asked_at for one in told):
            # A stay told before it, or in the same cycle, is what is asked about.
            return None
        if reading.cycles and not told:
            return None
        outcome = self._told(kind, noted)
        if outcome is None or not (told and elsewhere):
            return outcome
        line = not_counted(elsewhere[-1], message.voice)
        return outcome[0], with_last_line(line, outcome[1])

    def _told(self, kind: str, message: Message) -> Outcome | None:
        return told_of(kind, message, self.finding)


def told_of(kind: str, message: Message, finding: Finding) -> Outcome | None:
    """Return what an institution tells of what counts."""
    name = registry().overview(kind, message.context.home)
    if name is None:
        return None
    return finding.tell(Match(finding.matcher.knowledge.entries[name], 1.0), message)


def _planned_before(message: Message) -> str | None:
    """Return the kind of the stay spoken of before a message, which may name one to follow."""
    context, known = message.context, message.session.case.get("programme")
    before = None if known is None else str(known.value)
    if before in policy.COUNTS:
        return before
    length = message.session.case.get("duration")
    in_days = length is not None and isinstance(length.value, Mapping) and "days" in length.value
    return context.focus.matter or context.matter or (_SHORT if in_days else None)


def _names_mundus(message: Message) -> bool:
    return any(word.startswith(_MUNDUS) for word in message.reading.words)


def _is_in_months(value: Json) -> bool:
    return not (isinstance(value, Mapping) and set(value) == {"semesters"})
