"""Which label a message means, in order of likelihood."""

import math
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from knowledge.finder.asides import leave_out_asides
from knowledge.finder.calibration import Calibration, Circumstances, Evidence
from knowledge.finder.features import Analysis, Weighting, analyse
from knowledge.finder.learning import OUTSIDE, Lesson, Trained
from knowledge.finder.lexicon import Lexicon
from knowledge.finder.spelling import Speller
from knowledge.finder.words import split_message

# Log-odds of a label that nothing speaks for, where a model knows only the near ones.
_FAR, _SMALLEST = -1e3, 1e-300
# Choices of labels to find among, one for each institution; more are not remembered.
_MOST_CHOICES = 16
# Texts and priors of running conversations; more are not remembered.
_MOST_TEXTS, _MOST_PRIORS = 16, 256
# A fifth of a label's examples is held out once, to calibrate the scores.
_HELD_OUT = 5
# Of more than these every other, or every third ... is enough.
_MOST_HELD_OUT = 5_000
# How many questions people ask that have a label, for each that has none (assumed, not measured).
_INSIDE_TO_OUTSIDE = 4
# A word that stands in fewer examples is a chance one.
_COMMON = 5


LogOdds: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """What is known of the labels before a text is read.

    Attributes:
        log_odds: what is added to the log-odds of each label, in the order of `Finder.labels`.
        outside: what is added to those of "none of the labels".
        like: another text whose evidence counts too.
        weight: how much it counts beside the text that is ranked.
        reach: the most that it says against a label, as log-odds.
        own: how much the evidence of the text that is ranked counts.
    """

    log_odds: LogOdds = field(default_factory=lambda: np.zeros(1))
    outside: float = 0.0
    like: str = ""
    weight: float = 0.0
    reach: float = 0.0
    own: float = 1.0


@dataclass(frozen=True, slots=True)
class _Message:
    """What was found out about a message, whichever labels are asked for."""

    scores: LogOdds
    unknown: float
    words: int


class Finder:
    """Ranks labels for a text. Made by `fit`, or from what was learnt before."""

    def __init__(self, trained: Trained, lexicon: Lexicon, stems: Set[str] | None = None) -> None:
        """Rank with what was learned.

        Args:
            trained: what was learned.
            lexicon: words that mean the same.
            stems: those of all known words, where they are known.
        """
        self.trained = trained
        self.lexicon = lexicon
        known = {**dict.fromkeys(lexicon.vocabulary(), 1), **trained.vocabulary}
        self._words = frozenset(known)
        self.speller = Speller(known, stems)
        self.weighting = Weighting.of(trained.counts, trained.examples)
        self._number = {label: number for number, label in enumerate(trained.labels)}
        self._outside = trained.labels.index(OUTSIDE) if OUTSIDE in trained.labels else -1
        self._among: dict[frozenset[str], npt.NDArray[np.intp]] = {}
        # A question is often looked for twice: among one institution's labels, and among all.
        self.read = lru_cache(_MOST_TEXTS)(self.analyse)
        self._message = lru_cache(_MOST_TEXTS)(self._take_in)
        # Titles and names are asked for again from message to message.
        self._scores_of = lru_cache(_MOST_PRIORS)(self._score)
        self._log_odds_of = lru_cache(_MOST_PRIORS)(self._add_up)

    @property
    def labels(self) -> Sequence[str]:
        """Return the labels in the order in which log-odds are given for them."""
        return self.trained.labels

    @classmethod
    def fit(
        cls,
        examples: Sequence[tuple[str, str]],
        *,
        about: Sequence[tuple[str, str]] = (),
        outside: Sequence[str] = (),
        lexicon: Lexicon | None = None,
    ) -> "Finder":
        """Learn which label a text means.

        Args:
            examples: `(text, label)`: what people write, and what they mean.
            about: `(text, label)`: other texts about a label, such as its answer. They teach words,
                but do not count where scores are calibrated.
            outside: texts that mean none of the labels.
            lexicon: words that mean the same.

        Raises:
            ValueError: when there are no examples.
        """
        if not examples:
            raise ValueError("a finder needs examples: pairs of text and label")
        lexicon = lexicon or Lexicon()
        lesson = Lesson.of(examples, about, outside, lexicon)
        held = _held_out(lesson)
        trial = cls(lesson.train(~np.isin(np.arange(len(lesson.texts)), held)), lexicon)
        calibration = trial._calibrated(lesson, held)
        return cls(replace(lesson.train(), calibration=calibration), lexicon)

    def rank(
        self,
        text: str,
        among: Collection[str] | None = None,
        *,
        limit: int | None = None,
        prior: Prior | None = None,
        evidence: LogOdds | None = None,
    ) -> list[tuple[str, float]]:
        """Return the labels, best first, each with a score; the first `limit` of them.

        The score of the best is the share of such answers that are right, 0 to 1, as measured on
        held-out examples. With `among` given, other labels are ruled out beforehand; with `prior`
        given, what is known before the text is read counts as well, and with `evidence` what else
        speaks for each of `labels`, as log-odds.
        """
        likeliest, about = self._likeliest(text, among, limit, prior, evidence)
        scores = self.trained.calibration.scores([odds for _, odds in likeliest], about)
        return [(label, score) for (label, _), score in zip(likeliest, scores, strict=True)]

    def evidence(
        self, text: str, among: Collection[str] | None = None, *, limit: int | None = None
    ) -> list[tuple[str, Evidence]]:
        """Return the labels, the most probable first, each with what its score rests on."""
        likeliest, about = self._likeliest(text, among, limit)
        return [(label, Evidence(probability, about)) for label, probability in likeliest]

    def log_probabilities(
        self, text: str, among: Collection[str]
    ) -> tuple[dict[str, float], float]:
        """Return the model's log-probability of some labels and of the outside, among all labels.

        Unlike scores they are not calibrated: they are evidence for who combines them with more.
        """
        scores = self._message(text).scores
        highest = float(scores.max(initial=_FAR))
        total = highest + math.log(float(np.exp(scores - highest).sum()))
        found = {label: float(scores[self._number[label]]) - total for label in among}
        outside = float(scores[self._outside]) - total if self._outside >= 0 else _FAR
        return found, outside

    def support(self, text: str) -> tuple[LogOdds, LogOdds]:
        """Return how far the words of a text alone speak for each label.

        By how many standard deviations more than for the average label, and by what log-odds more
        than for none of the labels.
        """
        scores = self._message(text).scores
        above = (scores - scores.mean()) / (scores.std() or 1.0)
        outside = scores[self._outside] if self._outside >= 0 else scores
        return above, scores - outside

    def _likeliest(
        self,
        text: str,
        among: Collection[str] | None,
        limit: int | None,
        prior: Prior | None = None,
        more: LogOdds | None = None,
    ) -> tuple[list[tuple[str, float]], Circumstances]:
        """Return the labels with their probabilities, best first, and what holds for all."""
        message = self._message(text)
        scores, numbers = message.scores, None
        if prior is not None:
            scores = prior.own * scores + self._log_odds_of(prior)
        if more is not None:
            scores = scores + more
        if among is not None:
            numbers = self._numbers(frozenset(among))
            scores = scores[numbers]
        # Ufuncs reduce in a third of the time that methods of arrays take.
        odds = np.exp(scores - np.maximum.reduce(scores, initial=_FAR))
        probabilities = odds / max(np.add.reduce(odds), _SMALLEST)
        # One more than wanted: the outside may be among them.
        order = _first(probabilities, len(probabilities) if limit is None else limit + 1)
        likeliest: list[tuple[str, float]] = []
        shares = probabilities[order].tolist()
        outside = 0.0
        if self._outside >= 0 and len(probabilities):
            outside = float(probabilities[-1])
        for place, share in zip(order.tolist(), shares, strict=True):
            number = place if numbers is None else int(numbers[place])
            if number != self._outside:
                likeliest.append((self.trained.labels[number], share))
        return likeliest[:limit], Circumstances(outside, message.unknown, message.words)

    def _add_up(self, prior: Prior) -> LogOdds:
        """Return what a prior adds to each label's log-odds."""
        added = prior.log_odds
        if prior.outside and self._outside >= 0:
            added = added.copy()
            added[self._outside] = prior.outside
        if prior.like:
            near = self._scores_of(prior.like)
            added = added + prior.weight * np.maximum(near - near.max(), -prior.reach)
        return added

    def knows_word(self, folded: str) -> bool:
        """Return whether this very word stands in the examples or in the lexicon."""
        return folded in self._words

    def is_common_word(self, folded: str) -> bool:
        """Return whether this very word stands in several examples."""
        return self.trained.vocabulary.get(folded, 0) >= _COMMON

    def analyse(self, text: str) -> Analysis:
        """Return what a text is made of, slips of the pen corrected and asides left out.

        Of a message, which is asked for again and again, `read` does.
        """
        return analyse(self.speller.correct(split_message(leave_out_asides(text))), self.lexicon)

    def _take_in(self, text: str) -> _Message:
        analysis = self.read(text)
        unknown = self.weighting.unknown(analysis)
        return _Message(self._scored(analysis), unknown, len(analysis.stems))

    def _score(self, text: str) -> LogOdds:
        return self._scored(self.analyse(text))

    def _scored(self, analysis: Analysis) -> LogOdds:
        return self.trained.model.scores(*self.weighting.vector(analysis))

    def _numbers(self, among: frozenset[str]) -> npt.NDArray[np.intp]:
        """Return the numbers of some labels, and of the outside: it is never ruled out."""
        numbers = self._among.get(among)
        if numbers is None:
            labels = enumerate(self.trained.labels)
            numbers = np.array(
                [n for n, label in labels if label == OUTSIDE or label in among], np.intp
            )
            if len(self._among) < _MOST_CHOICES:
                self._among[among] = numbers
        return numbers

    def _calibrated(self, lesson: Lesson, held: npt.NDArray[np.intp]) -> Calibration:
        """Weigh the outside as a fourth of the examples, however many there are of it."""
        texts = [(lesson.texts[place], lesson.names[lesson.labels[place]]) for place in held]
        held_out = [one for one in texts if one[1] != OUTSIDE]
        held_outside = [one for one in texts if one[1] == OUTSIDE]
        held_out = held_out[:: len(held_out) // _MOST_HELD_OUT + 1]
        weight = len(held_out) / (_INSIDE_TO_OUTSIDE * len(held_outside)) if held_outside else 0.0
        answers: list[tuple[Evidence, bool, float]] = []
        for messages, counts in ((held_out, 1.0), (held_outside, weight)):
            for text, label in messages:
                best, evidence = self.evidence(text, limit=1)[0]
                answers.append((evidence, best == label, counts))
        return Calibration.learn(answers)


def _first(numbers: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.intp]:
    """Return the places of the greatest numbers, the greatest first; of equal ones in order.

    Putting all of them in order takes longer than finding them.
    """
    if count >= len(numbers):
        places = np.arange(len(numbers))
    else:
        # Methods, since the functions of the same names take as long again to find them.
        ordered = numbers.copy()
        ordered.partition(-count)
        (places,) = (numbers >= ordered[-count]).nonzero()
    return places[(-numbers[places]).argsort(kind="stable")][:count]


def _held_out(lesson: Lesson) -> npt.NDArray[np.intp]:
    """Return the positions of a fifth of what people may ask, label by label, by their keys."""
    of_label: dict[int, list[int]] = {}
    for position, label in enumerate(lesson.labels[: lesson.asked].tolist()):
        of_label.setdefault(label, []).append(position)
    keys = lesson.keys
    held = [
        position
        for positions in of_label.values()
        for position in sorted(positions, key=lambda one: blake2b(keys[one]).digest())[
            : len(positions) // _HELD_OUT
        ]
    ]
    return np.array(sorted(held), np.intp)
