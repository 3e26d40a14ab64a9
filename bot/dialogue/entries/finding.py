"""Entries found for a message, each text ranked once, and what is told of them."""

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.cues.leading_words import (
    asks_by_a_question_word,
    asks_whether,
    without_what_is_told,
)
from bot.dialogue.cues.of_a_pack import is_foreign_to, without_names
from bot.dialogue.cues.off_subject import has_word_of_the_subject
from bot.dialogue.entries.leading import WhatIsAsked, speaks_of
from bot.dialogue.entries.passages import foreign_to, has_passages, passage_asked
from bot.dialogue.entries.refusals import Refusals
from bot.dialogue.entries.responses import Responder
from bot.dialogue.entries.retrieval import Matcher
from bot.dialogue.entries.what_is_asked import (
    amounts_of_students,
    asked_in,
    asked_of_a_pack,
    goes_on_about,
    is_of_staff,
    programme_of_its_own,
    told_just_before,
)
from bot.dialogue.forms_of_programmes import is_in_months
from bot.dialogue.turn import Message, Outcome
from bot.understanding import QuestionKind
from knowledge import Entry, EntryKind, Match, theme_file
from rules.institutions import registry
from rules.programmes.names import is_short


@dataclass(frozen=True, slots=True)
class Finding:
    """Finds entries for a message of a conversation, and tells them.

    Attributes:
        matcher: what finds and judges entries.
        responder: what puts entries into replies.
        refusals: what is said where none answers.
    """

    matcher: Matcher
    responder: Responder
    refusals: Refusals

    def candidates(self, message: Message) -> tuple[Match, ...]:
        """Return the entries that a message may ask for, best first."""
        key = (message.text, message.reading.institution)
        if key not in message.ranked:
            found = self.matcher.candidates(
                message.text, message.reading, message.context, message.voice.locale
            )
            asks = message.reading.small_talk is None
            if asks and has_word_of_the_subject(message.reading.folded):
                # "What does the scholarship cover?" is near to "what can you do?", and is not it.
                found = tuple([one for one in found if one.entry.kind is not EntryKind.TALK])
            if programme_of_its_own(message) is not None:
                # That others have no such programme is no answer there.
                found = tuple(one for one in found if one.entry.kind is not EntryKind.GAP)
            message.ranked[key] = found
        return message.ranked[key]

    def aspects(self, message: Message) -> frozenset[str]:
        """Return what a message asks of the matter spoken of."""
        return self.matcher.aspects(message.text, message.context)

    def asks_beyond_rules(self, message: Message) -> bool:
        """Return whether a message that tells no value asks what no calculator answers."""
        if message.reading.slots:
            return False
        return self.matcher.knowledge.aspects.beyond_rules(self.aspects(message))

    def sure(self, message: Message) -> Match | None:
        """Return the entry that clearly answers a message, if there is one."""
        found = self.candidates(message)
        return found[0] if found and self.matcher.is_clear(found) else None

    def sentence_of_a_pack(
        self, message: Message, *, before_silence: bool = False
    ) -> Outcome | None:
        """Return the sentence that a few words ask for of the answer of a pack just told.

        Before silence it may name more than the answer speaks of: nothing else answers it.
        """
        knowledge, reading = self.matcher.knowledge, message.reading
        entry = knowledge.entries.get(next(iter(message.session.last.entries), ""))
        if entry is None or not has_passages(entry) or not goes_on_about(entry, message):
            return None
        rendered = knowledge.render(entry, message.voice.locale, on=message.today)
        asked = frozenset(one.kind for one in reading.questions)
        found = passage_asked(entry, rendered, message.text, asked, knowledge.sayings)
        if found is None or not found.answers:
            return None
        few = len(reading.words) <= policy.BARE_WORDS and not found.foreign
        few = few or before_silence
        if found.tells < (policy.FEW_WORDS_ASK if few else policy.SENTENCE_ASKED_FOR):
            return None
        if not before_silence and found.foreign > found.tells + policy.FOREIGN_BESIDE:
            return None
        return self._told(Match(entry, 1.0), message, ())

    def sentence_answers(self, message: Message) -> bool:
        """Return whether a sentence of the nearest entry of a pack holds the amount asked for."""
        best = next(iter(self.candidates(message)), None)
        near = best is not None and best.score >= policy.NEAR_AT_AN_INSTITUTION
        if best is None or not near or message.reading.programmes:
            return False
        if not has_passages(best.entry):
            return False
        knowledge = self.matcher.knowledge
        rendered = knowledge.render(best.entry, message.voice.locale, on=message.today)
        text = without_names(message.text, message.reading)
        kinds = frozenset(one.kind for one in message.reading.questions)
        found = passage_asked(best.entry, rendered, text, kinds, knowledge.sayings)
        return found is not None and found.answers and found.foreign < policy.FOREIGN

    def tell(
        self, match: Match, message: Message, to_choose: Sequence[Match] = (), *, rest: str = ""
    ) -> Outcome:
        """Return an entry as the answer, what was asked first; candidates for what it leaves open.

        Where it was told just before, it is not told over again.
        """
        match = self._of_the_matter(self._of_its_own(match, message), message)
        again = told_just_before(match, message) and match.entry.kind is not EntryKind.GAP
        if again and not message.context.asks_again:
            aspects = self.aspects(message)
            touched = self.matcher.knowledge.aspects.are_touched(aspects, match.entry)
            if not touched or self._is_silent(match, message):
                other = self._speaks_of_more(match, message)
                if other is not None:
                    return self._told(other, message, to_choose, rest=rest)
                related = self.responder.related(match.entry, message.voice)
                return self.refusals.silent(
                    message.text, related, message.session, message.voice, aspects
                )
        elif again and self._is_silent(match, message):
            # "And a postdoc?" after what staff may do: the answer that names them, where one does.
            match = self._speaks_of_more(match, message) or match
        elif match.entry.kind is EntryKind.OVERVIEW:
            match = self._narrower(match, message) or match
        return self._told(match, message, to_choose, rest=rest)

    def tell_sentence(self, entry: Entry, place: int, message: Message) -> Outcome:
        """Return an entry as the answer, with that unit of it first."""
        return self._told(Match(entry, 1.0), message, (), lead=place)

    def tell_again(self, entry: Entry, message: Message) -> Outcome:
        """Return the sentence of an answer just told that says most of what is taken up from it."""
        return self._told(Match(entry, 1.0), message, ())

    def _of_the_matter(self, match: Match, message: Message) -> Match:
        """Return what holds for the person, or the kind of mobility spoken of, where that differs.

        One applies for a BIP in a way of its own, and the amounts of students are not those of
        staff.
        """
        context, home = message.context, message.context.home
        if match.entry.id in amounts_of_students(home) and is_of_staff(message):
            # "Is it the same 70 euros as PhDs get?" of somebody employed.
            name = registry().overview(f"{QuestionKind.MONEY.value}_staff", home)
            own = self.matcher.knowledge.entries.get(name or "")
            return match if own is None else Match(own, match.score)
        if not context.goes_on or match.entry.id != registry().overview(policy.APPLYING, home):
            return match
        name = registry().overview(f"{policy.APPLYING}_{context.matter}", home)
        entry = self.matcher.knowledge.entries.get(name or "")
        return match if entry is None else Match(entry, match.score)

    def _of_its_own(self, match: Match, message: Message) -> Match:
        """Return an entry; to an institution's own none for guests, but what is left open."""
        own = message.context.outgoing and registry().is_of_coming(match.entry.id)
        name = registry().silent(policy.GOING, match.entry.institution) if own else None
        entries = self.matcher.knowledge.entries
        return match if name is None else Match(entries[name], match.score)

    def speaks_of(self, match: Match, message: Message) -> Mapping[str, float]:
        """Return what a message names that an entry says, and how much each tells."""
        knowledge = self.matcher.knowledge
        rendered = knowledge.render(match.entry, message.voice.locale, on=message.today)
        return speaks_of(match.entry, rendered, message.text, knowledge.sayings)

    def names_more(self, entry: Entry, message: Message) -> bool:
        """Return whether a message names what nothing of an entry speaks of."""
        knowledge = self.matcher.knowledge
        rendered = knowledge.render(entry, message.voice.locale, on=message.today)
        text = without_names(message.text, message.reading)
        return foreign_to(entry, rendered, text, knowledge.sayings) >= policy.FOREIGN

    def _is_silent(self, match: Match, message: Message) -> bool:
        """Return whether a message names something, and an entry says nothing of it."""
        sayings = self.matcher.knowledge.sayings
        if any(sayings.is_named(lead, message.text) for lead in match.entry.leads):
            return False
        named = sayings.distinguishing(message.text)
        return bool(named) and not self.speaks_of(match, message)

    def _narrower(self, match: Match, message: Message) -> Match | None:
        """Return the candidate that answers more narrowly than an overview.

        It says more of what is asked, or stands near enough and in the theme just spoken of.
        """
        told = message.session.last.entries if message.context.goes_on else ()
        themes = {theme_file(self.matcher.knowledge.entries[one]) for one in told}
        for one in self.candidates(message):
            near = one.score >= policy.OFFERED and one.entry.kind is EntryKind.ANSWER
            if near and one.entry.id not in told and theme_file(one.entry) in themes:
                return one
        return self._speaks_of_more(match, message)

    def _speaks_of_more(self, match: Match, message: Message) -> Match | None:
        """Return the near candidate that says most of what is asked, and more than an entry."""
        best, most = None, math.fsum(self.speaks_of(match, message).values()) + policy.LEADS
        for one in self.candidates(message):
            if one.score < policy.NEAR_ENOUGH or one.entry.id == match.entry.id:
                continue
            if one.entry.institution != match.entry.institution:
                continue
            tells = math.fsum(self.speaks_of(one, message).values())
            if one.entry.kind is EntryKind.ANSWER and tells >= most:
                best, most = one, tells
        return best

    def _told(
        self,
        match: Match,
        message: Message,
        to_choose: Sequence[Match],
        *,
        rest: str = "",
        lead: int = 0,
    ) -> Outcome:
        at = message.context.strictly_of
        if at is not None and is_foreign_to(at, match.entry):
            # However it was found, it is no word about an institution of a pack.
            return self.refusals.decline(message.text, message.session, message.voice, at=at)
        of_a_pack = has_passages(match.entry)
        text = asked_of_a_pack(message) if of_a_pack else asked_in(message)
        asked = WhatIsAsked(
            text,
            goes_on=message.context.goes_on,
            again=told_just_before(match, message),
            unit=message.session.last.unit,
            yes_or_no=asks_whether(message.reading),
            by_a_word=asks_by_a_question_word(message.reading),
            kinds=frozenset(one.kind for one in message.reading.questions),
            whole=without_what_is_told(message.reading) if of_a_pack else "",
            lead=lead,
        )
        return self.responder.tell(
            (match,),
            message.session,
            message.voice,
            message.today,
            to_choose=to_choose,
            rest=rest or "suggest.rest",
            asked=asked,
        )

    def without_talk(self, message: Message) -> tuple[Match, ...]:
        """Return the candidates of a message; of what goes on, without small talk."""
        found = self.candidates(message)
        if not message.context.goes_on:
            return found
        return tuple(one for one in found if one.entry.kind is not EntryKind.TALK)

    def is_of_the_topic(self, match: Match, message: Message) -> bool:
        """Return whether the conversation is about an entry, and the entry about what is asked."""
        return self.matcher.is_of_the_topic(match.entry, message.text, message.context)

    def nothing_found(self, message: Message) -> Outcome:
        """Say that no answer is found, and that the subject is known."""
        return self.refusals.silent(message.text, (), message.session, message.voice)

    def of_the_matter(self, asked: Set[QuestionKind], message: Message) -> Match | None:
        """Return what answers "how much?" for the kind of mobility that is spoken of."""
        context, entries = message.context, self.matcher.knowledge.entries
        matter = context.matter
        if matter is None:
            return None
        if is_short(matter) and is_in_months(message.session.said.get("duration")):
            # A stay of months is another one than the short one spoken of.
            matter = "study" if "duration" in message.session.said else matter
        for kind in policy.ASKED_OF_A_MATTER:
            name = registry().overview(f"{kind.value}_{matter}", context.home)
            if kind in asked and name is not None:
                return Match(entries[name], policy.ALONE)
        return None

    def overview(
        self, kind: QuestionKind, message: Message, matter: str | None = None
    ) -> Outcome | None:
        """Return the overview that answers a kind of question; None where there is none.

        Args:
            kind: what is asked.
            message: the message.
            matter: the kind of mobility that it is asked of; None for all of them.
        """
        found = self.overview_of(kind, message, matter)
        return None if found is None else self.tell(found, message)

    def overview_of(
        self, kind: QuestionKind, message: Message, matter: str | None = None
    ) -> Match | None:
        """Return the overview of a kind of question; None where there is none."""
        asked = kind.value if matter is None else f"{kind.value}_{matter}"
        name = registry().overview(asked, message.context.institution)
        return None if name is None else Match(self.matcher.knowledge.entries[name], 1.0)
