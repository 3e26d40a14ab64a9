"""Several questions in one message: what each of them asks when the others are read along."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.dialogue import policy
from bot.dialogue.retrieval import Matcher
from bot.dialogue.turn import Message
from bot.understanding import Understanding, understand
from bot.understanding.split_questions import questions_in
from knowledge import Kind, Match
from knowledge.vocabulary import load_vocabulary

# What one question names for another that names none of it: which mobility, and whose.
_SUBJECT = ("role", "cycle", "programme")
_WORD = re.compile(r"\w+")
_VOCABULARY = load_vocabulary("conversation")
_THERE = _VOCABULARY.words("there")
_IT = _VOCABULARY.words("it")


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions.

    Attributes:
        text: the question, with the words of the others that name what all are about.
        alone: the question as it was written.
        reading: what `text` says.
        reading_alone: what `alone` says.
        pointing: it speaks of something that only the other questions name.
        first: it is the first of them, and shares only what later ones name.
        ranked: the candidates found so far, by text: each is ranked once.
    """

    text: str
    alone: str
    reading: Understanding
    reading_alone: Understanding
    pointing: bool
    first: bool
    ranked: dict[str, tuple[Match, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def of_a_place(self) -> bool:
        """Whether it speaks of a place that only the other questions name."""
        return not _THERE.isdisjoint(_WORD.findall(self.reading_alone.folded))

    @property
    def is_a_question(self) -> bool:
        """Whether it asks something by itself, rather than more of the question before."""
        return not self.pointing and len(self.alone.split()) > policy.BARE_PART

    def within(self, message: Message) -> Message:
        """Return the question as a message of the same conversation."""
        return replace(message, text=self.text, reading=self.reading)

    def candidates(self, matcher: Matcher, home: str | None) -> tuple[Match, ...]:
        """Return the entries nearest to it.

        With what it shares, or by itself, whichever is surer.
        """
        shared = self._ranked(self.text, self.reading, matcher, home)
        if self.text == self.alone:
            return shared
        alone = self._ranked(self.alone, self.reading_alone, matcher, home)
        if not is_sure(alone, matcher):
            return shared
        # "How long" beside "the grant for doctoral students" is no question about everybody.
        if alone[0].entry.kind is Kind.OVERVIEW and is_sure(shared, matcher):
            return shared
        # What was asked before anything else was named is read by itself before all.
        surer = self.first or not is_sure(shared, matcher) or alone[0].score > shared[0].score
        return alone if surer else shared

    def _ranked(
        self, text: str, reading: Understanding, matcher: Matcher, home: str | None
    ) -> tuple[Match, ...]:
        if text not in self.ranked:
            self.ranked[text] = matcher.candidates(text, reading, home)
        return self.ranked[text]

    def has_any(self, matcher: Matcher, home: str | None) -> bool:
        """Whether there is anything to answer or to offer to it."""
        found = () if self.pointing else self.candidates(matcher, home)
        return bool(found) and found[0].score >= matcher.knowledge.thresholds.suggest

    def sure(self, matcher: Matcher, home: str | None) -> Match | None:
        """The entry that clearly answers the question, and no other institution's does too."""
        found = self.candidates(matcher, home)
        if matcher.siblings(found, self.reading, home):
            return None
        bare = self.text == self.alone and len(self.alone.split()) <= policy.BARE_PART
        least = policy.POINTING_PART_SURE if self.pointing or bare else policy.PART_SURE
        return found[0] if is_sure(found, matcher) and found[0].score >= least else None


def parts_of(text: str, whole: Understanding, today: date) -> tuple[Part, ...]:
    """Return the questions of a message; none where it holds only one."""
    questions = questions_in(text)
    if len(questions) == 1:
        return ()
    return tuple(
        _part(question, whole, today, first=not number) for number, question in enumerate(questions)
    )


def to_choose_from(
    parts: Sequence[Part], whole: Sequence[Match], matcher: Matcher, home: str | None
) -> tuple[Match, ...]:
    """Return the best candidates of all questions in turn, for somebody to say what was meant."""
    least = matcher.knowledge.thresholds.suggest
    found = [part.candidates(matcher, home) for part in parts]
    by_turns = [
        matches[place]
        for place in range(policy.CANDIDATES)
        for matches in found
        if len(matches) > place
    ]
    worth = (
        match
        for match in (*by_turns, *whole)
        if match.score >= least and match.entry.kind is not Kind.TALK
    )
    return tuple({match.entry.id: match for match in worth}.values())[: policy.CANDIDATES]


def is_sure(found: Sequence[Match], matcher: Matcher) -> bool:
    """Whether the best candidate is sure enough to stand beside other answers."""
    return bool(found) and found[0].score >= policy.PART_SURE and matcher.is_clear(found)


def _part(question: str, whole: Understanding, today: date, *, first: bool) -> Part:
    alone = understand(question, today)
    shared: list[str] = []
    named = any(field in alone.places for field in _SUBJECT)
    if not named and not (first and len(question.split()) > policy.SHORT_PART):
        spans = [span for field in _SUBJECT for span in whole.places.get(field, ())]
        shared = [whole.text[start:end] for start, end in spans]
    text = " ".join([question, *dict.fromkeys(shared)])
    reading = understand(text, today) if shared else alone
    if reading.institution is None and not reading.institutions:
        reading = reading.with_institutions_of(whole)
        alone = alone.with_institutions_of(whole)
    pointing = not _IT.isdisjoint(_WORD.findall(alone.folded))
    return Part(text, question, reading, alone, pointing, first)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The questions of one message, each with its own answer or none.

    Attributes:
        parts: the questions; none where the message holds only one.
        matcher: what finds their entries.
        home: the institution the conversation is about.
    """

    parts: Sequence[Part]
    matcher: Matcher
    home: str | None

    def answers(self, whole: Sequence[Match]) -> tuple[Match, ...]:
        """Return the answers to all questions, when all are clear and differ.

        None where the whole surely asks for something else, which its parts only touch.

        Args:
            whole: the entries nearest to the whole message.
        """
        if not 1 < len(self.parts) <= policy.MOST_ANSWERS:
            return ()
        clear = self._clear()
        other = is_sure(whole, self.matcher) and whole[0].entry.kind is Kind.ANSWER
        other = other and whole[0].entry not in [match.entry for match in clear]
        return clear if len(clear) == len(self.parts) and not other else ()

    def some_of(self, whole: Sequence[Match]) -> tuple[tuple[Match, ...], tuple[Match, ...]] | None:
        """Return the answers to some of the questions, and candidates for the others.

        None where no question is clear, where the whole has another clear answer, and where what
        is not clear is no question of its own ("and where is it?").
        """
        if not 1 < len(self.parts) <= policy.MOST_ANSWERS:
            return None
        clear = self._clear()
        told = [match.entry for match in clear]
        is_answer = bool(whole) and whole[0].entry.kind is Kind.ANSWER
        other = is_answer and self.matcher.is_clear(whole) and whole[0].entry not in told
        if not clear or other:
            return None
        left = [
            part
            for part in self.parts
            if part.is_a_question and part.sure(self.matcher, self.home) is None
        ]
        offered = to_choose_from(left, (), self.matcher, self.home)
        rest = tuple(match for match in offered if match.entry not in told)
        return (clear, rest[: policy.OFFERED_FOR_THE_REST]) if rest else None

    def to_choose_from(self, whole: Sequence[Match]) -> tuple[Match, ...]:
        """Return the best candidates of all questions in turn, then those of the whole."""
        return to_choose_from(self.parts, whole, self.matcher, self.home)

    def _clear(self) -> tuple[Match, ...]:
        """Return the clear answers, each once."""
        found = [part.sure(self.matcher, self.home) for part in self.parts]
        return tuple({one.entry.id: one for one in found if one is not None}.values())
