"""Which label a message means, in order of likelihood."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.finder.calibration import Calibration, Circumstances, Evidence
from knowledge.finder.centroids import Centroids, middle
from knowledge.finder.features import Analysis, Weighting, analyse
from knowledge.finder.lexicon import Lexicon
from knowledge.finder.softmax import Softmax, Vector, fixed_point, passes_for, train
from knowledge.finder.spelling import Speller, count_words
from knowledge.finder.words import Word, split

# The label of what no label stands for; never returned.
OUTSIDE = ""
# Every fifth example of a label is held out once, to calibrate the scores.
_HELD_OUT = 5
# Of more than these every other, or every third ... is enough.
_MOST_HELD_OUT = 5_000
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


@dataclass(frozen=True, slots=True)
class _Message:
    """What was found out about a message, whichever labels are asked for."""

    text: str
    scores: Sequence[float]
    unknown: float
    words: int


class Finder:
    """Ranks labels for a text. Made by `fit`; the same examples always give the same finder."""

    def __init__(self, trained: Trained, lexicon: Lexicon) -> None:
        self.trained = trained
        self._lexicon = lexicon
        known = {**dict.fromkeys(lexicon.vocabulary(), 1), **trained.vocabulary}
        self._speller = Speller(known)
        self._outside = trained.labels.index(OUTSIDE) if OUTSIDE in trained.labels else -1
        self._taken_in = self._take_in("")
        self._among: dict[frozenset[str], frozenset[int]] = {}

    @classmethod
    def fit(
        cls,
        examples: Sequence[tuple[str, str]],
        *,
        about: Sequence[tuple[str, str]] = (),
        outside: Sequence[str] = (),
        lexicon: Lexicon | None = None,
        calibration: Calibration | None = None,
        passes: int | None = None,
    ) -> "Finder":
        """Learn which label a text means.

        Args:
            examples: `(text, label)`: what people write, and what they mean.
            about: `(text, label)`: other texts about a label, such as its answer. They teach words,
                but do not count where scores are calibrated.
            outside: texts that mean none of the labels.
            lexicon: words that mean the same.
            calibration: taken over from another finder, instead of measuring it again.
            passes: how often training goes through the examples; by default as their number asks.

        Raises:
            ValueError: when there are no examples.
        """
        if not examples:
            raise ValueError("a finder needs examples: pairs of text and label")
        lexicon = lexicon or Lexicon()
        foreign = [(text, OUTSIDE) for text in outside]
        passes = passes or passes_for(len(examples) + len(about) + len(foreign))
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
        # A question is often looked for twice: among one institution's labels, and among all.
        if text != self._taken_in.text:
            self._taken_in = self._take_in(text)
        message, labels = self._taken_in, self.trained.labels
        numbers, odds = self.trained.model.odds(
            message.scores, None if among is None else self._numbers(frozenset(among))
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
            Circumstances(outside, message.unknown, message.words),
        )

    def read(self, text: str) -> Analysis:
        """What a message is made of, slips of the pen corrected."""
        return analyse(self._speller.correct(split(text)), self._lexicon)

    def _take_in(self, text: str) -> _Message:
        message = self.read(text)
        weighting = self.trained.weighting
        scores = self.trained.model.scores(fixed_point(weighting.vector(message)))
        return _Message(text, scores, weighting.unknown(message), len(message.stems))

    def _numbers(self, among: frozenset[str]) -> frozenset[int]:
        """The numbers of some labels, and of the outside: it is never ruled out."""
        numbers = self._among.get(among)
        if numbers is None:
            labels = enumerate(self.trained.labels)
            numbers = frozenset(n for n, label in labels if label == OUTSIDE or label in among)
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
    def analysed(texts: Iterable[str]) -> Iterator[Analysis]:
        return (analyse(split(text), lexicon) for text in texts)

    weighting = Weighting.learn(analysed(text for text, _ in examples))

    def vectors(texts: Iterable[str]) -> Iterator[Vector]:
        return (fixed_point(weighting.vector(one)) for one in analysed(texts))

    labels = tuple(sorted({label for _, label in examples}, key=lambda label: (not label, label)))
    rows = len(weighting.rows)
    model: Softmax | Centroids
    if len(labels) * rows <= _MOST_WEIGHTS:
        numbers = {label: number for number, label in enumerate(labels)}
        meant = [numbers[label] for _, label in examples]
        texts = list(vectors(text for text, _ in examples))
        model = train(texts, meant, len(labels), rows, passes)
    else:
        # Of so many examples nothing is kept but what is added up: each is taken apart twice.
        of_label: dict[str, list[str]] = defaultdict(list)
        for text, label in examples:
            of_label[label].append(text)
        model = middle((vectors(of_label[label]) for label in labels), rows)
    return Trained(labels, weighting, model, Calibration(), count_words(map(_words_of, examples)))


def _words_of(example: tuple[str, str]) -> list[Word]:
    return split(example[0])


def _calibrate(
    finder: Finder, held_out: Sequence[tuple[str, str]], held_outside: Sequence[tuple[str, str]]
) -> Calibration:
    """The outside counts as much as a fourth of the examples, however many there are of it."""
    held_out = held_out[:: len(held_out) // _MOST_HELD_OUT + 1]
    weight = len(held_out) / (_INSIDE_TO_OUTSIDE * len(held_outside)) if held_outside else 0.0
    answers: list[tuple[Evidence, bool, float]] = []
    for messages, counts in ((held_out, 1.0), (held_outside, weight)):
        for text, label in messages:
            best, evidence = finder.evidence(text, limit=1)[0]
            answers.append((evidence, best == label, counts))
    return Calibration.learn(answers)
