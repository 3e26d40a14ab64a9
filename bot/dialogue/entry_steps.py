"""The steps by which an entry answers, candidates are offered, or nothing is known."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from bot.dialogue import asked_kinds as kinds
from bot.dialogue import policy
from bot.dialogue.bond import Bond
from bot.dialogue.case import WHO, speaks_of_somebody
from bot.dialogue.finding import Finding
from bot.dialogue.host_entries import HostEntries
from bot.dialogue.incoming import comes, comes_to_one_named, leaves
from bot.dialogue.of_a_pack import is_of_a_pack
from bot.dialogue.off_subject import has_word_of_the_subject
from bot.dialogue.retrieval import of_others, worth_offering
from bot.dialogue.rules_answers import is_in_months
from bot.dialogue.telling import told_in
from bot.dialogue.turn import Message, Outcome
from bot.understanding import QuestionKind, Understanding
from bot.understanding.split_questions import is_a_question
from knowledge import EntryKind, Match, Theme, theme_file
from knowledge.vocabulary import load_vocabulary
from rules.institutions import ANY, registry
from rules.programmes.names import is_short

# Of the Academy only what is asked about going away is known to be left open.
_ABOUT_GOING = frozenset({kinds.PERMISSION, kinds.FIT, kinds.LENGTH, kinds.LEFT, kinds.HOW})
# Conditions, of which a text for partners states none.
_OF_CONDITIONS = frozenset({kinds.LENGTH, kinds.MONEY, kinds.PAPERS, kinds.WHEN, kinds.OTHER})
_LAUGHTER = load_vocabulary("small_talk").words("laughter")
_INTERESTED = re.compile(rf"\W*{load_vocabulary('follow_ups').pattern('interested')}\b")


@dataclass(frozen=True, slots=True)
class EntrySteps:
    """The steps that answer from the entries."""

    finding: Finding
    hosts: HostEntries

    def small_talk(self, message: Message) -> Outcome | None:
        """Answer hello, thanks and bye: few words that are nearest to small talk."""
        within = self._an_officer_says_who(message) or self._talk_among_other_words(message)
        if within is not None:
            return self.finding.tell(within, message)
        if len(message.text.split()) > policy.SMALL_TALK_WORDS or told_in(message.reading):
            return None
        if any(letter.isdigit() for letter in message.text):
            # "Шта иде у 4.3?" asks of a section; no greeting holds a number.
            return None
        found = self.finding.candidates(message)
        enough = self.finding.matcher.knowledge.thresholds.suggest
        if found and found[0].entry.kind is EntryKind.TALK and found[0].score >= enough:
            return self.finding.tell(found[0], message)
        # "Ok ty", "thx bye": all of its words are small talk, in whatever order they stand.
        name = policy.TALK_OF.get(message.reading.small_talk or "")
        entry = None if name is None else self.finding.matcher.knowledge.entries.get(name)
        return None if entry is None else self.finding.tell(Match(entry, 1.0), message)

    def _an_officer_says_who(self, message: Message) -> Match | None:
        """Return the greeting for a coordinator who says that, and asks nothing yet."""
        reading = message.reading
        if not reading.by_officer:
            return None
        asks = reading.questions or "?" in reading.text or is_a_question(reading.text)
        about_somebody = {one.slot for one in reading.slots} - {"institution"}
        if asks or about_somebody:
            return None
        few = len(reading.words) <= policy.OFFICERS_WORDS
        entry = self.finding.matcher.knowledge.entries.get(policy.TALK_OF["greeting"])
        return Match(entry, 1.0) if few and entry is not None else None

    def _talk_among_other_words(self, message: Message) -> Match | None:
        """Answer small talk in a message that asks and tells nothing else: "haha ok, saved me"."""
        reading = message.reading
        if len(reading.words) > policy.SMALL_TALK_AMONG_WORDS:
            return None
        asks = "?" in reading.text or is_a_question(reading.text)
        asks = asks or any(one.kind is not kinds.OTHER for one in reading.questions)
        tells = bool(reading.slots or reading.unplaced or reading.ambiguous)
        tells = tells or bool(self.finding.aspects(message))
        laughs = not _LAUGHTER.isdisjoint(reading.words)
        goes_on = reading.small_talk_within == "ok" and message.context.bond is Bond.CLOSE
        if (
            reading.small_talk is not None
            or asks
            or tells
            or (goes_on and not laughs)
            or has_word_of_the_subject(reading.folded)
        ):
            return None
        kind = reading.small_talk_within or ("ok" if laughs else "")
        name = policy.TALK_OF.get(kind)
        entry = None if name is None else self.finding.matcher.knowledge.entries.get(name)
        return None if entry is None else Match(entry, 1.0)

    def another_subject(self, message: Message) -> Outcome | None:
        """Return a short word where a message is about another subject, whatever was told."""
        knowledge = self.finding.matcher.knowledge
        reading = message.reading
        # Who names an institution asks something of it, whatever that is.
        if reading.programmes or reading.institution is not None:
            return None
        if knowledge.guess_language(message.text).other:
            return None
        if knowledge.subject.log_odds(message.text) > policy.ANOTHER_SUBJECT:
            return None
        if is_of_a_pack(message.context.strictly_of):
            # Its guests ask of bicycles and choirs: what its texts are about is its subject.
            near, least = self.finding.candidates(message)[:1], knowledge.thresholds.suggest
            if message.reading.institution or any(one.score >= least for one in near):
                return None
        if self.hosts.meant(message, policy.SURE_OF_A_FOLLOW_UP) is not None:
            # "Do you have natural sciences?" asks what the host itself tells.
            return None
        sure = None if message.context.goes_on else self.finding.sure(message)
        if sure is not None and sure.entry.kind is not EntryKind.TALK:
            # Asked out of nothing, what is surely meant is meant.
            return None
        return self.finding.responder.off_subject(message.text, message.session, message.voice)

    def coming(self, message: Message) -> Outcome | None:
        """Say that an institution's text is of those who go from it, to who comes to it."""
        reading, context = message.reading, message.context
        home = reading.institution or context.home
        if home is None or home not in registry():
            return None
        if registry()[home].tells_partners:
            return self._of_partners(message, home)
        name = registry().silent(policy.COMING, home)
        asks = "?" in message.text or bool(reading.questions) or is_a_question(message.text)
        told_before = name is not None and name in context.focus.entries and context.goes_on
        goes_on = asks and (told_before or (context.incoming and context.belongs))
        goes_on = goes_on and not reading.belonging and not self._asks_whom_to_write(message)
        if name is None or not (comes_to_one_named(reading) or goes_on):
            return None
        return self.finding.tell(Match(self.finding.matcher.knowledge.entries[name], 1.0), message)

    def _asks_whom_to_write(self, message: Message) -> bool:
        found = self.finding.candidates(message)[:1]
        return message.reading.asks(kinds.WHO) and any(one.entry.contact for one in found)

    def _of_partners(self, message: Message, home: str) -> Outcome | None:
        """Say that a text for partners states no conditions, to a guest or one of its own.

        What it does tell is found as an entry.
        """
        reading, context = message.reading, message.context
        asked = {one.kind for one in reading.questions}
        directed = context.incoming or context.outgoing
        directed = directed and not self._is_of_other_matters(message, home)
        few = len(reading.words) <= policy.FOLLOW_UP_WORDS
        if not (directed and few and asked and asked <= _OF_CONDITIONS and context.goes_on):
            return None
        found = self.finding.candidates(message)[:1]
        if any(one.score >= policy.SURE_BESIDE_A_LENGTH for one in found):
            return None
        if asked == {kinds.OTHER} and self.finding.sure(message) is not None:
            # "Non-academic staff too?" asks for no condition.
            return None
        left_open = self._left_open(message, home)
        own = self.hosts.meant(message)
        if left_open is None or own not in (None, left_open):
            return None
        return self.finding.tell(left_open, message)

    def counts(self, message: Message) -> Outcome | None:
        """Return whether a stay counts towards the months of a cycle, where that is asked."""
        reading, context = message.reading, message.context
        told = {one.slot for one in reading.slots} & {"duration", "used", "ects", "hours"}
        if told or not kinds.asks_whether_it_counts(reading):
            return None
        known = message.session.case.get("cycle")
        cycle = reading.case.get("cycle")
        another = context.goes_on and cycle is not None and known is not None
        another = another and known is not None and cycle != known.value
        of_a_new_cycle = registry().overview(policy.COUNTS_IN_A_NEW_CYCLE, context.home)
        # "So the old months don't count?" is asked of what was just told of a new cycle.
        another = another or message.session.last.entries == (of_a_new_cycle,)
        sure = self.finding.sure(message)
        if sure is not None and sure.entry.kind is EntryKind.ANSWER and not another:
            return self.finding.tell(sure, message)
        if not context.goes_on:
            return None
        kind = policy.COUNTS.get(context.matter or "", policy.COUNTS_AT_ALL)
        if another:
            kind = policy.COUNTS_IN_A_NEW_CYCLE
            if context.matter == "traineeship" and self._is_after_studies(message):
                kind = policy.COUNTS_AS_APPLIED
        name = registry().overview(kind, context.home)
        if name is None:
            return None
        return self.finding.tell(Match(self.finding.matcher.knowledge.entries[name], 1.0), message)

    def _is_after_studies(self, message: Message) -> bool:
        """Return whether a traineeship after graduating is spoken of."""
        case = message.session.case
        if "finished_on" in case or ("role" in case and case["role"].value == "graduate"):
            return True
        entries = self.finding.matcher.knowledge.entries
        told = [entries[one] for one in message.session.last.entries if one in entries]
        applied = registry().overview(policy.COUNTS_AS_APPLIED, message.context.home)
        return any(applied in (one.id, *one.related) for one in told)

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
        others = {one.slot for one in reading.slots} - {"institution", "role", "registered"}
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
        if message.context.outgoing and registry()[home].tells_partners:
            return self._left_open(message, home)
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
            of_the_matter = self._of_the_matter(asked, message)
            near = bool(found) and found[0].score >= policy.SURE_BESIDE_A_CASE
            near = near and found[0].entry.kind is not EntryKind.OVERVIEW
            if of_the_matter is not None and not near:
                return self.finding.tell(of_the_matter, message)
        if kinds.asks_who_pays(reading):
            of_the_matter = self._of_the_matter(frozenset({kinds.MONEY}), message)
            if of_the_matter is not None:
                return self.finding.tell(of_the_matter, message)
        one_word = len(message.text.split()) == 1 and not message.context.goes_on
        if not found or not matcher.is_clear(found, one_word=one_word):
            return self._of_the_topic(found, message)
        if of_others(found[0], reading, message.context.institution):
            return None
        named = _is_of_the_subject(reading) or reading.names_another_institution
        named = named or is_of_a_pack(reading.institution)
        named = named or self._is_of_the_topic(found[0], message)
        goes_on = message.context.goes_on
        least = policy.SURE_IN_CONVERSATION if goes_on else policy.SURE_WITHOUT_THE_SUBJECT
        if not named and found[0].score < least:
            return None
        return self.finding.tell(found[0], message)

    def near_misses(self, message: Message) -> Outcome | None:
        """Return a few candidates, where one word of the message is of the subject."""
        session, found = message.session, self._found(message)
        if not found or found[0].score < self.finding.matcher.knowledge.thresholds.suggest:
            return self._broadly_asked(message)
        of_the_subject = _is_of_the_subject(message.reading)
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
        if len(offered) == 1 and not others:
            return self.finding.tell(offered[0], message) if _alone(offered) else None
        responder, voice, today = self.finding.responder, message.voice, message.today
        first = offered[0].entry
        own = first.institution == message.context.institution is not None
        own = own and message.context.strictly_of is not None and _leads(offered)
        own = own or _is_of_its_name(offered, message.reading)
        if first.kind is EntryKind.ANSWER and not others and (own or _rest_are_gaps(offered)):
            return self.finding.tell(offered[0], message, offered[1:], rest="suggest.other")
        broad = [one for one in offered if one.entry.kind is EntryKind.OVERVIEW]
        if len(broad) == 1 and not others:
            # An overview holds what either of the narrower ones says; they become its buttons.
            rest = [one for one in offered if one not in broad]
            return self.finding.tell(broad[0], message, rest, rest="suggest.other")
        head = None if others else self._head_of(offered)
        if head is not None:
            rest = [one for one in offered if one.entry is not head.entry]
            return self.finding.tell(head, message, rest, rest="suggest.other")
        yours = message.context.institution
        return responder.suggest(offered, session, voice, today, heading, yours=yours)

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

    def in_conversation(self, message: Message) -> Outcome | None:
        """Return what is said to a follow-up that nothing answers: it is of no other subject."""
        context, reading = message.context, message.reading
        if not context.goes_on or reading.names_another_institution:
            return None
        meaning = self._meaning(message)
        if meaning is not None:
            return meaning
        asked_on = self._asked_on(message)
        if asked_on is not None:
            return self.finding.tell(asked_on, message)
        silent = self._silent_institution(message)
        if silent is not None and self._touches(silent, message):
            return self.finding.tell(silent, message)
        asked = {one.kind for one in reading.questions}
        few = len(reading.words) <= policy.BARE_WORDS
        asked |= {kinds.MONEY} if few and kinds.speaks_of_money(reading) else set()
        of_the_matter = self._of_the_matter(asked, message)
        if of_the_matter is not None and self._touches(of_the_matter, message):
            return self.finding.tell(of_the_matter, message)
        overview = next((one for one in policy.OVERVIEWS_BESIDE if one in asked), None)
        found = None if overview is None else self.finding.overview_of(overview, message)
        if found is not None and self._touches(found, message):
            return self.finding.tell(found, message)
        asks = asked or "?" in message.text or is_a_question(message.text)
        if not asks and speaks_of_somebody(reading):
            return self.finding.responder.ask_back(message.session, message.voice)
        aspects = self.finding.aspects(message)
        if not (asked & policy.ASKED_OF_A_STAY or context.bond is Bond.CLOSE or aspects):
            return None
        known = self.finding.matcher.knowledge.entries
        about = known.get(next(iter(context.focus.entries), ""))
        return self.finding.responder.silent(
            message.text, about, message.session, message.voice, aspects, at=_pack_of(message)
        )

    def _touches(self, match: Match, message: Message) -> bool:
        """Return whether an entry says something of what is asked."""
        aspects = self.finding.matcher.knowledge.aspects
        return aspects.are_touched(self.finding.aspects(message), match.entry)

    def _of_the_matter(self, asked: Set[QuestionKind], message: Message) -> Match | None:
        """Return what answers "how much?" for the kind of mobility that is spoken of."""
        context, entries = message.context, self.finding.matcher.knowledge.entries
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

    def _silent_institution(self, message: Message) -> Match | None:
        """Return what the text of another institution than the default one leaves open."""
        context, reading = message.context, message.reading
        asked = {one.kind for one in reading.questions} - {kinds.OTHER, kinds.WHAT}
        of_it = context.bond is Bond.CLOSE or has_word_of_the_subject(reading.folded)
        if not (asked or of_it):
            return None
        home, entries = context.strictly_of, self.finding.matcher.knowledge.entries
        if home is None or reading.small_talk_within is not None:
            return None
        named = bool({one.slot for one in reading.slots} & WHO)
        asked_of = [
            one.kind for one in reading.questions if one.kind not in (kinds.OTHER, kinds.WHAT)
        ]
        for kind in asked_of or ([kinds.PERMISSION] if named else []):
            overview = registry().overview(kind.value, home)
            of_others = context.outgoing and registry().is_of_coming(overview or "")
            if overview is not None and not of_others:
                return Match(entries[overview], policy.ALONE)
        if not registry()[home].tells_partners and not asked & _ABOUT_GOING:
            # A text of recognition leaves open who may go; what else is asked may stand in it.
            return None
        if self._is_of_other_matters(message, home):
            return None
        return self._left_open(message, home)

    def _is_of_other_matters(self, message: Message, home: str) -> bool:
        """Return whether an institution's projects or partners are spoken of, and nobody's stay."""
        entries = self.finding.matcher.knowledge.entries
        name = registry().silent(policy.COMING, home)
        told = [entries[one] for one in message.context.focus.entries[:1] if one in entries]
        if name is None or not told or comes(message.reading) or leaves(message.reading):
            return False
        first, of_stays = told[0], entries[name]
        own = first.institution == home and first.kind is EntryKind.ANSWER
        return own and theme_file(first) != theme_file(of_stays)

    def _left_open(self, message: Message, home: str) -> Match | None:
        """Return what an institution's text leaves open of who comes, or of its own who go."""
        direction = policy.COMING if message.context.incoming else policy.GOING
        name = registry().silent(direction, home)
        entries = self.finding.matcher.knowledge.entries
        return None if name is None else Match(entries[name], policy.ALONE)

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

    def _asked_on(self, message: Message) -> Match | None:
        """Return the entry near to what is spoken of that a scrap asks for, if there is one."""
        near = self.finding.matcher.prior.near(message.context)
        if message.context.outgoing:
            near = tuple(one for one in near if not registry().is_of_coming(one))
        if not near or len(message.text.split()) > policy.SCRAP_WORDS:
            return None
        knowledge, context = self.finding.matcher.knowledge, message.context
        case = {**context.who, **message.reading.case}
        best = knowledge.in_context(message.text, near)[0]
        asked = self.finding.matcher.aspects(message.text, context)
        if (
            best.score < policy.SURE_OF_A_FOLLOW_UP
            or knowledge.holds_for(best.entry, case) is False
            or not knowledge.aspects.are_touched(asked, best.entry)
        ):
            return None
        return None if of_others(best, message.reading, context.institution) else best

    def _is_of_the_topic(self, match: Match, message: Message) -> bool:
        matcher = self.finding.matcher
        return matcher.is_of_the_topic(match.entry, message.text, message.context)

    def off_subject(self, message: Message) -> Outcome | None:
        """Return a short word where nothing of the subject was named; nobody is sent anywhere."""
        if _is_of_the_subject(message.reading) or is_of_a_pack(message.reading.institution):
            return None
        if self.finding.matcher.knowledge.guess_language(message.text).other:
            return None
        return self.finding.responder.off_subject(message.text, message.session, message.voice)

    def _meaning(self, message: Message) -> Outcome | None:
        """Return what a term means in general, of which a pack's institution says nothing."""
        at, finding = _pack_of(message), self.finding
        if at is None or not message.reading.asks(kinds.WHAT):
            return None
        found = finding.matcher.meaning(message.text, message.reading)
        if found is None:
            return None
        session, voice, today = message.session, message.voice, message.today
        return finding.responder.meaning(found.entry, session, voice, today, at)

    def refusal(self, message: Message) -> Outcome:
        """Return an honest no; at an institution that was named, what its text leaves open."""
        home = message.reading.institution
        if home is not None and registry()[home].tells_partners:
            left_open = self._left_open(message, home)
            if left_open is not None:
                return self.finding.tell(left_open, message)
        meaning = self._meaning(message)
        if meaning is not None:
            return meaning
        return self.finding.responder.decline(
            message.text, message.session, message.voice, at=_pack_of(message)
        )


def _pack_of(message: Message) -> str | None:
    """Return the institution of a pack that is spoken of; None for none."""
    home = message.context.home
    return home if is_of_a_pack(home) else None


def _is_of_the_subject(reading: Understanding) -> bool:
    """Return whether a message has a word of the subject, or a programme: "Шта је STA?"."""
    return has_word_of_the_subject(reading.folded) or bool(reading.programmes)


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


def _alone(found: Sequence[Match]) -> bool:
    return found[0].score >= policy.ALONE
