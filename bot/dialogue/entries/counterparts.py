"""Which entry of a pack answers what an entry that comes with the program is asked for.

An entry of a pack has a dozen ways of asking; what the other texts leave open of the same matter
has fifty. So what is asked in other words than the pack's is found there, and handed to the entry
of the pack whose own ways of asking are nearest to it.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.dialogue import policy
from bot.dialogue.cues.of_a_pack import is_of_a_pack
from knowledge import Entry, EntryKind, Knowledge, Match


class Counterparts:
    """The entries of packs by those of others that are asked for alike."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._of = lru_cache(maxsize=16)(self._read)

    def asked_alike(
        self, found: Sequence[Match], text: str, institution: str
    ) -> Mapping[str, float]:
        """Return what the candidates of others say for entries of a pack, by the entry."""
        lent: dict[str, float] = defaultdict(float)
        for one in found:
            if self._knowledge.has_own_words(one.entry, text):
                for name in self._of(institution).get(one.entry.id, ()):
                    lent[name] += one.score
        return lent

    def _read(self, institution: str) -> Mapping[str, frozenset[str]]:
        """Return the entries of a pack by the others that their ways of asking are nearest to."""
        near: dict[str, dict[str, int]] = defaultdict(dict)
        for entry in self._knowledge.entries.values():
            if entry.institution == institution:
                for name, count in self._nearest(entry).items():
                    if count >= policy.WAYS_ALIKE:
                        near[name][entry.id] = count
        return {
            name: frozenset(one for one, count in own.items() if count == max(own.values()))
            for name, own in near.items()
        }

    def _nearest(self, entry: Entry) -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for text in (one for texts in entry.phrasings.values() for one in texts):
            matches = self._knowledge.find(text, limit=policy.LOOKED_AT)
            others = [one for one in matches if _is_of_others(one.entry)]
            left = 1.0 - sum(one.score for one in matches if not _is_of_others(one.entry))
            if others and left > 0 and others[0].score >= policy.NEAREST_OF_OTHERS * left:
                found[others[0].entry.id] += 1
        return found


def _is_of_others(entry: Entry) -> bool:
    return entry.kind is not EntryKind.TALK and not is_of_a_pack(entry.institution)
