"""The steps for hello, thanks and bye, alone or beside other words."""

from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.bond import Bond
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.off_subject import has_word_of_the_subject
from bot.dialogue.entries.finding import Finding
from bot.dialogue.entries.host_entries import HostEntries
from bot.dialogue.telling import told_in
from bot.dialogue.turn import Message, Outcome
from bot.understanding.questions.split_questions import is_a_question
from knowledge import EntryKind, Match
from knowledge.vocabulary import load_vocabulary

_LAUGHTER = load_vocabulary("small_talk").words("laughter")


_SIGH = "sigh"


@dataclass(frozen=True, slots=True)
class TalkSteps:
    """The steps that answer small talk."""

    finding: Finding
    hosts: HostEntries

    def small_talk(self, message: Message) -> Outcome | None:
        """Answer hello, thanks and bye: few words that are nearest to small talk."""
        within = self._an_officer_says_who(message) or self._talk_among_other_words(message)
        if within is not None:
            return self.finding.tell(within, message)
        reading = message.reading
        # "I like this bot very much": all of its words are.
        most = policy.SMALL_TALK_AMONG_WORDS if reading.small_talk else policy.SMALL_TALK_WORDS
        if len(reading.words) > most or told_in(reading):
            return None
        if any(letter.isdigit() for letter in message.text):
            # "Шта иде у 4.3?" asks of a section; no greeting holds a number.
            return None
        if reading.small_talk == _SIGH:
            # An interjection is near to any small talk.
            return self.finding.refusals.calm(message.session, message.voice)
        found = self.finding.candidates(message)
        enough = self.finding.matcher.knowledge.thresholds.suggest
        if found and found[0].entry.kind is EntryKind.TALK and found[0].score >= enough:
            # "Treba li znati srpski?" of a guest asks of the host's language, not of the bot's.
            unsure = found[0].score < policy.SMALL_TALK
            # "Dobro, koja je onda" goes on asking.
            asks = message.context.goes_on and bool(reading.questions)
            if unsure and (asks or self.hosts.meant(message)):
                return None
            return self.finding.tell(found[0], message)
        # "Ok ty", "thx bye": all of its words are small talk, in whatever order they stand.
        name = policy.TALK_OF.get(reading.small_talk or "")
        entry = None if name is None else self.finding.matcher.knowledge.entries.get(name)
        return None if entry is None else self.finding.tell(Match(entry, 1.0), message)

    def _an_officer_says_who(self, message: Message) -> Match | None:
        """Return the greeting for a coordinator who says that, and asks nothing yet."""
        reading = message.reading
        if not reading.by_officer:
            return None
        asks = reading.questions or "?" in reading.text or is_a_question(reading.text)
        about_somebody = {one.slot for one in reading.slots} - {"institution"}
        if asks or about_somebody:
            return None
        few = len(reading.words) <= policy.OFFICERS_WORDS
        entry = self.finding.matcher.knowledge.entries.get(policy.TALK_OF["greeting"])
        return Match(entry, 1.0) if few and entry is not None else None

    def _talk_among_other_words(self, message: Message) -> Match | None:
        """Answer small talk in a message that asks and tells nothing else: "haha ok, saved me"."""
        reading = message.reading
        laughs = not _LAUGHTER.isdisjoint(reading.words)
        kind = reading.small_talk_within or ("ok" if laughs else "")
        if not kind or len(reading.words) > policy.SMALL_TALK_AMONG_WORDS:
            return None
        asks = "?" in reading.text or is_a_question(reading.text)
        asks = asks or any(one.kind is not kinds.OTHER for one in reading.questions)
        tells = bool(reading.slots or reading.unplaced or reading.ambiguous)
        tells = tells or bool(self.finding.aspects(message))
        goes_on = reading.small_talk_within == "ok" and message.context.bond is Bond.CLOSE
        if (
            reading.small_talk is not None
            or asks
            or tells
            or (goes_on and not laughs)
            or has_word_of_the_subject(reading.folded)
        ):
            return None
        sure = self.finding.sure(message)
        if sure is not None and sure.entry.kind is not EntryKind.TALK:
            # "Hey, help me write the letter": what is asked for, however it begins.
            return None
        name = policy.TALK_OF.get(kind)
        entry = None if name is None else self.finding.matcher.knowledge.entries.get(name)
        return None if entry is None else Match(entry, 1.0)
