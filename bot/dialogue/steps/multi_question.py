"""Several questions in one message: what each of them asks when the others are read along."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.context import context
from bot.dialogue.entries.finding import Finding
from bot.dialogue.turn import Message
from bot.messages.changed import replace
from bot.understanding import Understanding
from bot.understanding.questions.split_questions import questions_in
from knowledge import EntryKind, Match
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
        message: the question, with the words of the others that name what all are about.
        alone: the question as it was written.
        pointing: it speaks of something that only the other questions name.
        first: it is the first of them, and shares only what later ones name.
    """

    message: Message
    alone: Message
    pointing: bool
    first: bool

    @property
    def text(self) -> str:
        """The question with what it shares."""
        return self.message.text

    @property
    def reading(self) -> Understanding:
        """What the question says with what it shares."""
        return self.message.reading

    @property
    def of_a_place(self) -> bool:
        """Whether it speaks of a place that only the other questions name."""
        return not _THERE.isdisjoint(_WORD.findall(self.alone.reading.folded))

    @property
    def is_a_question(self) -> bool:
        """Whether it asks something by itself, rather than more of the question before."""
        return not self.pointing and len(self.alone.text.split()) > policy.BARE_PART

    def candidates(self, finding: Finding) -> tuple[Match, ...]:
        """Return the entries nearest to it.

        With what it shares, or by itself, whichever is surer.
        """
        shared = finding.candidates(self.message)
        if self.text == self.alone.text:
            return shared
        alone = finding.candidates(self.alone)
        if not is_sure(alone, finding):
            return shared
        # "How long" beside "the grant for doctoral students" is no question about everybody.
        if alone[0].entry.kind is EntryKind.OVERVIEW and is_sure(shared, finding):
            return shared
        # What was asked before anything else was named is read by itself before all.
        surer = self.first or not is_sure(shared, finding) or alone[0].score > shared[0].score
        return alone if surer else shared

    def sure(self, finding: Finding) -> Match | None:
        """Return the entry that clearly answers, where no other institution's does too."""
        found = self.candidates(finding)
        home = self.message.context.institution
        if finding.matcher.siblings(found, self.reading, home):
            return None
        bare = self.text == self.alone.text and len(self.text.split()) <= policy.BARE_PART
        least = policy.POINTING_PART_SURE if self.pointing or bare else policy.PART_SURE
        return found[0] if is_sure(found, finding) and found[0].score >= least else None


def parts_of(message: Message) -> tuple[Part, ...]:
    """Return the questions of a message; none where it holds only one."""
    if len(message.reading.clauses) == 1:
        return ()
    return tuple(
        _part(question, message, first=not number)
        for number, question in enumerate(questions_in(message.text))
    )


def to_choose_from(
    parts: Sequence[Part], whole: Sequence[Match], finding: Finding
) -> tuple[Match, ...]:
    """Return the best candidates of all questions in turn, for somebody to say what was meant."""
    least = finding.matcher.knowledge.thresholds.suggest
    found = [part.candidates(finding) for part in parts]
    by_turns = [
        matches[place]
        for place in range(policy.CANDIDATES)
        for matches in found
        if len(matches) > place
    ]
    worth = (
        match
        for match in (*by_turns, *whole)
        if match.score >= least and match.entry.kind is not EntryKind.TALK
    )
    return tuple({match.entry.id: match for match in worth}.values())[: policy.CANDIDATES]


def is_sure(found: Sequence[Match], finding: Finding) -> bool:
    """Return whether the best candidate is sure enough to stand beside other answers."""
    return bool(found) and found[0].score >= policy.PART_SURE and finding.matcher.is_clear(found)


def _part(question: str, whole: Message, *, first: bool) -> Part:
    alone = whole.turn.understood(question)
    shared: list[str] = []
    named = any(field in alone.places for field in _SUBJECT)
    if not named and not (first and len(question.split()) > policy.SHORT_PART):
        spans = [span for field in _SUBJECT for span in whole.reading.places.get(field, ())]
        shared = [whole.text[start:end] for start, end in spans]
    text = " ".join([question, *dict.fromkeys(shared)])
    reading = whole.turn.understood(text) if shared else alone
    if reading.institution is None and not reading.institutions:
        reading = reading.with_institutions_of(whole.reading)
        alone = alone.with_institutions_of(whole.reading)
    pointing = not _IT.isdisjoint(_WORD.findall(alone.folded))
    return Part(_within(whole, text, reading), _within(whole, question, alone), pointing, first)


def _within(whole: Message, text: str, reading: Understanding) -> Message:
    """Return one question as a message of the same conversation."""
    return replace(
        whole, text=text, reading=reading, context=context.resolve(reading, whole.session)
    )


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The questions of one message, each with its own answer or none.

    Attributes:
        parts: the questions; none where the message holds only one.
        finding: what finds their entries.
    """

    parts: Sequence[Part]
    finding: Finding

    def answers(self, whole: Sequence[Match]) -> tuple[Match, ...]:
        """Return the answers to all questions, when all are clear and differ.

        None where the whole surely asks for something else, which its parts only touch.

        Args:
            whole: the entries nearest to the whole message.
        """
        if not 1 < len(self.parts) <= policy.MOST_ANSWERS:
            return ()
        clear = self._clear()
        other = is_sure(whole, self.finding) and whole[0].entry.kind is EntryKind.ANSWER
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
        is_answer = bool(whole) and whole[0].entry.kind is EntryKind.ANSWER
        other = is_answer and self.finding.matcher.is_clear(whole) and whole[0].entry not in told
        if not clear or other:
            return None
        left = [
            part for part in self.parts if part.is_a_question and part.sure(self.finding) is None
        ]
        offered = to_choose_from(left, (), self.finding)
        rest = tuple(match for match in offered if match.entry not in told)
        return (clear, rest[: policy.OFFERED_FOR_THE_REST]) if rest else None

    def to_choose_from(self, whole: Sequence[Match]) -> tuple[Match, ...]:
        """Return the best candidates of all questions in turn, then those of the whole."""
        return to_choose_from(self.parts, whole, self.finding)

    def _clear(self) -> tuple[Match, ...]:
        """Return the clear answers, each once."""
        found = [part.sure(self.finding) for part in self.parts]
        return tuple({one.entry.id: one for one in found if one is not None}.values())
