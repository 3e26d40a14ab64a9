"""Which sentence of an answer of a pack is asked for.

Whoever writes a pack names no leads and no follow-ups, and puts several facts into one paragraph.
So the sentences are told apart here: by the words of a message that stand in one, by the way of
asking that it is nearest to, and by what a sentence has to hold to answer "how much" or "when".
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.cues.kinds_of_answers import wanted_by
from bot.dialogue.cues.of_a_pack import is_of_a_pack
from bot.forms.form import within_sentence
from bot.messages.markup import escape, plain
from bot.understanding import QuestionKind
from knowledge import Entry, Rendered, Sayings
from knowledge.units import hangs, sentences_of
from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("leading")
_HOW_MANY = re.compile(rf"\b(?:{_VOCABULARY.pattern('how many')}) (\w{{3,}})")
_SAYING_THE_SAME = re.compile(rf"{_VOCABULARY.pattern('saying the same')}\b")
_NUMBERED = re.compile(r"\d[\d.,:–-]* ?(%|\w+)(?: (\w+))?")
_WORD = re.compile(r"[a-z]+")
_SMALL = (
    _VOCABULARY.words("question words") | _VOCABULARY.words("whether") | _VOCABULARY.words("small")
)
_TITLES = _VOCABULARY.words("titles of people")
_PERCENT = _VOCABULARY.words("percent")
_STEM, _LONGEST_STEM = 4, 6


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an answer, and how much it speaks of what is asked.

    Attributes:
        html: the sentence.
        place: which of the answer's it is, from 0.
        tells: how much of the message it speaks of, in weights of `knowledge.said`.
        ahead: how much more than the first sentence.
        foreign: how much the message names that nothing of the entry speaks of.
        answers: it holds an amount or a time where one is asked for.
    """

    html: str
    place: int
    tells: float
    ahead: float
    foreign: float
    answers: bool


def has_passages(entry: Entry) -> bool:
    """Return whether the sentences of an entry are told apart here: nobody named leads."""
    return is_of_a_pack(entry.institution) and not entry.leads and not entry.lines


def passages(answer: str) -> tuple[str, ...]:
    """Return the sentences of an answer, those of its first line each by itself."""
    return tuple(one for line in answer.split("\n") if line for one in sentences_of(line))


def passage_asked(
    entry: Entry, rendered: Rendered, text: str, kinds: frozenset[QuestionKind], sayings: Sayings
) -> Passage | None:
    """Return the sentence that a message asks for most; None where none speaks of it."""
    said = _sentences(rendered, sayings)
    usual = _usual(entry, sayings)
    own = sayings.distinguishing(text)
    asked = {**_bridge(entry, text, sayings), **own}
    asked = {one: tells for one, tells in asked.items() if one not in usual}
    named = [one for one in _content(text) if not _stands_in(one, _whole_subject(entry))]
    wanted = wanted_by(text, kinds)
    counted, whole = _HOW_MANY.search(fold(text)), sayings.asked(text)
    best: Passage | None = None
    of_the_first = 0.0
    foreign = _foreign(entry, said, text, sayings)
    answering = [all(want.is_held_by(one.words, one.plain) for want in wanted) for one in said]
    # The only one with an amount or a time answers "how much?" by that alone.
    of_the_kind = policy.ANSWERS_THE_KIND * (1 + (sum(answering) == 1)) * len(wanted)
    strict = any(answering) and any(one.strict for one in wanted)
    for place, (one, answers) in enumerate(zip(said, answering, strict=True)):
        tells = sum(weight for feature, weight in asked.items() if feature in one.features)
        tells += policy.A_WORD_ITSELF * sum(_stands_in(word, one.words) for word in named)
        tells += policy.IN_THE_SAME_FORM * len(set(named).intersection(_WORD.findall(one.words)))
        tells += of_the_kind * answers
        if not answers and any(answering):
            # "It is bought at the kiosk" answers "where are tickets sold?", "a ticket is 22" not.
            tells = 0.0 if strict else tells - policy.ANSWERS_THE_KIND
        if counted and _counts(one.words, counted[1]):
            tells += policy.COUNTS_WHAT_IS_ASKED
        # Of two alike the one that has the smaller words, too: "must" of "what do I need?".
        tells += policy.A_SMALL_WORD * sum(
            w for feature, w in whole.items() if feature in one.features
        )
        if place and _SAYING_THE_SAME.match(one.words):
            tells = 0.0
        of_the_first = tells if place == 0 else of_the_first
        if tells > (best.tells if best else 0.0):
            best = Passage(one.html, place, tells, tells - of_the_first, foreign, answers)
    return best


@dataclass(frozen=True, slots=True)
class _Sentence:
    html: str
    plain: str
    features: frozenset[str]
    words: str


def foreign_to(entry: Entry, rendered: Rendered, text: str, sayings: Sayings) -> float:
    """Return how much a message names by words that nothing of an entry speaks of."""
    return _foreign(entry, _sentences(rendered, sayings), text, sayings)


def _sentences(rendered: Rendered, sayings: Sayings) -> list[_Sentence]:
    said = ((one, plain(one)) for one in passages(rendered.html))
    return [_Sentence(html, words, sayings.of_sentence(words), fold(words)) for html, words in said]


def _foreign(entry: Entry, said: Sequence[_Sentence], text: str, sayings: Sayings) -> float:
    written = " ".join((*(one.words for one in said), _whole_subject(entry), _all_ways(entry)))
    known = sayings.usual(entry.id, 0.0).union(*(one.features for one in said))
    foreign = 0.0
    for word in _content(text):
        features = sayings.distinguishing(word)
        if features and known.isdisjoint(features) and not _stands_in(word, written):
            foreign += max(features.values())
    return foreign


def _content(text: str) -> list[str]:
    """Return the words of a message that name something, folded."""
    return [one for one in _WORD.findall(fold(text)) if len(one) >= _STEM and one not in _SMALL]


def _stands_in(word: str, words: str) -> bool:
    """Return whether a word, or another form of it, stands in a folded text."""
    stem = word[: max(_STEM, min(len(word) - 2, _LONGEST_STEM))]
    return re.search(rf"\b{re.escape(stem)}", words) is not None


def _whole_subject(entry: Entry) -> str:
    return fold(f"{entry.title.sr} {entry.title.en}")


def _all_ways(entry: Entry) -> str:
    return fold(" ".join(one for texts in entry.phrasings.values() for one in texts))


def passage_first(passage: Passage, title: str) -> str:
    """Return a sentence as it stands alone: behind the title where it does not name its subject.

    "Отворен је пре подне" names none, and in Serbian nothing tells that it does not.
    """
    words = fold(plain(passage.html))
    named = any(_stands_in(one, words) for one in _content(title))
    if passage.place == 0 or (named and not hangs(plain(passage.html))):
        return passage.html
    first = fold(plain(passage.html)).split(maxsplit=1)[0].rstrip(".")
    goes_on = passage.html if first in _TITLES else within_sentence(passage.html)
    return f"<b>{escape(title)}</b>: {goes_on}"


def without_passage(answer: str, passage: Passage) -> str:
    """Return an answer without a sentence of it."""
    left = answer.replace(passage.html, "", 1)
    return re.sub(r" {2,}", " ", re.sub(r"\n{3,}", "\n\n", left)).strip()


def _counts(words: str, what: str) -> bool:
    if what in _PERCENT:
        return "%" in words
    return any(
        (one or "")[:_STEM] == what[:_STEM]
        for match in _NUMBERED.finditer(words)
        for one in match.groups()
    )


def _usual(entry: Entry, sayings: Sayings) -> frozenset[str]:
    """Return what an entry is about as a whole: its title, and what most ways of asking name."""
    found = set(sayings.title(entry.id))
    for texts in entry.phrasings.values():
        counted = Counter(one for text in texts for one in sayings.of_sentence(fold(text)))
        found.update(one for one, n in counted.items() if n >= policy.USUAL_AT_A_PACK * len(texts))
    return frozenset(found)


def _bridge(entry: Entry, text: str, sayings: Sayings) -> Mapping[str, float]:
    """Return what else the nearest way of asking names: "gpa" stands for "average needed"."""
    asked = sayings.distinguishing(text)
    whole = sum(asked.values())
    best: Sequence[str] | frozenset[str] = ()
    nearest = policy.NEAR_A_PHRASING * whole
    for texts in entry.phrasings.values():
        for one in texts:
            features = sayings.of_sentence(fold(one))
            shared = sum(tells for feature, tells in asked.items() if feature in features)
            if shared > nearest:
                best, nearest = features, shared
    return {one: policy.BY_THE_PHRASING * sayings.weight(one) for one in best}
