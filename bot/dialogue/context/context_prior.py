"""What the conversation says of an entry before the words of a message are looked at.

P(entry | message, conversation) is taken as P(entry | message) times a prior of a few factors, each
measured (docs/decisions/0010): the same kind of mobility, the same theme, worth reading after the
entry told, the same institution, the same side. The stronger the bond of the message with what was
said before, the more the prior counts.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from bot.dialogue import policy
from bot.dialogue.bond import Bond
from bot.dialogue.context.context import Context
from bot.dialogue.context.entry_traits import Traits, theme_of
from bot.dialogue.cues.matters import STAFF_MATTER, Matters, matter_words
from bot.messages.voice import Voice
from knowledge import Entry, EntryKind, Knowledge, LogOdds, Prior
from locales import Locale, to_latin
from rules.institutions import ANY, registry

_MOST = 512
_Places: TypeAlias = npt.NDArray[np.intp]


class ContextPrior:
    """Makes the priors of conversations, and remembers those of late."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.matters = Matters(knowledge)
        self._traits = cache(lambda: Traits(knowledge, self.matters))
        self._same_question = _by_question(knowledge.entries)
        self._near: dict[tuple[object, ...], tuple[str, ...]] = {}
        self._of_a_case: dict[tuple[object, ...], tuple[str, ...]] = {}
        self._made: dict[tuple[object, ...], Prior | None] = {}
        self._places = lru_cache(_MOST)(self._find_places)

    def get_ready(self) -> None:
        """Read what entries are about, which else the first message of a conversation waits for."""
        self._traits()

    def of(self, context: Context, locale: Locale) -> Prior | None:
        """Return the prior of a message; None where the conversation says nothing."""
        focus = context.focus
        key = (
            (focus.entries, focus.told, focus.institution, focus.thing),
            (context.bond, context.matter),
            (context.institution, context.is_of_staff, context.is_of_students),
            (context.is_before_the_doctorate, context.asks_again),
            locale,
        )
        if key not in self._made:
            if len(self._made) >= _MOST:
                self._made.clear()
            self._made[key] = self._make(context, locale)
        return self._made[key]

    def is_of_the_topic(self, entry: Entry, context: Context) -> bool:
        """Return whether the conversation is about what an entry answers; no word need say it."""
        if context.bond is not Bond.CLOSE:
            return False
        if context.asks_again:
            return True
        matter = self.matters.of(entry)
        if matter is not None and matter == context.matter:
            return True
        if context.focus.thing in self.matters.things.of(entry):
            return True
        first = self._first(context)
        return first is not None and (
            entry.id in _leads_to(first) or self._same_theme(entry, first)
        )

    def fits(self, entry: Entry, context: Context) -> bool:
        """Return whether an entry is of no other institution or kind of mobility than spoken of."""
        if entry.institution not in (ANY, context.home or entry.institution):
            return False
        matter = self.matters.of(entry)
        return matter is None or context.matter in (None, matter)

    def near(self, context: Context) -> tuple[str, ...]:
        """Return the entries that people ask for next.

        None where a message names somebody or something else: then the same is asked of that.
        """
        moved = context.matter not in (None, context.focus.matter)
        if not policy.FOLLOW_UP_LIKENESS[context.bond] or moved or context.asks_again:
            return ()
        key = (context.focus.entries, context.matter)
        if key not in self._near:
            if len(self._near) >= _MOST:
                self._near.clear()
            known = self._knowledge.entries
            names = [
                name
                for one in context.focus.entries
                if one in known
                for name in (*self._knowledge.near(known[one]), *_leads_to(known[one]))
            ]
            if context.matter is not None:
                names += [
                    name
                    for name, entry in known.items()
                    if self.matters.of(entry) == context.matter and entry.kind is not EntryKind.TALK
                ]
            self._near[key] = tuple(dict.fromkeys(names))
        return self._near[key]

    def of_a_case(self, context: Context) -> tuple[str, ...]:
        """Return the entries that may be asked for in few words behind a student's case alone.

        None where an entry was told, or the case is of staff.
        """
        alone = context.bond is not Bond.NONE and not context.focus.entries
        if not alone or context.matter in (None, STAFF_MATTER):
            return ()
        key = (context.matter, context.home)
        if key not in self._of_a_case:
            self._of_a_case[key] = tuple(
                name
                for name, entry in self._knowledge.entries.items()
                if entry.kind is not EntryKind.TALK and self.fits(entry, context)
            )
        return self._of_a_case[key]

    def _first(self, context: Context) -> Entry | None:
        entries = context.focus.entries
        return self._knowledge.entries.get(entries[0]) if entries else None

    def _same_theme(self, one: Entry, other: Entry) -> bool:
        theme = theme_of(one, self._knowledge)
        return theme is not None and theme == theme_of(other, self._knowledge)

    def log_odds(self, context: Context) -> LogOdds:
        """Return what the conversation says of each entry, in the order of `Knowledge.places`."""
        strength = policy.STRENGTH[context.bond]
        added = strength * self._of_the_topic(context) + self._of_whose_rule(context)
        return np.where(self._traits().counted, added, 0.0)

    def of_what_is_asked(self, aspects: frozenset[str], context: Context) -> LogOdds:
        """Return what the aspects that a message asks say of each entry, as log-odds.

        They speak for no entry on another kind of mobility or of another institution.
        """
        traits, home = self._traits(), context.home
        others = np.zeros(len(traits.counted), bool)
        if context.matter is not None:
            others |= traits.of_any_matter & ~traits.of_matter(context.matter)
        if home is not None:
            others |= traits.of_one_institution & ~traits.of_institution(home)
        if context.strictly_of is not None:
            # What is left open of anybody is told of a partner only in words of its own.
            others |= ~traits.of_institution(context.strictly_of)
        if self._knowledge.aspects.is_of_its_matter(aspects):
            others |= ~self._spoken_of(context)
        evidence = self._knowledge.aspects.evidence(aspects)
        if context.matter is not None:
            of_it = traits.of_matter(context.matter) & (evidence > 0)
            evidence = np.where(of_it, evidence.max(), evidence)
        # An overview is no answer beside something narrower; where nothing narrower is of what is
        # spoken of, it is.
        promoted = (evidence > 0) & ~others
        narrower = promoted & ~traits.overview & self._spoken_of(context)
        if not narrower.any():
            evidence = np.where(
                promoted & traits.overview, evidence + policy.OVERVIEW_OF_WHAT_IS_ASKED, evidence
            )
        return np.where(others, np.minimum(evidence, 0.0), evidence)

    def _spoken_of(self, context: Context) -> npt.NDArray[np.bool_]:
        """Mark the entries of the matter and the theme spoken of, and what its answer leads to."""
        first, traits = self._first(context), self._traits()
        beside = np.zeros(len(traits.counted), bool)
        if context.matter is not None:
            beside |= traits.of_matter(context.matter)
        if first is not None:
            beside |= traits.of_theme(theme_of(first, self._knowledge))
            beside[self._places(_leads_to(first))] = True
        return beside

    def _make(self, context: Context, locale: Locale) -> Prior | None:
        log_odds = self.log_odds(context)
        if not log_odds.any():
            return None
        strength = policy.STRENGTH[context.bond]
        again = context.asks_again
        return Prior(
            log_odds,
            outside=strength * policy.OUTSIDE_IN_CONVERSATION,
            like=self._like(context, locale),
            weight=policy.LIKE_QUESTION if again else policy.LIKE_NAME,
            reach=policy.REACH_OF_A_QUESTION if again else policy.REACH_OF_A_NAME,
            own=policy.OWN_WORDS_OF_A_NAME if again else 1.0,
        )

    def _of_the_topic(self, context: Context) -> LogOdds:
        focus, traits = context.focus, self._traits()
        added = np.zeros(len(traits.counted))
        if context.matter is not None:
            same = np.where(
                traits.of_matter(context.matter), policy.SAME_MATTER, policy.OTHER_MATTER
            )
            added += np.where(traits.of_any_matter, same, 0.0)
        first = self._first(context)
        if first is not None:
            moved = context.matter not in (None, self.matters.of(first))
            added[self._places(_leads_to(first))] += policy.RELATED
            if not moved:
                added[traits.of_theme(theme_of(first, self._knowledge))] += policy.SAME_THEME
            added[self._places(self._of_another(first, context))] += policy.SAME_QUESTION
            if focus.told and not context.asks_again:
                added[self._places(focus.entries)] += policy.TOLD_JUST_NOW
        if focus.thing is not None:
            if context.bond is Bond.CLOSE:
                added[traits.of_thing(focus.thing)] += policy.SAME_THING
            added[traits.of_other_things(focus.thing)] += policy.OTHER_THING
        narrow = context.matter is not None or (
            first is not None and first.kind is EntryKind.ANSWER
        )
        if narrow:
            added[traits.overview] += policy.OVERVIEW_OF_A_TOPIC
        return added

    def _of_another(self, first: Entry, context: Context) -> tuple[str, ...]:
        """Return the answer of the institution asked about to what another one's answered."""
        same = self._same_question.get(first.same_question, ())
        if first.institution == context.institution:
            return ()
        entries = self._knowledge.entries
        return tuple(one for one in same if entries[one].institution == context.institution)

    def _of_whose_rule(self, context: Context) -> LogOdds:
        traits = self._traits()
        added = np.zeros(len(traits.counted))
        of_staff = traits.of_matter(STAFF_MATTER)
        if context.is_of_staff and context.is_of_students:
            added[traits.of_any_matter] += policy.OTHER_SIDE
        elif context.is_of_staff:
            added[traits.of_any_matter & ~of_staff] += policy.OTHER_SIDE
        elif context.is_of_students:
            added[of_staff] += policy.OTHER_SIDE
        if context.is_before_the_doctorate:
            added[traits.short_phd] += policy.OTHER_SIDE
        if registry().is_added(context.institution):
            # What others say takes up what is theirs, and is not told.
            own = traits.of_institution(str(context.institution))
            return np.where(own, added + policy.OWN_OF_A_PACK, added)
        if context.institution is not None:
            whose, other = context.institution, policy.OTHER_INSTITUTION
        elif context.focus.institution is not None and context.goes_on:
            whose, other = context.focus.institution, policy.NOT_TOLD_OF
        else:
            return added
        same = np.where(traits.of_institution(whose), policy.SAME_INSTITUTION, other)
        return added + np.where(traits.of_one_institution, same, 0.0)

    def _find_places(self, names: tuple[str, ...]) -> _Places:
        places = self._knowledge.places
        return np.array([places[one] for one in dict.fromkeys(names) if one in places], np.intp)

    def _like(self, context: Context, locale: Locale) -> str:
        """Return words of the conversation whose evidence counts beside the message's own.

        A message that only names somebody or something else ("a za master?") is read with the
        question answered before; one that asks something else, with the name of what it is about.
        """
        first = self._first(context)
        if context.asks_again and first is not None and context.focus.told:
            return first.phrasings[locale.language][0]
        if context.matter is not None and context.goes_on:
            return matter_words(context.matter, Voice(locale))
        if context.bond is not Bond.CLOSE or first is None:
            return ""
        return to_latin(first.title.authored(locale.language))


def _by_question(entries: Mapping[str, Entry]) -> Mapping[str | None, Sequence[str]]:
    """Return the entries that answer one question, each for its institution."""
    found: defaultdict[str | None, list[str]] = defaultdict(list)
    for name, entry in entries.items():
        if entry.same_question is not None:
            found[entry.same_question].append(name)
    return found


def _leads_to(entry: Entry) -> tuple[str, ...]:
    """Return what is worth reading after an entry: of an overview also what its lines open."""
    return (*entry.related, *(line.entry for line in entry.lines if line.entry is not None))
