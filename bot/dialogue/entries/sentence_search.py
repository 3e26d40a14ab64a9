"""The sentence that a message asks for, among the sentences of all answers that may be told.

Entries are found by how people ask for them. What nobody asked in such words may stand in an
answer all the same: so before anything is left without one, the sentences of the answers are
searched for what the message names (docs/decisions/0024).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.cues.kinds_of_answers import wanted_by
from bot.dialogue.cues.leading_words import INTERJECTIONS, without_what_is_told
from bot.dialogue.entries.candidates import may_be_of
from bot.dialogue.entries.finding import Finding
from bot.dialogue.turn import Message
from knowledge import Entry, EntryKind, theme_file
from knowledge.units import refers, units_of
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.institutions import ANY, registry

_ASIDE = INTERJECTIONS | load_vocabulary("small_talk").words("laughter")
_ASIDE |= load_vocabulary("leading").words("emphasis")
_QUESTION_WORDS = load_vocabulary("leading").words("question words")
# Of so many of the best sentences it is looked at what their entries are asked for.
_LOOKED_AT = 24


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer, and how much it speaks of what is asked.

    Attributes:
        entry: whose answer it stands in.
        place: which unit of the answer it is.
        tells: how much of the message it speaks of, and its entry is asked for.
        share: which share of what the message names that is.
    """

    entry: Entry
    place: int
    tells: float
    share: float


@dataclass(frozen=True, slots=True)
class SentenceSearch:
    """Finds sentences of answers."""

    finding: Finding

    def asked_for(self, message: Message) -> Sentence | None:
        """Return the sentence that clearly says what a message asks; None where none does."""
        best, *others = self.found(message) or (None,)
        if best is None or best.share < policy.SENTENCE_SHARE:
            return None
        theme = theme_file(best.entry)
        # Entries of one theme may say the same.
        behind = max((one.tells for one in others if theme_file(one.entry) != theme), default=0.0)
        return best if best.tells >= behind + policy.SENTENCE_AHEAD else None

    def with_its_number(self, message: Message) -> Sentence | None:
        """Return the sentence asked for that holds a number which the message names."""
        numbers = {f"#{one.text}" for one in message.reading.unplaced}
        found = self.asked_for(message) if numbers and message.context.goes_on else None
        if found is None:
            return None
        said = self._features(found.entry, message)[found.place]
        return found if numbers & said else None

    def found(self, message: Message) -> Sequence[Sentence]:
        """Return the sentences that speak of what a message names, best first."""
        asked = self._asked(message)
        whole = math.fsum(asked.values())
        if not whole:
            return ()
        scores = {one.entry.id: one.score for one in self.finding.candidates(message)}
        kinds = frozenset(one.kind for one in message.reading.questions)
        # "Who?" is answered by many a sentence that names nobody of those whom packs have.
        wanted = [one for one in wanted_by(message.text, kinds) if one.written is None]
        sayings = self.finding.matcher.knowledge.sayings
        direct: list[tuple[float, Entry, int]] = []
        for entry in self._pool(message):
            answer = self._answer(entry, message)
            for place, features in enumerate(sayings.of_sentences(answer)):
                if features.isdisjoint(asked):
                    continue
                tells = math.fsum(w for one, w in asked.items() if one in features)
                words = "" if tells < policy.SENTENCE_TELLS else units_of(answer)[place].words
                if not words or refers(words):
                    continue
                if all(one.is_held_by(fold(words), words) for one in wanted):
                    direct.append((tells, entry, place))
        direct.sort(key=lambda one: -one[0])
        told = [self._told(one, asked, whole, scores, message) for one in direct[:_LOOKED_AT]]
        return sorted(told, key=lambda one: -one.tells)

    def _told(
        self,
        one: tuple[float, Entry, int],
        asked: Mapping[str, float],
        whole: float,
        scores: Mapping[str, float],
        message: Message,
    ) -> Sentence:
        """Return a sentence with what else speaks for its entry."""
        tells, entry, place = one
        knowledge = self.finding.matcher.knowledge
        said = self._features(entry, message)[place]
        usual = knowledge.sayings.usual(entry.id, 0.0) - said
        about = math.fsum(w for one, w in asked.items() if one in usual)
        share = (tells + about) / whole
        tells += policy.SENTENCE_ABOUT * about + scores.get(entry.id, 0.0)
        if entry.conditions and knowledge.holds_for(entry, self._case(message)):
            tells += policy.SENTENCE_OF_THEM
        asked_by = _QUESTION_WORDS.intersection(message.reading.words)
        words = units_of(self._answer(entry, message))[place].words if asked_by else ""
        if asked_by.intersection(fold(words).split()):
            # "It is not stated who decides."
            tells += policy.SENTENCE_BY_ITS_WORD
        if place == 0:
            tells += policy.SENTENCE_FIRST
        if entry.id in message.session.last.entries or entry.id in message.context.focus.entries:
            tells += policy.SENTENCE_TOLD
        return Sentence(entry, place, tells, share)

    def _asked(self, message: Message) -> Mapping[str, float]:
        """Return what a message names, without what it tells beside and words that tell nothing."""
        sayings = self.finding.matcher.knowledge.sayings
        words = without_what_is_told(message.reading).split()
        text = " ".join(one for one in words if fold(one).strip(".,!?") not in _ASIDE)
        numbers = {one: w for one, w in sayings.asked(text).items() if one.startswith("#")}
        return {**sayings.distinguishing(text), **numbers}

    def _pool(self, message: Message) -> Iterator[Entry]:
        """Yield the entries that may be told: of the place and the matter spoken of."""
        matcher, context, reading = self.finding.matcher, message.context, message.reading
        near = set(matcher.prior.near(context)) | set(message.session.last.entries)
        near |= {one.entry.id for one in self.finding.candidates(message)}
        of_guests, case = registry().is_of_coming, self._case(message)
        # "Who decides?" asks it of what is spoken of, and of nothing else.
        asked = self.finding.aspects(message)
        of_it = bool(asked) and matcher.knowledge.aspects.is_of_its_matter(asked)
        for entry in matcher.knowledge.entries.values():
            if entry.kind is EntryKind.TALK or (entry.institution == ANY and entry.id not in near):
                continue
            if context.home is None and not reading.in_the_city and entry.id not in near:
                continue
            if not may_be_of(entry, reading) or not matcher.prior.fits(entry, context):
                continue
            strictly = context.strictly_of
            if strictly is not None and not matcher.may_be_told_at(entry, strictly):
                continue
            if context.outgoing and of_guests(entry.id):
                continue
            if of_it and not matcher.prior.is_of_the_topic(entry, context):
                continue
            if matcher.knowledge.holds_for(entry, case) is not False:
                yield entry

    def _case(self, message: Message) -> Mapping[str, object]:
        return {**message.context.who, **message.reading.case}

    def _features(self, entry: Entry, message: Message) -> Sequence[frozenset[str]]:
        sayings = self.finding.matcher.knowledge.sayings
        return sayings.of_sentences(self._answer(entry, message))

    def _answer(self, entry: Entry, message: Message) -> str:
        knowledge = self.finding.matcher.knowledge
        return knowledge.render(entry, message.voice.locale, on=message.today).html
