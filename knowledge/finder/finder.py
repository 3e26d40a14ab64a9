"""Which label a message means, in order of likelihood."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.finder.calibration import Calibration, Circumstances, Evidence
from knowledge.finder.centroids import Centroids, middle
from knowledge.finder.features import Weighting, analyse
from knowledge.finder.lexicon import Lexicon
from knowledge.finder.softmax import PASSES, Softmax, fixed_point, train
from knowledge.finder.spelling import Speller, count_words
from knowledge.finder.words import split

# The label of what no label stands for; never returned.
OUTSIDE = ""
# Every fifth example of a label is held out once, to calibrate the scores.
_HELD_OUT = 5
# How many questions people ask that have a label, for each that has none (assumed, not measured).
_INSIDE_TO_OUTSIDE = 4
# One weight per feature and label, four bytes each: up to 256 MiB.
_MOST_WEIGHTS = 2**26
# Choices of labels to find among, one for each institution; more are not remembered.
_MOST_CHOICES = 16


@dataclass(frozen=True, slots=True)
class Trained:
    """What was learned from examples; everything that a finder needs, and can be kept.

    Attributes:
        labels: by number; the last may be `OUTSIDE`.
        weighting: the features and their rarity.
        model: scores per label; `Centroids` where there are too many labels for `Softmax`.
        calibration: from the model's probabilities to scores.
        vocabulary: the words of the examples, and how often each stands.
    """

    labels: tuple[str, ...]
    weighting: Weighting
    model: Softmax | Centroids
    calibration: Calibration
    vocabulary: dict[str, int]


class Finder:
    """Ranks labels for a text. Made by `fit`; the same examples always give the same finder."""

    def __init__(self, trained: Trained, lexicon: Lexicon) -> None:
        self.trained = trained
        self._lexicon = lexicon
        known = {**dict.fromkeys(lexicon.vocabulary(), 1), **trained.vocabulary}
        self._speller = Speller(known)
        self._outside = trained.labels.index(OUTSIDE) if OUTSIDE in trained.labels else -1
        self._among: dict[frozenset[str], tuple[int, ...]] = {}

    @classmethod
    def fit(
        cls,
        examples: Sequence[tuple[str, str]],
        *,
        about: Sequence[tuple[str, str]] = (),
        outside: Sequence[str] = (),
        lexicon: Lexicon | None = None,
        calibration: Calibration | None = None,
        passes: int = PASSES,
    ) -> "Finder":
        """Learn which label a text means.

        Args:
            examples: `(text, label)`: what people write, and what they mean.
            about: `(text, label)`: other texts about a label, such as its answer. They teach words,
                but do not count where scores are calibrated.
            outside: texts that mean none of the labels.
            lexicon: words that mean the same.
            calibration: taken over from another finder, instead of measuring it again.
            passes: how often training goes through the examples.

        Raises:
            ValueError: when there are no examples.
        """
        if not examples:
            raise ValueError("a finder needs examples: pairs of text and label")
        lexicon = lexicon or Lexicon()
        foreign = [(text, OUTSIDE) for text in outside]
        if calibration is None:
            kept, held = _split(examples)
            kept_outside, held_outside = _split(foreign)
            trial = _train([*kept, *kept_outside, *about], lexicon, passes)
            calibration = _calibrate(cls(trial, lexicon), held, held_outside)
        trained = _train([*examples, *foreign, *about], lexicon, passes)
        return cls(replace(trained, calibration=calibration), lexicon)

    def rank(
        self, text: str, among: Collection[str] | None = None, *, limit: int | None = None
    ) -> list[tuple[str, float]]:
        """The labels, best first, each with a score; the first `limit` of them.

        The score of the best is the share of such answers that are right, 0 to 1, as measured on
        held-out examples. With `among` given, other labels are ruled out beforehand.
        """
        likeliest, about = self._likeliest(text, among, limit)
        scores = self.trained.calibration.scores([odds for _, odds in likeliest], about)
        return [(label, score) for (label, _), score in zip(likeliest, scores, strict=True)]

    def evidence(
        self, text: str, among: Collection[str] | None = None, *, limit: int | None = None
    ) -> list[tuple[str, Evidence]]:
        """The labels, the most probable first, each with what its score rests on."""
        likeliest, about = self._likeliest(text, among, limit)
        return [(label, Evidence(probability, about)) for label, probability in likeliest]

    def _likeliest(
        self, text: str, among: Collection[str] | None, limit: int | None
    ) -> tuple[list[tuple[str, float]], Circumstances]:
        """The labels with their probabilities, best first, and what holds for all of them."""
        message = analyse(self._speller.correct(split(text)), self._lexicon)
        weighting, labels = self.trained.weighting, self.trained.labels
        numbers, odds = self.trained.model.odds(
            fixed_point(weighting.vector(message)),
            None if among is None else self._numbers(frozenset(among)),
        )
        total = sum(odds)
        outside = odds[numbers.index(self._outside)] / total if self._outside in numbers else 0.0
        wanted = len(odds) if limit is None else limit
        # One more than wanted: the outside may be among them.
        least = sorted(odds)[-wanted - 1] if wanted < len(odds) else 0.0
        likeliest = sorted(
            (-one / total, labels[number])
            for one, number in zip(odds, numbers, strict=True)
            if one >= least and number != self._outside
        )
        return (
            [(label, -probability) for probability, label in likeliest[:wanted]],
            Circumstances(outside, weighting.unknown(message), len(message.stems)),
        )

    def _numbers(self, among: frozenset[str]) -> tuple[int, ...]:
        """The numbers of some labels, and of the outside: it is never ruled out."""
        numbers = self._among.get(among)
        if numbers is None:
            labels = enumerate(self.trained.labels)
            numbers = tuple(n for n, label in labels if label == OUTSIDE or label in among)
            if len(self._among) < _MOST_CHOICES:
                self._among[among] = numbers
        return numbers


def _split(
    examples: Iterable[tuple[str, str]],
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The examples without every fifth of each label, and these."""
    kept: list[tuple[str, str]] = []
    held: list[tuple[str, str]] = []
    seen: Counter[str] = Counter()
    for example in examples:
        seen[example[1]] += 1
        (kept if seen[example[1]] % _HELD_OUT else held).append(example)
    return kept, held


def _train(examples: Sequence[tuple[str, str]], lexicon: Lexicon, passes: int) -> Trained:
    words = [split(text) for text, _ in examples]
    analysed = [analyse(some, lexicon) for some in words]
    weighting = Weighting.learn(analysed)
    labels = tuple(sorted({label for _, label in examples}, key=lambda label: (not label, label)))
    numbers = {label: number for number, label in enumerate(labels)}
    texts = [fixed_point(weighting.vector(one)) for one in analysed]
    meant = [numbers[label] for _, label in examples]
    model: Softmax | Centroids
    if len(labels) * len(weighting.rows) <= _MOST_WEIGHTS:
        model = train(texts, meant, len(labels), len(weighting.rows), passes)
    else:
        model = middle(texts, meant, len(labels), len(weighting.rows))
    return Trained(labels, weighting, model, Calibration(), count_words(words))


def _calibrate(
    finder: Finder, held_out: Sequence[tuple[str, str]], held_outside: Sequence[tuple[str, str]]
) -> Calibration:
    """The outside counts as much as a fourth of the examples, however many there are of it."""
    weight = len(held_out) / (_INSIDE_TO_OUTSIDE * len(held_outside)) if held_outside else 0.0
    answers: list[tuple[Evidence, bool, float]] = []
    for messages, counts in ((held_out, 1.0), (held_outside, weight)):
        for text, label in messages:
            best, evidence = finder.evidence(text)[0]
            answers.append((evidence, best == label, counts))
    return Calibration.learn(answers)
