"""Learning on after a few labels changed, instead of from nothing."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from knowledge.finder.examples import Examples, keys_of, rarity_of
from knowledge.finder.features import Weighting, analyse
from knowledge.finder.learning import OUTSIDE, Trained
from knowledge.finder.lexicon import Lexicon
from knowledge.finder.softmax import Softmax, train
from knowledge.finder.spelling import count_words
from knowledge.finder.words import split

Example = tuple[str, str]

# Of the labels that a changed one is taken for, so many are learned again beside each example.
_RIVALS = 3
# Examples of these rivals, and of all others, that are gone through again.
_MOST_OF_RIVALS, _MOST_OF_OTHERS = 3000, 4000
_PASSES, _FIRST_STEP = 2, 1.0


def update(
    old: Trained, changed: Collection[str], told: Sequence[Example], lexicon: Lexicon
) -> Trained:
    """Learn the examples of changed labels, starting from what was learnt before.

    Labels that are no longer there are forgotten. The features' rarity and the calibration stay
    those of the last whole fit.

    Args:
        old: what was learnt, with `Softmax` as its model.
        changed: labels whose examples are others than they were, new ones included.
        told: all examples, as they are now.
        lexicon: words that mean the same.

    Raises:
        TypeError: when the old model is not a `Softmax`.
    """
    if not isinstance(old.model, Softmax):
        raise TypeError("only a Softmax model can be learned on from")
    own = [example for example in told if example[1] in changed]
    others = [example for example in told if example[1] not in changed]
    rivals = _rivals(old, own, lexicon) - set(changed)
    near = _every([one for one in others if one[1] in rivals], _MOST_OF_RIVALS)
    far = _every([one for one in others if one[1] not in rivals], _MOST_OF_OTHERS)
    chosen = [*own, *near, *far]

    features = {feature: row for row, feature in enumerate(old.counts)}
    examples = Examples((analyse(split(text), lexicon) for text, _ in chosen), features)
    counts = examples.count()
    counts[: len(old.counts)] = np.maximum(counts[: len(old.counts)], list(old.counts.values()))
    names = tuple(sorted({label for _, label in told}, key=lambda label: (not label, label)))
    numbers = {label: number for number, label in enumerate(names)}
    weights = np.zeros((len(features), len(names)), np.float32)
    before = old.model.trained()
    for number, label in enumerate(old.labels):
        if label in numbers:
            weights[: len(before), numbers[label]] = before[:, number]
    train(
        examples.weight(rarity_of(counts, old.examples)),
        np.array([numbers[label] for _, label in chosen], np.intp),
        weights,
        _PASSES,
        keys=keys_of(chosen),
        first_step=_FIRST_STEP,
    )
    new_words = count_words(split(text) for text, _ in own)
    return replace(
        old,
        labels=names,
        counts=dict(zip(features, counts.tolist(), strict=True)),
        model=Softmax.quantise(weights),
        vocabulary={**new_words, **old.vocabulary},
    )


def _rivals(old: Trained, own: Sequence[Example], lexicon: Lexicon) -> set[str]:
    """Return the labels that the examples are taken for now."""
    weighting = Weighting.of(old.counts, old.examples)
    found: set[str] = set()
    for text, _ in own:
        scores = old.model.scores(*weighting.vector(analyse(split(text), lexicon)))
        found.update(old.labels[place] for place in np.argsort(-scores)[:_RIVALS].tolist())
    return found | {OUTSIDE}


def _every(examples: Sequence[Example], most: int) -> Sequence[Example]:
    """Return at most so many of the examples, evenly spread."""
    return examples[:: len(examples) // most + 1]
