"""A message's questions, each in the person's own words.

People ask two things in one breath: "koliko traje BIP i koliko bodova nosi?", "who signs it and
when do I get the money". A message is cut only where a second question begins: never at a list
("May and June"), a story ("sam bila na razmeni i sad bih opet"), or where two question words share
what follows ("kako i kada").
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from bot.understanding.tokens import Span
from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("split_questions")

# More questions than these are no questions put side by side.
MOST = 6
# Most messages hold no place at which a second question could begin.
_MAY_PART = re.compile(
    r"[?!.;,/&\n][^\S\n]*\w|\b(?:and|i|a|te|pa|ali|but|plus|и|а|те|па|али)\b", re.IGNORECASE
)
_AROUND = " ,;/&\n"

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|\n")
_ENDS = frozenset("?!.;\n")
_JOINTS = _VOCABULARY.words("joints")
_BETWEEN = _VOCABULARY.words("between")
_MOST_BETWEEN = 2
_LEADING = _VOCABULARY.words("leading")
_MOST_LEADING = 10
_ASKING = _VOCABULARY.words("asking")
_BEGINNINGS = _VOCABULARY.stems("beginnings")
_WHICH = _VOCABULARY.stems("which")
# Words that also open a clause of their own: "the exam which I passed", "kad se vratim".
_RELATIVE = frozenset(
    (*_WHICH, *"who whom whose which when where what that kad kada gde sta".split())
)
_AFTER_COMMA = _VOCABULARY.words("after comma")
_INVERTED = _VOCABULARY.words("inverted")
_BEING = _VOCABULARY.words("being")
_SUBJECTS = _VOCABULARY.words("subjects")
_DENIED = _VOCABULARY.words("denied")
_PARTICLE = "li"
_LEAST_WORDS = 2
# A question word and two more make a question; of words with no more than a mark it takes four.
_LEAST_ASKED, _LEAST_MARKED = 3, 4


class _Token(NamedTuple):
    word: str
    start: int
    end: int
    is_word: bool


def questions_in(text: str) -> tuple[str, ...]:
    """Return the questions of a message, in order.

    The message alone where it holds no more than one.
    """
    return tuple(text[start:end] for start, end in question_spans(text))


def question_spans(text: str) -> tuple[Span, ...]:
    """Find where each question of a message stands; the whole message where it holds at most one.

    What is told around the questions stays with the next one, at the end with the last.
    """
    if _MAY_PART.search(text) is None:
        return ((0, len(text)),)
    sentences = list(_sentences(_tokens(text)))
    marked = any(sentence[-1].word == "?" for sentence in sentences)
    asking = [sentence for sentence in sentences if _asks(sentence, marked=marked)]
    pieces: list[tuple[int, int]] = []
    start = 0
    for sentence in asking:
        for joint in _joints(sentence):
            pieces.append((start, sentence[joint].start))
            start = sentence[joint].end
        pieces.append((start, sentence[-1].end))
        start = sentence[-1].end
    if not 2 <= len(pieces) <= MOST:
        return ((0, len(text)),)
    pieces[-1] = (pieces[-1][0], len(text))
    return tuple(_stripped(text, start, end) for start, end in pieces)


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    return start, end


# Several steps ask it of the same message.
@lru_cache(maxsize=16)
def is_a_question(text: str) -> bool:
    """Return whether a message asks something, with or without a mark; "20 days?" does not."""
    for sentence in _sentences(_tokens(text)):
        words = sum(token.is_word for token in sentence)
        tells = sentence[0].word == "i" and sentence[1:] and sentence[1].word in _INVERTED
        opens = not tells and _opens(sentence, _led_up(sentence)) is not None
        if words >= (_LEAST_ASKED if opens else _LEAST_MARKED) and (
            opens or sentence[-1].word == "?"
        ):
            return True
    return False


# A message is taken apart to find its questions, and again to see whether it is one.
@lru_cache(maxsize=16)
def _tokens(text: str) -> Sequence[_Token]:
    return [
        _Token(word, *match.span(), word[0].isalnum())
        for match in _TOKEN.finditer(text)
        if (word := _folded(match.group()))  # nothing is left of an accent that stands alone
    ]


# Words repeat from message to message; the bound keeps hostile ones from piling up.
_folded = lru_cache(maxsize=8192)(fold)


def _sentences(tokens: Sequence[_Token]) -> Iterator[Sequence[_Token]]:
    """Yield the sentences, each with its signs at the end; one without words is left out."""
    start = 0
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.word not in _ENDS or (after is not None and after.word in _ENDS):
            continue
        if token.word == "." and after is not None and not _closes(tokens, index):
            continue
        sentence = tokens[start : index + 1]
        start = index + 1
        if any(one.is_word for one in sentence):
            yield sentence
    if any(one.is_word for one in tokens[start:]):
        yield tokens[start:]


def _closes(tokens: Sequence[_Token], index: int) -> bool:
    """Return whether a point ends a sentence: not after a number, nor inside "14.9." or "e.g."."""
    before, after = tokens[index - 1] if index else None, tokens[index + 1]
    spaced = tokens[index].end < after.start
    return spaced and before is not None and not before.word[-1].isdigit()


def _asks(sentence: Sequence[_Token], *, marked: bool) -> bool:
    """Return whether a sentence is a question; where none is marked as one, by its first words."""
    if marked:
        return sentence[-1].word == "?"
    return _opens(sentence, _led_up(sentence)) is not None


def _led_up(sentence: Sequence[_Token]) -> int:
    """Return the place behind the words with which a question is led up to."""
    place = 0
    while place < min(len(sentence), _MOST_LEADING):
        word = sentence[place].word
        if word not in _LEADING and word != ",":
            break
        place += 1
    return place


def _joints(sentence: Sequence[_Token]) -> list[int]:
    """Return the places in a sentence behind which a further question begins."""
    joints: list[int] = []
    start = 0
    for index, token in enumerate(sentence):
        if token.word not in _JOINTS or index < start:
            continue
        opening = _opens(sentence, index + 1, after_comma=token.word == ",")
        if opening is None or not _is_question(sentence[start:index]):
            continue
        words = (one for one in islice(sentence, opening, None) if one.is_word)
        if len(list(islice(words, _LEAST_WORDS))) < _LEAST_WORDS:
            continue
        if _goes_on(sentence[start:index], sentence[opening].word):
            continue
        joints.append(index)
        start = opening
    return joints


def _opens(sentence: Sequence[_Token], index: int, *, after_comma: bool = False) -> int | None:
    """Find the question word with which a question begins here; None where none does."""
    for ahead in range(_MOST_BETWEEN + 1):
        place = index + ahead
        if place >= len(sentence):
            return None
        if _begins_question(sentence, place, after_comma=after_comma):
            return place
        if sentence[place].word not in _BETWEEN:
            return None
    return None


def _begins_question(sentence: Sequence[_Token], place: int, *, after_comma: bool) -> bool:
    word = sentence[place].word
    after = sentence[place + 1].word if place + 1 < len(sentence) else ""
    if word.startswith(_BEGINNINGS) or after == _PARTICLE:
        return True
    if word in _INVERTED and after in _SUBJECTS:
        return True
    if word in _BETWEEN:
        return False
    if word in _BEING:
        return after[:1].isalpha() and after not in _DENIED
    return word in _AFTER_COMMA if after_comma else word in _ASKING or word in _WHICH


def _is_question(piece: Sequence[_Token]) -> bool:
    """Return whether the words before a joint ask something by themselves: more than "how and"."""
    words = [token for token in piece if token.is_word]
    if len(words) < _LEAST_WORDS:
        return False
    places = (
        index
        for index, token in enumerate(piece)
        if token.is_word and _begins_question(piece, index, after_comma=False)
    )
    asked = next(places, None)
    return asked is not None and sum(token.is_word for token in piece[asked:]) >= _LEAST_WORDS


def _goes_on(piece: Sequence[_Token], word: str) -> bool:
    """Return whether a clause of the question before goes on: "students who study and who work"."""
    if word not in _RELATIVE:
        return False
    words = [token.word for token in piece if token.is_word]
    return word in words[_MOST_BETWEEN:]
