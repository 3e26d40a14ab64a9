"""Several questions in one message: what each of them asks when the others are read along."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.dialogue.retrieval import CANDIDATES, Matcher
from bot.understanding import Reading, read
from bot.understanding.split_questions import questions_in
from knowledge import Kind, Match

# What one question names for another that names none of it: which mobility, and whose.
_SUBJECT = ("role", "cycle", "programmes")
_WORD = re.compile(r"\w+")
# "And who signs it?" is part of the question before, and finds little by itself.
_SURE, _SURE_OF_IT = 0.6, 0.9
_BARE = 3
# A first question of more words names what it is about, if only as "an exchange".
_SHORT = 5
_IT = frozenset("it its them their ga ih njega njih tome toga".split())


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
    """

    text: str
    alone: str
    reading: Reading
    reading_alone: Reading
    pointing: bool
    first: bool

    @property
    def is_a_question(self) -> bool:
        """Whether it asks something by itself, rather than more of the question before."""
        return not self.pointing and len(self.alone.split()) > _BARE

    def candidates(self, matcher: Matcher, home: str | None) -> tuple[Match, ...]:
        """The entries nearest to it: with what it shares, or by itself, whichever is surer."""
        shared = matcher.candidates(self.text, self.reading, home)
        if self.text == self.alone:
            return shared
        alone = matcher.candidates(self.alone, self.reading_alone, home)
        if not is_sure(alone, matcher):
            return shared
        # What was asked before anything else was named is read by itself before all.
        surer = self.first or not is_sure(shared, matcher) or alone[0].score > shared[0].score
        return alone if surer else shared

    def has_any(self, matcher: Matcher, home: str | None) -> bool:
        """Whether there is anything to answer or to offer to it."""
        found = () if self.pointing else self.candidates(matcher, home)
        return bool(found) and found[0].score >= matcher.knowledge.thresholds.suggest

    def sure(self, matcher: Matcher, home: str | None) -> Match | None:
        """The entry that clearly answers the question, and no other institution's does too."""
        found = self.candidates(matcher, home)
        if matcher.siblings(found, self.reading, home):
            return None
        bare = self.text == self.alone and len(self.alone.split()) <= _BARE
        least = _SURE_OF_IT if self.pointing or bare else _SURE
        return found[0] if is_sure(found, matcher) and found[0].score >= least else None


def parts_of(text: str, whole: Reading, today: date) -> tuple[Part, ...]:
    """The questions of a message; none where it holds only one."""
    questions = questions_in(text)
    if len(questions) == 1:
        return ()
    return tuple(
        _part(question, whole, today, first=not number) for number, question in enumerate(questions)
    )


def to_choose_from(
    parts: Sequence[Part], whole: Sequence[Match], matcher: Matcher, home: str | None
) -> tuple[Match, ...]:
    """The best candidates of all questions in turn, for somebody to say what was meant."""
    least = matcher.knowledge.thresholds.suggest
    found = [part.candidates(matcher, home) for part in parts]
    by_turns = [
        matches[place] for place in range(CANDIDATES) for matches in found if len(matches) > place
    ]
    worth = (
        match
        for match in (*by_turns, *whole)
        if match.score >= least and match.entry.kind is not Kind.TALK
    )
    return tuple({match.entry.id: match for match in worth}.values())[:CANDIDATES]


def is_sure(found: Sequence[Match], matcher: Matcher) -> bool:
    """Whether the best candidate is sure enough to stand beside other answers."""
    return bool(found) and found[0].score >= _SURE and matcher.is_clear(found)


def _part(question: str, whole: Reading, today: date, *, first: bool) -> Part:
    alone = read(question, today)
    shared: list[str] = []
    named = any(field in alone.spans for field in _SUBJECT)
    if not named and not (first and len(question.split()) > _SHORT):
        spans = [span for field in _SUBJECT for span in whole.spans.get(field, ())]
        shared = [whole.folded[start:end] for start, end in spans]
    text = " ".join([question, *dict.fromkeys(shared)])
    reading = read(text, today) if shared else alone
    if reading.institution is None:
        reading, alone = _whose(reading, whole), _whose(alone, whole)
    pointing = not _IT.isdisjoint(_WORD.findall(alone.folded))
    return Part(text, question, reading, alone, pointing, first)


def _whose(reading: Reading, whole: Reading) -> Reading:
    """A part that names no institution is about the one that the message is about."""
    return replace(
        reading,
        institution=whole.institution,
        other_institution=reading.other_institution or whole.other_institution,
    )
