"""The step for a conversation that begins as others go on: "koliko para", "what do I need".

No word of the subject stands in such a message, and none of another subject either. Read behind an
answer it would be clear; as the first of a conversation it asks for the overview that lists it
among the ways people ask on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.dialogue import policy
from bot.dialogue.cues.leading_words import POINTING, QUESTION_WORDS
from bot.dialogue.entries.finding import Finding
from bot.dialogue.turn import Message, Outcome
from bot.messages.effect import Outcome as Answered
from bot.messages.effect import Reply
from knowledge import Entry, EntryKind, Match
from rules.institutions import ANY, registry


@dataclass(frozen=True, slots=True)
class FirstWords:
    """Tells the overview that a few common words ask for, where nothing was spoken of yet."""

    finding: Finding
    overviews: tuple[Entry, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the overviews, which are few."""
        entries = self.finding.matcher.knowledge.entries.values()
        overviews = tuple(one for one in entries if one.kind is EntryKind.OVERVIEW)
        object.__setattr__(self, "overviews", overviews)

    def answer(self, message: Message) -> Outcome | None:
        """Return the overview that is asked for; None where none surely is."""
        reading, knowledge = message.reading, self.finding.matcher.knowledge
        words = [word for word in reading.words if word.isalpha()]
        if not message.context.focus.is_empty or reading.slots or reading.ambiguous:
            return None
        if not 0 < len(words) <= policy.BROAD_WORDS:
            return None
        if not all(knowledge.is_common_word(word) for word in words):
            return None
        of_what = self._of_what(message, words)
        if of_what is not None:
            return of_what
        home = message.context.home or registry().default
        own = [one for one in self.overviews if one.institution == home]
        alike = {one.id: knowledge.likeness_to_follow_ups(message.text, one) for one in own}
        best = max(own, key=lambda one: alike[one.id], default=None)
        if best is not None and alike[best.id] >= policy.AS_PEOPLE_ASK_ON:
            return self.finding.tell(Match(best, alike[best.id]), message)
        listed = self._listed(message, home)
        return (
            self._of_what(message, words) if listed is None else self.finding.tell(listed, message)
        )

    def _listed(self, message: Message, home: str) -> Match | None:
        """Return the one entry that lists these very words among the ways people ask on."""
        knowledge = self.finding.matcher.knowledge
        found = [
            Match(one, alike)
            for one in knowledge.entries.values()
            if one.institution in (home, ANY) and one.kind is not EntryKind.TALK
            if (alike := knowledge.likeness_to_follow_ups(message.text, one)) >= policy.ASKED_ON_SO
        ]
        return found[0] if len(found) == 1 else None

    def _of_what(self, message: Message, words: Sequence[str]) -> Outcome | None:
        """Ask what is meant by "why?" or "who signs it?", of which nothing was said yet."""
        alone = len(words) == 1 and words[0] in QUESTION_WORDS
        points = not POINTING.isdisjoint(words) and not QUESTION_WORDS.isdisjoint(words)
        if not (alone or points):
            return None
        voice = message.voice
        reply = Reply(voice.say("ask_back"), voice.locale, outcome=Answered.ASK)
        return message.session, (reply,)
