"""Whether a message is about another subject, whatever was told before."""

from dataclasses import dataclass, replace

from bot.dialogue import policy
from bot.dialogue.bond import Bond
from bot.dialogue.cues.of_a_pack import is_of_a_pack
from bot.dialogue.entries.finding import Finding
from bot.dialogue.entries.host_entries import HostEntries
from bot.dialogue.entries.plain_words import asked_plainly
from bot.dialogue.steps.remarks import asks
from bot.dialogue.turn import Message, Outcome
from bot.understanding import Understanding
from bot.understanding.understanding import MARKS
from knowledge import EntryKind


@dataclass(frozen=True, slots=True)
class AnotherSubject:
    """The step that says in short what is not told here."""

    finding: Finding
    hosts: HostEntries

    def answer(self, message: Message) -> Outcome | None:
        """Return a short word where a message is about another subject, whatever was told."""
        knowledge = self.finding.matcher.knowledge
        reading = message.reading
        # Who names an institution asks something of it, whatever that is; a city alone names none.
        if reading.programmes or _names_an_institution(reading):
            return None
        if (
            _is_talk(message)
            or reading.small_talk == "sigh"
            or (message.session.last.computed and any(one.slot in MARKS for one in reading.slots))
        ):
            # "Thank you, you calmed me"; "sry, not D, E" corrects the mark that was converted.
            return None
        if knowledge.guess_language(message.text).other:
            return None
        directed = message.context.incoming or message.context.outgoing
        directed = directed and message.context.goes_on and len(reading.words) <= policy.BARE_WORDS
        if directed and reading.asks(*policy.OF_A_COMING_STAY):
            # "What do you pay a day?" goes on about who comes or goes.
            return None
        odds = knowledge.subject.log_odds(message.text)
        if odds > policy.ANOTHER_SUBJECT:
            return None
        if is_of_a_pack(message.context.strictly_of) and self._is_of_a_pack(message):
            return None
        if self.hosts.meant(message, policy.SURE_OF_A_FOLLOW_UP) is not None:
            # "Do you have natural sciences?" asks what the host itself tells.
            return None
        goes_on = message.context.goes_on
        sure = (
            asked_plainly(message, self.finding.matcher) if goes_on else self.finding.sure(message)
        )
        if sure is not None and sure.entry.kind is not EntryKind.TALK:
            # What is surely meant, whatever was spoken of, is meant.
            return None
        named = odds <= policy.UNHEARD_OF or knowledge.subject.names_another(message.text)
        if not named and not message.context.focus.is_empty:
            # Words that nobody used yet name no other subject: "imate neki formular?".
            return self._unheard_of(message)
        return self.finding.refusals.off_subject(message.text, message.session, message.voice)

    def _unheard_of(self, message: Message) -> Outcome | None:
        """Say that no answer is found to words that nobody used yet, where nothing surely is one.

        A conversation that is about the subject goes on about it.
        """
        tied = as_going_on(message)
        sure = self.finding.sure(tied)
        if sure is None or sure.score < policy.SURE_ELSEWHERE or sure.entry.kind is EntryKind.TALK:
            return self.finding.nothing_found(message)
        return None if tied is message else self.finding.tell(sure, tied)

    def _is_of_a_pack(self, message: Message) -> bool:
        """Return whether a message is about what the texts of a pack are about, or goes on so."""
        knowledge = self.finding.matcher.knowledge
        # Its guests ask of bicycles and choirs: what its texts are about is its subject.
        near = self.finding.candidates(message)[:1]
        if any(one.score >= knowledge.thresholds.suggest for one in near):
            return True
        # "And the deposit?" goes on about what its texts tell, or do not.
        told = message.context.goes_on and bool(message.session.last.entries)
        return told and len(message.reading.words) <= policy.SHORT_CASE


def _names_an_institution(reading: Understanding) -> bool:
    """Return whether an institution stands in a message, and is not only meant by its city."""
    named = [slot for slot in reading.slots if slot.slot == "institution"]
    return reading.institution is not None and any(slot.span != (0, 0) for slot in named)


def as_going_on(message: Message) -> Message:
    """Return a message as one that goes on from what was told before, however long it is."""
    if message.context.goes_on:
        return message
    return replace(message, context=replace(message.context, bond=Bond.LOOSE), ranked={})


def _is_talk(message: Message) -> bool:
    """Return whether a few words hold small talk, and ask nothing."""
    reading = message.reading
    few = len(reading.words) <= policy.SMALL_TALK_AMONG_WORDS
    return few and reading.small_talk_within is not None and not asks(message)
