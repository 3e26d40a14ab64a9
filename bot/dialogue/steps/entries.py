"""The steps by which an entry answers, or candidates are offered."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.dialogue import policy
from bot.dialogue.bond import Bond
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.of_a_pack import is_of_a_pack
from bot.dialogue.cues.off_subject import has_word_of_the_subject, is_of_the_subject
from bot.dialogue.entries.finding import Finding
from bot.dialogue.entries.plain_words import asked_plainly
from bot.dialogue.entries.retrieval import of_others, worth_offering
from bot.dialogue.steps.coming import ComingSteps
from bot.dialogue.turn import Message, Outcome
from bot.understanding import Understanding
from knowledge import EntryKind, Match, Theme, theme_file
from knowledge.vocabulary import load_vocabulary
from rules.institutions import ANY, registry

_OF_A_STAY = frozenset({kinds.PERMISSION, kinds.FIT, kinds.LENGTH, kinds.LEFT})
_INTERESTED = re.compile(rf"\W*{load_vocabulary('follow_ups').pattern('interested')}\b")


@dataclass(frozen=True, slots=True)
class EntrySteps:
    """The steps that answer from the entries."""

    finding: Finding
    coming: ComingSteps

    def broad(self, message: Message) -> Outcome | None:
        """Return what there is to know, where a word alone was written, or interest in it told."""
        knowledge, folded = self.finding.matcher.knowledge, message.reading.folded
        alone = self._institution_alone(message) or self._wish_alone(message)
        if alone is not None:
            return self.finding.tell(alone, message)
        interested = _INTERESTED.match(folded)
        asked = folded[interested.end() :] if interested else message.text
        theme = knowledge.theme_asked(asked)
        theme = None if theme is None else self._of_one_institution(theme, message)
        if theme is None or (not interested and self._means_the_matter(message)):
            return None
        if interested and kinds.names_exchange(message.reading):
            name = registry().overview(policy.EVERYTHING, message.context.home)
            if name is not None:
                return self.finding.tell(Match(knowledge.entries[name], 1.0), message)
        return self.finding.responder.overview(
            message.text, theme, message.session, message.voice, message.today
        )

    def _of_one_institution(self, theme: Theme, message: Message) -> Theme | None:
        """Return a theme with what may be told at the institution spoken of; None of nothing."""
        home, known = message.context.strictly_of, self.finding.matcher
        if home is None:
            return theme
        entries = known.knowledge.entries
        first = tuple(one for one in theme.first if known.may_be_told_at(entries[one], home))
        return replace(theme, first=first, tool=None) if first else None

    def _institution_alone(self, message: Message) -> Match | None:
        """Return what there is to know at an institution that is named, and nothing else."""
        reading = message.reading
        home = reading.institution
        others = {one.slot for one in reading.slots} - {"institution", *policy.WHO_SOMEBODY_IS}
        if home is None or message.context.strictly_of != home or others or reading.questions:
            return None
        found = self.finding.candidates(message)
        kind = found[0].entry.kind if found else EntryKind.TALK
        least = policy.NEAR_AT_AN_INSTITUTION
        if kind is EntryKind.GAP:
            # What is not published comes first only where it is asked for indeed.
            least = policy.GAP_BESIDE_A_CASE
        near = kind is not EntryKind.TALK and found[0].score >= least
        if len(reading.words) > policy.WORDS_OF_A_NAME or near:
            return None
        # Who tells their year of study there is no guest.
        own = message.context.outgoing or "year" in {one.slot for one in reading.slots}
        if own and registry()[home].tells_partners:
            return self.coming.left_open(message, home)
        name = registry().overview(policy.EVERYTHING, home)
        return None if name is None else Match(self.finding.matcher.knowledge.entries[name], 1.0)

    def _wish_alone(self, message: Message) -> Match | None:
        """Return what there is to choose from, for who only wants to go."""
        context = message.context
        plainly = kinds.wishes_to_go(message.reading) and not message.reading.questions
        if not plainly or context.goes_on or self.finding.sure(message) is not None:
            return None
        name = registry().overview(policy.EVERYTHING, context.home)
        return None if name is None else Match(self.finding.matcher.knowledge.entries[name], 1.0)

    def _means_the_matter(self, message: Message) -> bool:
        """Return whether a word alone asks of the mobility spoken of: "dnevnice?" of staff's."""
        found = self._found(message)
        if message.context.matter is None or not message.context.goes_on or not found:
            return False
        return self._is_of_the_topic(found[0], message) or found[0].score >= policy.ALONE

    def whose_rule(self, message: Message) -> Outcome | None:
        """Return the answers of several institutions, or ask whose is meant in a real tie."""
        session, voice, today = message.session, message.voice, message.today
        matcher = self.finding.matcher
        each = matcher.of_each(message.text, message.reading)
        if each:
            return self.finding.responder.tell(each, session, voice, today)
        found = self.finding.candidates(message)
        siblings = matcher.siblings(found, message.reading, message.context.home)
        if not siblings:
            return None
        return self.finding.responder.suggest(siblings, session, voice, today, "suggest.whose")

    def entry(self, message: Message) -> Outcome | None:
        """Return the entry that clearly answers."""
        found, reading, matcher = self._found(message), message.reading, self.finding.matcher
        asked = {one.kind for one in reading.questions}
        bare = len(reading.words) <= policy.BARE_WORDS and not reading.slots
        bare = bare and (asked == {kinds.LENGTH} or kinds.speaks_of_money(reading))
        if bare and message.context.goes_on and asked in ({kinds.MONEY}, {kinds.LENGTH}):
            of_the_matter = self.finding.of_the_matter(asked, message)
            near = bool(found) and found[0].score >= policy.SURE_BESIDE_A_CASE
            near = near and found[0].entry.kind is not EntryKind.OVERVIEW
            if of_the_matter is not None and not near:
                return self.finding.tell(of_the_matter, message)
        asked_again = message.context.asked - {kinds.OTHER}
        if message.context.asks_again and reading.programmes and len(asked_again) == 1:
            # "And for short stays?" asks the same of another kind of mobility.
            of_the_matter = self.finding.of_the_matter(asked_again, message)
            if of_the_matter is not None:
                return self.finding.tell(of_the_matter, message)
        if kinds.asks_who_pays(reading):
            of_the_matter = self.finding.of_the_matter(frozenset({kinds.MONEY}), message)
            if of_the_matter is not None:
                return self.finding.tell(of_the_matter, message)
        one_word = len(message.text.split()) == 1 and not message.context.goes_on
        if not found or not matcher.is_clear(found, one_word=one_word):
            return self._of_the_topic(found, message)
        if of_others(found[0], reading, message.context.institution):
            return None
        named = is_of_the_subject(reading) or reading.names_another_institution
        named = named or is_of_a_pack(reading.institution)
        named = named or self._is_of_the_topic(found[0], message)
        goes_on = message.context.goes_on
        least = policy.SURE_IN_CONVERSATION if goes_on else policy.SURE_WITHOUT_THE_SUBJECT
        if not named and found[0].score < least:
            return None
        own = self._own_of_a_host(found, message) or self._left_open_there(found[0], message)
        return self.finding.tell(own or found[0], message)

    def _own_of_a_host(self, found: Sequence[Match], message: Message) -> Match | None:
        """Return what a host's own text says, before what is left open of anybody.

        "Does our agreement with Rennes go through them?" asks for no list of partners.
        """
        home, gap = message.context.strictly_of, found[0]
        left_open = gap.entry.kind is EntryKind.GAP and gap.entry.institution == ANY
        if home is None or not left_open or not registry()[home].tells_partners:
            return None
        own = [one for one in found[1:] if one.entry.institution == home]
        own = [one for one in own if one.score >= policy.SAID_AT_A_HOST]
        if not own:
            return None
        said = [math.fsum(self.finding.speaks_of(one, message).values()) for one in (gap, *own)]
        most = own[said.index(max(said[1:]), 1) - 1]
        if max(said[1:]) >= said[0] + policy.SAYS_MORE:
            return most
        unsure = gap.score < policy.PLAINLY_ELSEWHERE and own[0].score >= policy.ALIKE_AT_A_HOST
        return own[0] if unsure else None

    def _left_open_there(self, match: Match, message: Message) -> Match | None:
        """Return what the institution spoken of leaves open, where a gap of anybody is only near.

        "Can I go again?" of one whose text is of recognition asks for no way to withdraw.
        """
        home, entry = message.context.strictly_of, match.entry
        asked = {one.kind for one in message.reading.questions} & _OF_A_STAY
        gap = entry.kind is EntryKind.GAP and entry.institution == ANY
        if home is None or is_of_a_pack(home) or not (asked and gap):
            return None
        aspects = self.finding.aspects(message)
        about = self.finding.matcher.knowledge.aspects.is_about(aspects, entry)
        if not aspects or about or registry()[home].tells_partners:
            return None
        name = registry().silent(policy.GOING, home)
        entries = self.finding.matcher.knowledge.entries
        return None if name is None else Match(entries[name], policy.ALONE)

    def plainly(self, message: Message) -> Outcome | None:
        """Return the entry that a message asks for in plain words, whatever was spoken of."""
        meant = asked_plainly(message, self.finding.matcher) if message.context.goes_on else None
        return None if meant is None else self.finding.tell(meant, message)

    def near_misses(self, message: Message) -> Outcome | None:
        """Return a few candidates, where one word of the message is of the subject."""
        session, found = message.session, self._found(message)
        if not found or found[0].score < self.finding.matcher.knowledge.thresholds.suggest:
            return self._broadly_asked(message)
        of_the_subject = is_of_the_subject(message.reading)
        of_the_subject = of_the_subject or is_of_a_pack(message.reading.institution)
        if not of_the_subject and not self._is_of_the_topic(found[0], message):
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
            self._saying_most(offered, message)
            or self._ahead_in_what_it_says(offered, message)
            or self._head_of(offered)
        )

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

    def _found(self, message: Message) -> tuple[Match, ...]:
        """Return the candidates of a message; of what goes on, without small talk."""
        found = self.finding.candidates(message)
        if not message.context.goes_on:
            return found
        return tuple(one for one in found if one.entry.kind is not EntryKind.TALK)

    def _of_the_topic(self, found: Sequence[Match], message: Message) -> Outcome | None:
        """Return the entry that a close follow-up means more than all others."""
        if not found or message.context.bond is not Bond.CLOSE:
            return None
        best, second = found[0].score, found[1].score if len(found) > 1 else 0.0
        ahead = best >= max(policy.LEAST_OF_A_FOLLOW_UP, policy.FAR_AHEAD * second)
        if not ahead or not self._is_of_the_topic(found[0], message):
            return None
        return self.finding.tell(found[0], message)

    def _is_of_the_topic(self, match: Match, message: Message) -> bool:
        matcher = self.finding.matcher
        return matcher.is_of_the_topic(match.entry, message.text, message.context)


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
