"""Misspelt words of an answer, put right against the words that answer its question."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.tokens import Message
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("answers")

_MOST_WORDS_TO_CORRECT = 8
_SHORTEST = 4
_NEAR_ENOUGH = 0.75


ROLE_WORDS = _VOCABULARY.in_order("role words")


CYCLE_WORDS = _VOCABULARY.in_order("cycle words")


LENGTH_WORDS = _VOCABULARY.in_order("length words")


ORDINAL_WORDS = _VOCABULARY.in_order("ordinal words")


PROGRAMME_WORDS = _VOCABULARY.in_order("programme words")


YES_NO_WORDS = _VOCABULARY.in_order("yes no words")


INSTITUTION_WORDS = _VOCABULARY.in_order("institution words")


def corrected(message: Message, words: tuple[str, ...]) -> str | None:
    """The answer with misspelt words put right; None when nothing was near enough."""
    if len(message) > _MOST_WORDS_TO_CORRECT:
        return None
    fixed: list[str] = []
    for word in message.words:
        best = None
        if len(word) >= _SHORTEST and word.isalpha() and word not in words:
            best = process.extractOne(
                word, words, scorer=OSA.normalized_similarity, score_cutoff=_NEAR_ENOUGH
            )
        fixed.append(word if best is None else best[0])
    return None if tuple(fixed) == message.words else " ".join(fixed)
