"""The order of answers from two opinions: the finder's, and one over the encoder's vectors."""

import logging
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from knowledge.entry import Entry, EntryKind
from knowledge.finder import Finder, LogOdds, Prior
from knowledge.second_opinion.encoder import Encoder, load_encoder
from knowledge.second_opinion.head import Head, read_head
from knowledge.thresholds import Thresholds

logger = logging.getLogger(__name__)

# Learned ahead of time by `python -m knowledge prepare --second-opinion`, kept in the repository.
SHIPPED = Path(__file__).with_name("head.bin")
# From this score of the finder on nothing is gained by asking (docs/decisions/0004).
SURE = 0.8
# The finder's share of the sum of both log-odds, the encoder's is the rest.
_FINDER = 0.7
# Of the finder's answers so many change places at most.
CONSIDERED = 10
_SMALLEST = 1e-12
# A message is looked for several times: as a whole, in parts, at one institution.
_REMEMBERED = 64


class SecondOpinion:
    """Puts the finder's answers in an order that both opinions agree on."""

    def __init__(self, head: Head, encoder: Encoder) -> None:
        self.name = encoder.name
        self.head = head
        self._encoder = encoder
        self._shares = lru_cache(maxsize=_REMEMBERED)(self._look_at)

    def order(self, text: str, found: Sequence[tuple[str, float]]) -> list[str]:
        """Return labels, the likeliest first.

        Args:
            text: what was asked.
            found: the labels that come into question, each with the finder's probability. Of one
                that is too new for the second opinion the finder's stands for both.
        """
        shares = self._shares(text)

        def likelihood(one: tuple[str, float]) -> float:
            own = math.log(max(one[1], _SMALLEST))
            return _FINDER * own + (1 - _FINDER) * shares.get(one[0], own)

        return [label for label, _ in sorted(found, key=likelihood, reverse=True)]

    def _look_at(self, text: str) -> Mapping[str, float]:
        return self.head.log_shares(self._encoder.encode(text))


class Ranker:
    """Ranks labels for a text as `Finder.rank` does, in the order of both opinions.

    The scores are the finder's and stay where they are, so that whether a question is answered does
    not depend on the second opinion. Nor does it overrule the finder where that holds the texts for
    silent: then only another gap may come first. It is asked where the finder would answer or
    suggest, yet is not sure.
    """

    def __init__(
        self,
        finder: Finder,
        thresholds: Thresholds,
        second_opinion: SecondOpinion | None,
        gaps: Collection[str] = frozenset(),
    ) -> None:
        """Rank with a finder.

        Args:
            finder: the first opinion.
            thresholds: where the finder's suggestions begin.
            second_opinion: who is asked beside it; nobody when None.
            gaps: the labels that stand for the silence of the texts.
        """
        self._finder = finder
        self._unsure = thresholds.suggest, SURE
        self._second_opinion = second_opinion
        self._gaps = gaps

    def rank(
        self,
        text: str,
        among: Collection[str] | None,
        *,
        limit: int,
        prior: Prior | None = None,
        evidence: LogOdds | None = None,
    ) -> list[tuple[str, float]]:
        """Return labels, best first, each with a score; the first `limit` of them."""
        ranked = self._finder.rank(
            text, among, limit=max(limit, CONSIDERED), prior=prior, evidence=evidence
        )
        if prior is not None:
            # The encoder sees the text alone; what it goes on from, it does not know.
            return ranked[:limit]
        least, sure = self._unsure
        if self._second_opinion is not None and ranked and least <= ranked[0][1] < sure:
            likeliest = self._finder.evidence(text, among, limit=CONSIDERED)
            found = [(label, one.probability) for label, one in likeliest]
            labels = self._second_opinion.order(text, found)
            if ranked[0][0] in self._gaps:
                first = next(label for label in labels if label in self._gaps)
                labels = [first, *(label for label in labels if label != first)]
            scores = [score for _, score in ranked]
            ranked[: len(labels)] = zip(labels, scores[: len(labels)], strict=True)
        return ranked[:limit]


def gaps_of(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the ids of the entries that say what the texts do not."""
    return frozenset(entry.id for entry in entries if entry.kind is EntryKind.GAP)


def load_second_opinion(file: Path = SHIPPED) -> SecondOpinion | None:
    """Return the second opinion; None where it is not installed, or not usable (one log line)."""
    encoder = load_encoder()
    if encoder is None:
        return None
    head = read_head(file)
    if head is None or head.encoder != encoder.name:
        fault = "is missing or damaged" if head is None else f"was learned with {head.encoder}"
        logger.warning("%s %s: questions are found by words alone", file, fault)
        return None
    return SecondOpinion(head, encoder)
