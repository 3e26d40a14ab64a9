"""Compare the finder with simpler methods, and fit it to many labels.

First all methods learn the phrasings of the entries and answer the same questions in one run: those
of strangers, and fresh ones. Then the finder learns 150 labels, as many as CLINC150 has. That data
set is in no package registry and is not fetched; made-up examples tell the time that it takes, and
nothing of accuracy, which `python -m knowledge classify` measures where somebody has the file.

    python -m benchmarks.finding
"""

import math
import random
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process

from knowledge.evaluation.question import FRESH, STRANGERS, LabelledQuestion, read_questions
from knowledge.finder import Finder
from knowledge.finder.lexicon import Lexicon
from knowledge.finder.words import split
from knowledge.parts import FOLDER
from knowledge.understanding import about, fit, material_of, phrasings

Example = tuple[str, str]
Rank = Callable[[str], Sequence[str]]

_PLACES = 3
# The usual constants of BM25.
_SATURATION, _LENGTH = 1.5, 0.75
_LABELS, _EXAMPLES, _ASKED = 150, 100, 30


def main() -> None:
    entries, meanings, outside = material_of(FOLDER)
    examples = [*phrasings(entries), *about(entries)]
    questions = [one for one in read_questions(STRANGERS) if one.entry is not None]
    fresh = [one for one in read_questions(FRESH) if one.entry is not None]
    methods: dict[str, Callable[[], Rank]] = {
        "rapidfuzz token_set_ratio": lambda: _fuzzy(examples),
        "BM25 over stems": lambda: _bm25(examples),
        "the finder": lambda: _of(fit(entries, outside, Lexicon(meanings))),
    }
    print(f"{len(entries)} entries, {len(examples)} examples; first right / among three")
    print(f"{'':<26} {'strangers':>13} {'fresh':>13} {'ms':>8} {'fit s':>7} {'MiB':>6}")
    for name, learn in methods.items():
        tracemalloc.start()
        rank = learn()
        size = tracemalloc.get_traced_memory()[0] / 2**20
        tracemalloc.stop()
        begun = time.process_time()  # anew: tracing slows it down
        rank = learn()
        fitted = time.process_time() - begun
        begun = time.process_time()
        shares = [_shares(rank, asked) for asked in (questions, fresh)]
        each = 1000 * (time.process_time() - begun) / (len(questions) + len(fresh))
        told = " ".join(f"{first:>6.3f}/{three:.3f}" for first, three in shares)
        print(f"{name:<26} {told} {each:>8.2f} {fitted:>7.1f} {size:>6.0f}")
    _many_labels()


def _shares(rank: Rank, questions: Sequence[LabelledQuestion]) -> tuple[float, float]:
    places = []
    for question in questions:
        found, right = rank(question.text), {question.entry, *question.also}
        places.append(next((place for place, name in enumerate(found) if name in right), _PLACES))
    return (
        sum(place == 0 for place in places) / len(places),
        sum(place < _PLACES for place in places) / len(places),
    )


def _of(finder: Finder) -> Rank:
    return lambda text: [name for name, _ in finder.rank(text, limit=_PLACES)]


def _stems(text: str) -> list[str]:
    return [word.stem for word in split(text)]


def _best(scores: Counter[str]) -> list[str]:
    return [name for name, _ in scores.most_common(_PLACES)]


def _fuzzy(examples: Sequence[Example]) -> Rank:
    """Rank entries by their likest example."""
    texts = [" ".join(_stems(text)) for text, _ in examples]

    def rank(text: str) -> list[str]:
        asked = " ".join(_stems(text))
        near = process.extract(asked, texts, scorer=fuzz.token_set_ratio, limit=50)
        scores: Counter[str] = Counter()
        for _, score, place in near:
            label = examples[place][1]
            scores[label] = max(scores[label], int(1000 * score))
        return _best(scores)

    return rank


def _bm25(examples: Sequence[Example]) -> Rank:
    """Rank entries by their likest example."""
    counted = [Counter(_stems(text)) for text, _ in examples]
    mean = sum(map(Counter.total, counted)) / len(counted)
    weights: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, counts in enumerate(counted):
        long = 1 - _LENGTH + _LENGTH * counts.total() / mean
        for stem, count in counts.items():
            share = count * (_SATURATION + 1) / (count + _SATURATION * long)
            weights[stem].append((place, share))
    rarity = {
        stem: math.log(1 + (len(counted) - len(found) + 0.5) / (len(found) + 0.5))
        for stem, found in weights.items()
    }

    def rank(text: str) -> list[str]:
        of_example: defaultdict[int, float] = defaultdict(float)
        for stem in _stems(text):
            for place, share in weights.get(stem, ()):
                of_example[place] += rarity[stem] * share
        scores: dict[str, float] = {}
        for place, score in of_example.items():
            label = examples[place][1]
            scores[label] = max(scores.get(label, 0.0), score)
        return sorted(scores, key=scores.__getitem__, reverse=True)[:_PLACES]

    return rank


def _many_labels() -> None:
    """Fit labels of made-up words: some are a label's own, some shared, common ones around them."""
    chance = random.Random(0)
    words = ["".join(chance.choices("abdegiklmnoprstuvz", k=6)) for _ in range(4000)]
    common, shared = words[:300], words[300:1500]
    own = {
        f"label-{number}": (chance.sample(words[1500:], 12), chance.sample(shared, 12))
        for number in range(_LABELS)
    }

    def example(label: str) -> str:
        few, some = own[label]
        text = [*chance.sample(few, 1), *chance.sample(some, 2), *chance.sample(common, 5)]
        return " ".join(chance.sample(text, len(text)))

    examples = [(example(label), label) for label in own for _ in range(_EXAMPLES)]
    asked = [(example(label), label) for label in own for _ in range(_ASKED)]
    begun = time.process_time()
    finder = Finder.fit(examples)
    fitted = time.process_time() - begun
    times = []
    right = 0
    for text, label in asked:
        begun = time.process_time()
        right += finder.rank(text, limit=1)[0][0] == label
        times.append(1000 * (time.process_time() - begun))
    times.sort()
    print(
        f"\n{_LABELS} made-up labels with {_EXAMPLES} examples each: fitted in {fitted:.1f} s, "
        f"{right / len(asked):.3f} of {len(asked)} right, a question {times[len(times) // 2]:.2f} "
        f"ms, 99 in 100 within {times[len(times) * 99 // 100]:.2f} ms"
    )


if __name__ == "__main__":
    main()
