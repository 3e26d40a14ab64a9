"""The parts of the finder: weights, spelling, lexicon, calibration, centroids."""

import random

import numpy as np
import pytest

from knowledge.finder import learning
from knowledge.finder.calibration import Calibration, Circumstances, Evidence
from knowledge.finder.centroids import middle, nearest
from knowledge.finder.examples import Examples, FeatureMatrix, rarity_of
from knowledge.finder.features import Weighting, analyse, triples
from knowledge.finder.finder import Finder
from knowledge.finder.lexicon import Lexicon, Meaning
from knowledge.finder.softmax import Softmax, train
from knowledge.finder.spelling import Speller, count_words
from knowledge.finder.words import split, word
from tests.unit.knowledge.test_finder import EXAMPLES, LEXICON, OUTSIDE


def _texts(texts: list[list[int]]) -> FeatureMatrix:
    """Texts of features that weigh the same."""
    starts = np.cumsum([0, *map(len, texts)])
    rows = [row for text in texts for row in text]
    return FeatureMatrix(
        starts.astype(np.int32), np.array(rows, np.int32), np.full(len(rows), 0.7, np.float32)
    )


@pytest.mark.parametrize("told_apart", ["all", "rivals"])
def test_training_separates_what_can_be_separated(told_apart: str) -> None:
    weights = np.zeros((10, 4), np.float32)
    rivals = np.array([np.roll(np.arange(4), -label) for label in range(4)])
    train(
        _texts([[label, 9] for label in range(4)] * 3),
        np.array([0, 1, 2, 3] * 3),
        weights,
        passes=5,
        keys=[bytes([number]) for number in range(12)],
        rivals=rivals if told_apart == "rivals" else None,
    )
    model = Softmax.quantise(weights)
    for label in range(4):
        assert model.scores([label, 9], [0.7, 0.7]).argmax() == label


def test_scores_do_not_depend_on_the_order_of_the_features() -> None:
    chance = np.random.default_rng(5)
    model = Softmax.quantise(chance.normal(0, 3, (200, 50)).astype(np.float32))
    rows, values = chance.permutation(200)[:60], chance.uniform(0, 1, 60)
    order = chance.permutation(60)
    one = model.scores(rows.tolist(), values.tolist())
    other = model.scores(rows[order].tolist(), values[order].tolist())
    assert one.tolist() == other.tolist()


def test_rounded_weights_stay_near_the_trained_ones() -> None:
    weights = np.random.default_rng(5).normal(0, 3, (200, 50)).astype(np.float32)
    model = Softmax.quantise(weights)
    assert np.abs(model.trained() - weights).max() <= model.unit / 2 * 1.001


def test_many_messages_are_weighted_like_each_of_them_alone() -> None:
    texts = ["rok za papire i rok", "lova je stipendija", "koliko je potpisan ugovor o učenju"]
    messages = [analyse(split(text), LEXICON_SAMPLE) for text in texts]
    examples = Examples(messages)
    counts = examples.count()
    matrix = examples.weight(rarity_of(counts, len(texts)))
    weighting = Weighting.of(dict(zip(examples.rows, counts.tolist(), strict=True)), len(texts))
    for number, message in enumerate(messages):
        rows, values = matrix.example(number)
        alone = dict(zip(*weighting.vector(message), strict=True))
        assert dict(zip(rows.tolist(), values.tolist(), strict=True)) == pytest.approx(alone)


def test_the_nearest_labels_are_those_with_the_same_features() -> None:
    matrix = _texts([[0, 1], [0, 2], [5, 6], [5, 7]])
    centroids = middle(matrix, np.arange(4), count=4, features=8)
    assert nearest(centroids, 2).tolist() == [[0, 1], [1, 0], [2, 3], [3, 2]]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("dnevnca", "dnevnica"),
        ("dnevincom", "dnevincom"),  # too far from any
        ("kordinator", "koordinator"),
        ("stipendja", "stipendija"),
        ("rok", "rok"),
        ("rook", "rook"),  # too short to be corrected to "rok"
        ("2026", "2026"),
    ],
)
def test_a_misspelt_word_is_read_as_its_nearest_neighbour(written: str, meant: str) -> None:
    speller = Speller({"dnevnica": 5, "koordinator": 3, "stipendija": 4, "rok": 2})
    assert [one.text for one in speller.correct([word(written)])] == [meant]


def test_a_known_form_of_a_known_word_is_left_alone() -> None:
    speller = Speller({"stipendija": 1, "stipendist": 9})
    assert speller.correct([word("stipendiju")])[0].text == "stipendiju"


def test_of_two_neighbours_the_nearer_then_the_more_frequent_is_taken() -> None:
    speller = Speller({"praksa": 1, "prakse": 7})
    assert speller.correct([word("praksz")])[0].text == "prakse"


def test_only_the_first_unknown_words_are_corrected() -> None:
    speller = Speller({"koordinator": 1})
    corrected = speller.correct([word("kordinator")] * 12)
    assert [one.text for one in corrected].count("koordinator") == 8


def test_words_are_counted_over_all_texts() -> None:
    assert count_words([split("rok i rok"), split("Рок")]) == {"rok": 3, "i": 1}


LEXICON_SAMPLE = Lexicon(
    [
        Meaning("money", ("лова", "lovu", "stipendija"), ("money",)),
        Meaning("agreement", ("ugovor o učenju",), ("learning agreement",)),
        Meaning("prize", ("nagrad*",), ()),
        Meaning("deadline", ("rok",), ("deadline",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("stipendiju", ["money"]),  # another ending
        ("lova", ["money"]),  # written in Cyrillic in the lexicon
        ("lov", []),  # a short word stands only for itself
        ("potpisan ugovor o učenju", ["agreement"]),
        ("УГОВОРА О УЧЕЊУ", ["agreement"]),
        ("learning agreements", ["agreement"]),
        ("ugovor", []),
        ("nagrađivanje", ["prize"]),
        ("rok, deadline i stipendija", ["deadline", "deadline", "money"]),
    ],
)
def test_the_lexicon_finds_words_with_their_endings_and_phrases(
    text: str, meanings: list[str]
) -> None:
    found, bare = LEXICON_SAMPLE.meanings(split(text))
    assert found == meanings
    assert len(bare) < len(split(text)) or not meanings


def _weighting(*texts: str) -> Weighting:
    examples = Examples(analyse(split(text), LEXICON_SAMPLE) for text in texts)
    counts = dict(zip(examples.rows, examples.count().tolist(), strict=True))
    return Weighting.of(counts, len(texts))


def test_words_without_a_meaning_weigh_against_the_meanings() -> None:
    weighting = _weighting("rok", "lova")
    row, _ = weighting.places["@deadline"]

    def weight(text: str) -> float:
        message = analyse(split(text), LEXICON_SAMPLE)
        return dict(zip(*weighting.vector(message), strict=True))[row]

    assert weight("rok") > weight("rok nepoznato") > weight("rok sasvim nepoznato nečega")


def test_a_bare_number_carries_no_weight() -> None:
    assert analyse(split("imam 61 poen"), LEXICON_SAMPLE) == analyse(
        split("imam poen"), LEXICON_SAMPLE
    )
    assert analyse(split("KA131"), LEXICON_SAMPLE).stems == ["=ka131"]


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("kolko traje", "koliko traje"),
        ("Колко траје", "koliko traje"),
        ("jel mogu", "da li mogu"),
        ("nemogu", "ne mogu"),
    ],
)
def test_a_spoken_spelling_is_read_as_the_written_one(spoken: str, written: str) -> None:
    assert split(spoken) == split(written)


def test_letter_triples_know_the_edges_of_a_word() -> None:
    assert triples("rok") == (" ro", "rok", "ok ")


def test_unknown_words_are_a_share_of_the_message() -> None:
    weighting = _weighting("rok za papire")
    assert weighting.unknown(analyse(split("rok za papire"), LEXICON_SAMPLE)) == 0
    assert weighting.unknown(analyse(split("qwerty uiop"), LEXICON_SAMPLE)) == 1
    assert 0 < weighting.unknown(analyse(split("rok uiop"), LEXICON_SAMPLE)) < 1


def test_a_score_is_the_share_that_was_right() -> None:
    chance = random.Random(3)
    answers = []
    about = Circumstances(outside=0.1, unknown=0.0, words=6)
    for _ in range(4000):
        probability = chance.uniform(0.02, 0.98)
        # The model is too sure: it is right less often than it thinks.
        right = chance.random() < probability**2
        answers.append((Evidence(probability, about), right, 1.0))
    calibration = Calibration.learn(answers)
    for low in (0.2, 0.4, 0.6, 0.8):
        scores = calibration.scores([evidence.probability for evidence, _, _ in answers], about)
        group = [
            (score, right)
            for score, (_, right, _) in zip(scores, answers, strict=True)
            if low <= score < low + 0.15
        ]
        mean = sum(score for score, _ in group) / len(group)
        share = sum(right for _, right in group) / len(group)
        assert abs(mean - share) < 0.06


def test_scores_stay_finite_when_every_answer_was_right() -> None:
    about = Circumstances(outside=0.0, unknown=0.0, words=5)
    always = [(Evidence(0.9, about), True, 1.0)] * 50
    (score,) = Calibration.learn(always).scores([1.0], about)
    assert 0.9 < score <= 1


def test_a_surer_model_never_scores_lower() -> None:
    finder = Finder.fit(EXAMPLES, outside=OUTSIDE, lexicon=LEXICON)
    scores = [score for _, score in finder.rank("rok za papire")]
    odds = [evidence.probability for _, evidence in finder.evidence("rok za papire")]
    assert scores == sorted(scores, reverse=True)
    assert odds == sorted(odds, reverse=True)


def test_very_many_labels_are_found_by_the_middle_of_their_examples(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learning, "_MOST_WEIGHTS", 0)
    finder = Finder.fit(EXAMPLES, outside=OUTSIDE, lexicon=LEXICON)
    assert type(finder.trained.model).__name__ == "Centroids"
    for text, label in (
        ("kolika je dnevnica", "grant"),
        ("deadline for papers", "deadline"),
        ("brucos sam", "first-year"),
    ):
        assert finder.rank(text)[0][0] == label
    assert all(score < 0.5 for _, score in finder.rank("xyzzy"))
