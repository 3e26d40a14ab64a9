"""The steps by which an entry answers, or candidates are offered."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.dialogue import policy
from bot.dialogue.bond import Bond
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.of_a_pack import is_of_a_pack
from bot.dialogue.cues.off_subject import is_of_the_subject
from bot.dialogue.entries.candidates import of_others
from bot.dialogue.entries.finding import Finding
from bot.dialogue.entries.plain_words import asked_plainly, says_only_whose
from bot.dialogue.steps.coming import ComingSteps
from bot.dialogue.turn import Message, Outcome
from knowledge import EntryKind, Match, Theme
from knowledge.vocabulary import load_vocabulary
from rules.institutions import ANY, registry

_OF_A_STAY = frozenset({kinds.PERMISSION, kinds.FIT, kinds.LENGTH, kinds.LEFT})
# "How long?", "how much?", "may it be less?" are asked of what is spoken of.
_OF_WHAT_IS_SPOKEN_OF = (*_OF_A_STAY, kinds.MONEY)
_OF_A_UNIVERSITY = load_vocabulary("institutions").words("of a university")
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
        guest = message.context.incoming and message.context.elsewhere
        # Who is known to come from elsewhere is told whether they may.
        asked = kinds.PERMISSION.value if guest else policy.EVERYTHING
        name = registry().overview(asked, home) or registry().overview(policy.EVERYTHING, home)
        if guest:
            name = name or registry().silent(policy.COMING, home)
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
        found = self.finding.without_talk(message)
        if message.context.matter is None or not message.context.goes_on or not found:
            return False
        return self.finding.is_of_the_topic(found[0], message) or found[0].score >= policy.ALONE

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
        own = [one for one in siblings if one.entry.institution == registry().default]
        if own and not _OF_A_UNIVERSITY.isdisjoint(message.reading.words):
            # "My faculty", "the rectorate": a university is meant, and no academy.
            others = [one for one in siblings if one not in own]
            return self.finding.tell(own[0], message, others, rest="suggest.other")
        return self.finding.responder.suggest(siblings, session, voice, today, "suggest.whose")

    def entry(self, message: Message) -> Outcome | None:
        """Return the entry that clearly answers; none is found by an institution's name alone."""
        if says_only_whose(message, self.finding.matcher):
            return None
        meant = self._more_plainly(message)
        return self._clearly(message) if meant is None else self.finding.tell(meant, message)

    def _more_plainly(self, message: Message) -> Match | None:
        """Return what plain words ask for, where all that the conversation speaks for is unsure."""
        found = self.finding.without_talk(message)
        unsure = bool(found) and found[0].score < policy.SURE_IN_CONVERSATION
        if not (unsure and message.context.goes_on) or message.reading.programmes:
            return None
        meant = asked_plainly(message, self.finding.matcher)
        reading = message.reading
        if meant is None or kinds.goes_on(reading) or reading.asks(*_OF_WHAT_IS_SPOKEN_OF):
            return None
        return meant if meant.score > found[0].score else None

    def _clearly(self, message: Message) -> Outcome | None:
        found, reading, matcher = (
            self.finding.without_talk(message),
            message.reading,
            self.finding.matcher,
        )
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
        named = named or self.finding.is_of_the_topic(found[0], message)
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

    def _of_the_topic(self, found: Sequence[Match], message: Message) -> Outcome | None:
        """Return the entry that a close follow-up means more than all others."""
        if not found or message.context.bond is not Bond.CLOSE:
            return None
        best, second = found[0].score, found[1].score if len(found) > 1 else 0.0
        ahead = best >= max(policy.LEAST_OF_A_FOLLOW_UP, policy.FAR_AHEAD * second)
        if not ahead or not self.finding.is_of_the_topic(found[0], message):
            return None
        return self.finding.tell(found[0], message)
