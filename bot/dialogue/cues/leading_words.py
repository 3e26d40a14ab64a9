"""With which words a message leads up to something, goes on from it, or points back to it."""

import re
from collections.abc import Sequence

from bot.dialogue import policy
from bot.understanding import Understanding
from bot.understanding.cue import Cue
from bot.understanding.once import once
from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("follow_ups")
INTERJECTIONS = _VOCABULARY.words("interjections")
OPENINGS = _VOCABULARY.words("openings")
_LEADING = load_vocabulary("leading")
_WHETHER, QUESTION_WORDS = _LEADING.words("whether"), _LEADING.words("question words")
# "Da li", "a da l' je": so far into a message the particle makes it a question.
_FIRST_WORDS = 4
_CLAUSE = re.compile(r"[,.;:!]\s")
_SENTENCE = re.compile(r".+?(?:[.!?;](?=\s)|$)", re.DOTALL)
_SEASONS = load_vocabulary("leading").words("seasons")
_FOUND_ONE = Cue.of(_VOCABULARY, "found one")
POINTING = _VOCABULARY.words("pointing")


@once
def words(reading: Understanding) -> Sequence[str]:
    """Return the words of a message without what only leads up to it."""
    said = list(reading.words)
    start = 0
    while start < len(said) and said[start] in INTERJECTIONS:
        start += 1
    return said[start:] or said


@once
def opens(reading: Understanding) -> bool:
    """Return whether a message begins as what goes on from another: "and for 6 months?"."""
    said = words(reading)
    return bool(said) and said[0] in OPENINGS


@once
def points(reading: Understanding) -> bool:
    """Return whether a word of the message means something that was said before."""
    return not POINTING.isdisjoint(list(reading.words)) or _FOUND_ONE.stands_in(reading)


@once
def asks_whether(reading: Understanding) -> bool:
    """Return whether a message asks for a yes or a no: "is medicine among them?".

    It may tell something first: "we do medicine, would that fit".
    """
    clauses = [words(reading), *(one.split() for one in _CLAUSE.split(reading.folded)[1:])]
    if any(map(_begins_with_whether, clauses)):
        return True
    return "?" in reading.text and QUESTION_WORDS.isdisjoint(reading.words)


def asks_by_a_question_word(reading: Understanding) -> bool:
    """Return whether no yes or no is asked for: "when is it recognised", "а ко то потписује"."""
    said = words(reading)
    while len(said) > 1 and said[0] in OPENINGS:
        said = said[1:]
    return bool(said) and said[0] in QUESTION_WORDS and not asks_whether(reading)


def without_what_is_told(reading: Understanding) -> str:
    """Return the text of a message without what it tells: "for a week" asks for no length.

    Neither does the name of "the Academy" ask what the Academy does.
    """
    text = reading.text
    spans = {span for slot in policy.TOLD_BESIDE for span in reading.places.get(slot, ())}
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def sentences_that_ask(reading: Understanding) -> str:
    """Return the sentences of a message that ask, without what they tell; all where none does.

    "We are a partner. By when do we nominate?" asks nothing of partners. Which semester is meant
    is asked: "by when for the spring semester?".
    """
    spans = {span for slot in policy.TOLD_BESIDE for span in reading.places.get(slot, ())}
    told = [span for span in spans if not _has_a_season(reading, span)]
    found: list[str] = []
    every: list[str] = []
    for sentence in _SENTENCE.finditer(reading.text):
        text, start = sentence.group(), sentence.start()
        for first, last in sorted(told, reverse=True):
            if start <= first and last <= sentence.end():
                text = f"{text[: first - start]} {text[last - start :]}"
        every.append(text)
        if any(start <= one.span[0] < sentence.end() for one in reading.questions):
            found.append(text)
    return " ".join(found or every)


@once
def names_a_season(reading: Understanding) -> bool:
    """Return whether all that reads like a length is a semester by its season."""
    spans = reading.places.get("duration", ())
    return bool(spans) and all(_has_a_season(reading, span) for span in spans)


def _has_a_season(reading: Understanding, span: tuple[int, int]) -> bool:
    return not _SEASONS.isdisjoint(fold(reading.text[slice(*span)]).split())


def _begins_with_whether(said: Sequence[str]) -> bool:
    while len(said) > 1 and said[0] in OPENINGS:
        said = said[1:]
    return bool(said[:1] and said[0] in _WHETHER) or "li" in said[:_FIRST_WORDS]
