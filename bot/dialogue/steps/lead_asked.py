"""The step for a second detail: the sentence of the answer just told that an editor named for it.

"Who approves that?" asks it of what was just told, whatever else is found by "approve". Only an
entry of the same topic says more, or one that is asked for by words that the answer does not know.
"""

from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.cues.leading_words import points, words
from bot.dialogue.entries.finding import Finding
from bot.dialogue.entries.leading import WhatIsAsked, is_lead_asked_for, is_lead_named
from bot.dialogue.turn import Message, Outcome
from knowledge import Entry, EntryKind, Match, theme_file
from rules.institutions import ANY, registry


@dataclass(frozen=True, slots=True)
class LeadAsked:
    """Tells the sentence that a few words ask for."""

    finding: Finding

    def lead(self, message: Message) -> Outcome | None:
        """Return the sentence that a message asks for of the answer just told, and no more.

        Or of an answer about the paper that it spoke of.
        """
        return self._lead(message, policy.FOREIGN)

    def before_silence(self, message: Message) -> Outcome | None:
        """Return the sentence that a message asks for, where nothing else answers it."""
        return self._lead(message, policy.FOREIGN_BEFORE_SILENCE)

    def _lead(self, message: Message, most_foreign: float) -> Outcome | None:
        entries, last = self.finding.matcher.knowledge.entries, message.session.last
        entry = entries.get(next(iter(last.entries), ""))
        if entry is None or last.suggested or not self._is_scrap(message):
            return None
        if self._plainly_another(entry, message):
            return None
        things, thing = self.finding.matcher.prior.matters.things, message.context.focus.thing
        about = [one for one in map(entries.__getitem__, entry.related) if thing in things.of(one)]
        before_silence = policy.FOREIGN_BEFORE_SILENCE
        tried = [(entry, most_foreign), *((one, before_silence) for one in about)]
        # "What does it say?" of a paper asks for the sentence that an editor named by those words,
        # before one that only names the paper.
        tried.sort(key=lambda one: not self._asks_surely(one[0], message))
        found = (one for one, foreign in tried if self._is_asked_for(one, message, foreign))
        first = next(found, None)
        return None if first is None else self.finding.tell_again(first, message)

    def _plainly_another(self, entry: Entry, message: Message) -> bool:
        """Return whether another entry alone is meant: "do I pay for that supplement?"."""
        found = self.finding.candidates(message)[:2]
        if not found or found[0].entry is entry or found[0].score < policy.PLAINLY_ANOTHER:
            return False
        beside = found[1].score if len(found) > 1 else 0.0
        answers = found[0].entry.kind is EntryKind.ANSWER and not message.reading.slots
        return answers and beside < policy.ALONE_BESIDE_IT

    def _is_scrap(self, message: Message) -> bool:
        """Return whether a few words go on from one answer, and name no other place."""
        few = len(message.reading.words) <= policy.FOLLOW_UP_WORDS
        alone = len(message.session.last.entries) == 1
        return (
            alone
            and few
            and message.context.goes_on
            and not message.reading.names_another_institution
        )

    def _asks_surely(self, entry: Entry, message: Message) -> bool:
        """Return whether a message asks for a lead by an aspect or a whole phrase."""
        sayings = self.finding.matcher.knowledge.sayings
        return any(sayings.is_surely_asked_for(one, message.text) for one in entry.leads)

    def _is_asked_for(self, entry: Entry, message: Message, most_foreign: float) -> bool:
        """Return whether a message asks for a sentence of an answer by an editor's words."""
        if not entry.leads or _tells_a_case(entry, message) or _is_of_another(entry, message):
            return False
        if self._of_the_topic(entry, message):
            return False
        knowledge = self.finding.matcher.knowledge
        rendered = knowledge.render(entry, message.voice.locale, on=message.today)
        asked, sayings = WhatIsAsked(message.text, goes_on=True), knowledge.sayings
        if self._surely_another(entry, message) is not None:
            if not self._is_bare(entry, message):
                return False
            if not is_lead_named(entry, rendered, asked, sayings):
                return False
            most_foreign = policy.NOTHING_FOREIGN
        return is_lead_asked_for(entry, rendered, asked, sayings, most_foreign)

    def _of_the_topic(self, entry: Entry, message: Message) -> Match | None:
        """Return the nearest entry where it is of the same topic, and about all that is asked."""
        best = next(iter(self.finding.candidates(message)), None)
        if best is None or best.entry is entry or not self._are_of_one_topic(best.entry, entry):
            return None
        aspects = self.finding.aspects(message)
        about = self.finding.matcher.knowledge.aspects.is_about
        return best if aspects and about(aspects, best.entry) else None

    def _are_of_one_topic(self, one: Entry, entry: Entry) -> bool:
        things = self.finding.matcher.prior.matters.things
        of_one_paper = not things.of(one).isdisjoint(things.of(entry))
        return of_one_paper or one.id in entry.related or theme_file(one) == theme_file(entry)

    def _surely_another(self, entry: Entry, message: Message) -> Match | None:
        """Return another entry that is surely meant, or is about all that is asked."""
        sure, aspects = self.finding.sure(message), self.finding.aspects(message)
        if sure is None or sure.entry is entry:
            return None
        about = self.finding.matcher.knowledge.aspects.is_about
        nearly = sure.score >= policy.SURE_ELSEWHERE or (aspects and about(aspects, sure.entry))
        return sure if nearly else None

    def _is_bare(self, entry: Entry, message: Message) -> bool:
        """Return whether a message points back to the answer, against an entry of another topic.

        "Per day or in all?" points back where the other only says that something is not known.
        """
        another = self._surely_another(entry, message)
        if another is None or self._are_of_one_topic(another.entry, entry):
            return False
        few = len(words(message.reading)) <= policy.WORDS_OF_A_DETAIL
        return points(message.reading) or (few and another.entry.kind is EntryKind.GAP)


def _tells_a_case(entry: Entry, message: Message) -> bool:
    """Return whether a message tells what rules would judge."""
    told = {one.slot for one in message.reading.slots} - policy.WHO_SOMEBODY_IS
    if entry.institution in registry() and registry()[entry.institution].tells_partners:
        # No rule there judges a length: "is a week enough?" asks what the answer says of it.
        told.discard("duration")
    return bool(told)


def _is_of_another(entry: Entry, message: Message) -> bool:
    """Return whether another institution was named since an answer of one was told."""
    named = message.context.focus.named
    return entry.institution != ANY and named not in (None, entry.institution)
