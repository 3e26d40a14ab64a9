"""What is offered where no entry clearly answers: a few candidates, or the one ahead of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.matters import STAFF_MATTER
from bot.dialogue.cues.of_a_pack import is_of_a_pack
from bot.dialogue.cues.off_subject import has_word_of_the_subject, is_of_the_subject
from bot.dialogue.entries.candidates import of_others, worth_offering
from bot.dialogue.entries.finding import Finding
from bot.dialogue.entries.plain_words import says_only_whose
from bot.dialogue.turn import Message, Outcome
from bot.understanding import Understanding
from knowledge import EntryKind, Match, theme_file
from rules.institutions import ANY, registry


@dataclass(frozen=True, slots=True)
class NearMisses:
    """The step that offers what comes near."""

    finding: Finding

    def near_misses(self, message: Message) -> Outcome | None:
        """Return a few candidates, where one word of the message is of the subject."""
        only_whose = says_only_whose(message, self.finding.matcher)
        return None if only_whose else self._offered(message)

    def _offered(self, message: Message) -> Outcome | None:
        session, found = message.session, self.finding.without_talk(message)
        if not found or found[0].score < self.finding.matcher.knowledge.thresholds.suggest:
            return self._broadly_asked(message)
        of_the_subject = is_of_the_subject(message.reading)
        of_the_subject = of_the_subject or is_of_a_pack(message.reading.institution)
        if not of_the_subject and not self.finding.is_of_the_topic(found[0], message):
            return None
        if message.context.strictly_of is not None and found[0].entry.institution == ANY:
            # What is left open of anybody is told of the institution that is spoken of.
            return None
        others = of_others(found[0], message.reading, message.context.institution)
        if not others and _is_broad(found[0], message):
            return self.finding.tell(found[0], message)
        heading = "suggest.elsewhere" if others else "suggest.mean"
        offered = worth_offering(found)
        ahead = len(found) > 1 and found[0].score >= policy.FAR_FROM_A_TIE * found[1].score
        if _alone(found) and ahead and not others:
            return self.finding.tell(found[0], message)
        responder, voice, today = self.finding.responder, message.voice, message.today
        first = offered[0].entry
        own = first.institution == message.context.strictly_of is not None
        if len(offered) == 1 and not others:
            return self.finding.tell(offered[0], message) if _is_sure(offered, message) else None
        own = own and _leads(offered)
        own = own or _is_of_its_name(offered, message.reading)
        odds = self.finding.matcher.knowledge.subject.log_odds(message.text)
        # A word of the subject in a question of pensions makes it no question of mobility.
        tells = message.context.goes_on or odds >= policy.HARDLY_THE_SUBJECT
        own = own or (tells and _rest_are_gaps(offered))
        if first.kind is EntryKind.ANSWER and not others and own:
            return self.finding.tell(offered[0], message, offered[1:], rest="suggest.other")
        broad = [one for one in offered if one.entry.kind is EntryKind.OVERVIEW]
        if len(broad) == 1 and not others:
            # An overview holds what either of the narrower ones says; they become its buttons.
            rest = [one for one in offered if one not in broad]
            return self.finding.tell(broad[0], message, rest, rest="suggest.other")
        head = None if others else self._clearly_meant(offered, message)
        if head is not None:
            rest = [one for one in offered if one.entry is not head.entry]
            return self.finding.tell(head, message, rest, rest="suggest.other")
        yours = message.context.institution
        return responder.suggest(offered, session, voice, today, heading, yours=yours)

    def _clearly_meant(self, offered: Sequence[Match], message: Message) -> Match | None:
        """Return the candidate that is told before the others are offered; None for none."""
        return (
            self._of_the_matter(offered, message)
            or self._saying_most(offered, message)
            or self._ahead_in_what_it_says(offered, message)
            or self._head_of(offered)
        )

    def _of_the_matter(self, offered: Sequence[Match], message: Message) -> Match | None:
        """Return the best answer about the kind of mobility spoken of, where none before it is.

        "Is there a deadline?" of a BIP asks for what is told of a BIP before what is left open of
        any mobility.
        """
        matter, matters = message.context.matter, self.finding.matcher.prior.matters
        if matter is None or matters.of(offered[0].entry) == matter:
            return None
        first = offered[0].entry
        left_open = first.kind is EntryKind.GAP and first.institution == ANY
        if not left_open and matters.of(first) is None and matter != STAFF_MATTER:
            # Hardly anything that is told of no kind is told of staff.
            return None
        about = [one for one in offered if matters.of(one.entry) == matter]
        best = about[0] if about else None
        answers = best is not None and best.entry.kind is EntryKind.ANSWER
        return best if answers else None

    def _ahead_in_what_it_says(self, offered: Sequence[Match], message: Message) -> Match | None:
        """Return the best candidate where none says more of much of what a message names.

        It is ahead of the next, too, or says more than all the others. A first message may be about
        what no text says, and goes on from nothing.
        """
        if message.context.focus.is_empty:
            return None
        named, (best, *others) = self._named(message), self._said(offered, message)
        ahead = offered[0].score >= policy.AHEAD_OF_OFFERED * offered[1].score
        says = best >= max(policy.SAYS_MUCH * named, *others)
        return offered[0] if says and (ahead or best > max(others)) else None

    def _named(self, message: Message) -> float:
        """Return how much a message names, in weights of knowledge/said.py."""
        sayings = self.finding.matcher.knowledge.sayings
        return math.fsum(sayings.distinguishing(message.text).values())

    def _said(self, offered: Sequence[Match], message: Message) -> list[float]:
        """Return how much of what a message names each candidate speaks of."""
        return [math.fsum(self.finding.speaks_of(one, message).values()) for one in offered]

    def _saying_most(self, offered: Sequence[Match], message: Message) -> Match | None:
        """Return the candidate that alone speaks of nearly all that a message names."""
        named, said = self._named(message), self._said(offered, message)
        most, *less = sorted(said, reverse=True)
        alone = most >= max(less, default=0.0) + policy.SAYS_MORE
        return offered[said.index(most)] if alone and most >= policy.SAYS_IT * named else None

    def _head_of(self, offered: Sequence[Match]) -> Match | None:
        """Return what comes first in the theme of all candidates, told before they are offered."""
        knowledge = self.finding.matcher.knowledge
        files = {theme_file(one.entry) for one in offered}
        theme = knowledge.themes.get(files.pop()) if len(files) == 1 else None
        if theme is None or not theme.first:
            return None
        entry = knowledge.entries[theme.first[0]]
        own = entry.institution == offered[0].entry.institution
        broad = entry.kind is EntryKind.OVERVIEW
        return Match(entry, offered[0].score) if own and broad else None

    def _broadly_asked(self, message: Message) -> Outcome | None:
        """Return the overview of the one kind of question that a few words ask."""
        reading, entries = message.reading, self.finding.matcher.knowledge.entries
        few = len(reading.words) <= policy.BROAD_WORDS and not reading.slots
        if not few or not has_word_of_the_subject(reading.folded) or len(reading.questions) != 1:
            return None
        kind = reading.questions[0].kind
        broad = policy.APPLYING if kind is kinds.HOW else kind.value
        name = registry().overview(broad, message.context.home)
        if name is None:
            return None
        return self.finding.tell(Match(entries[name], policy.ALONE), message)


def _is_broad(best: Match, message: Message) -> bool:
    """Return whether the nearest entry answers a question as broadly as it was asked."""
    reading = message.reading
    if best.entry.kind is EntryKind.OVERVIEW:
        home = message.context.home
        asked = {registry().overview(one.kind.value, home) for one in reading.questions}
        return best.score >= policy.ALONE or best.entry.id in asked
    if best.score < policy.ALONE:
        return False
    length = reading.asks(kinds.LENGTH) and best.entry.tool == "duration"
    return length and reading.programmes == (best.entry.programme,)


def _leads(offered: Sequence[Match]) -> bool:
    """Return whether the best candidate is ahead of the next, or likely by itself."""
    ahead = len(offered) == 1 or offered[0].score >= policy.AHEAD_ON_A_NAME * offered[1].score
    return ahead or _alone(offered)


def _is_of_its_name(offered: Sequence[Match], reading: Understanding) -> bool:
    """Return whether only a kind of mobility is named, and the best candidate is ahead on it."""
    asked = {one.kind for one in reading.questions}
    short = len(reading.words) <= policy.BROAD_WORDS and asked <= {kinds.WHAT}
    of_it = reading.programmes == (offered[0].entry.programme,)
    ahead = len(offered) == 1 or offered[0].score >= policy.AHEAD_ON_A_NAME * offered[1].score
    return short and of_it and ahead


def _rest_are_gaps(offered: Sequence[Match]) -> bool:
    """Return whether all but the best candidate say only what is not published."""
    return all(one.entry.kind is EntryKind.GAP for one in offered[1:])


def _is_sure(offered: Sequence[Match], message: Message) -> bool:
    """Return whether the only candidate is told: at a host its own text needs less to be meant."""
    home, context = offered[0].entry.institution, message.context
    of_a_host = home == context.strictly_of is not None and registry()[home].tells_partners
    return _alone(offered) or (of_a_host and context.goes_on)


def _alone(found: Sequence[Match]) -> bool:
    return found[0].score >= policy.ALONE
