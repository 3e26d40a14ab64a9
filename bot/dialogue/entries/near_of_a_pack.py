"""The entries of a pack that a question may ask for, by all that the pack itself says."""

import math
from collections.abc import Mapping
from functools import lru_cache

from bot.dialogue import policy
from knowledge import Knowledge, Match, OwnIndex
from rules.institutions import registry


class NearOfAPack:
    """Ranks the entries of packs; what a pack says is taken apart where it is first asked."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._index = lru_cache(maxsize=16)(self._read)

    def among(
        self, institution: str, text: str, scores: Mapping[str, float], *, comes: bool
    ) -> tuple[Match, ...]:
        """Return the entries of an institution, each with the share of such matches that are right.

        Args:
            institution: one of a pack.
            text: the question, without the institution's name.
            scores: what all other texts and the conversation say for its entries.
            comes: whether somebody asks who comes to it.
        """
        knowledge = self._knowledge
        near = self._index(institution).nearness(
            text, knowledge.guess_language(text).locale.language
        )
        odds = {
            name: math.exp(policy.STEEP_AT_A_PACK * (one - policy.NEAR_AT_A_PACK))
            * (scores.get(name, 0.0) + policy.LEAST_OF_OTHERS) ** policy.OTHERS_AT_A_PACK
            + policy.ASKED_ALIKE * scores.get(name, 0.0)
            for name, one in near.items()
        }
        if comes:
            of_guests = (name for name in odds if registry().is_of_coming(name))
            odds |= {name: odds[name] * policy.OF_WHO_COMES for name in of_guests}
        whole = 1.0 + math.fsum(odds.values())
        return tuple(Match(knowledge.entries[name], one / whole) for name, one in odds.items())

    def _read(self, institution: str) -> OwnIndex:
        own = (one for one in self._knowledge.entries.values() if one.institution == institution)
        return OwnIndex(own, self._knowledge.sayings)
