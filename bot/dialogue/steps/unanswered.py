"""The steps where no entry answers: in a conversation, beside the subject, an honest no."""

from collections.abc import Set
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.bond import Bond
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.leading_words import opens
from bot.dialogue.cues.of_a_pack import is_of_a_pack, without_names
from bot.dialogue.cues.off_subject import has_word_of_the_subject, is_of_the_subject
from bot.dialogue.entries.candidates import of_others
from bot.dialogue.entries.finding import Finding
from bot.dialogue.entries.near_follow_up import near_follow_up
from bot.dialogue.entries.sentence_search import SentenceSearch
from bot.dialogue.state.case import WHO, speaks_of_somebody
from bot.dialogue.steps.another_subject import as_going_on
from bot.dialogue.steps.coming import ComingSteps
from bot.dialogue.steps.lead_asked import LeadAsked
from bot.dialogue.steps.remarks import Remarks, asks
from bot.dialogue.turn import Message, Outcome
from bot.understanding import QuestionKind, Understanding
from bot.understanding.questions.split_questions import is_a_question
from knowledge import EntryKind, Match
from knowledge.vocabulary import load_vocabulary
from rules.institutions import ANY, registry

_APPROVING = load_vocabulary("reactions").words("approving")
# An institution whose text is silent on these of those who go or come says so, whatever else is
# asked beside: "may I go for a traineeship next year?".
_OF_A_STAY = frozenset({kinds.PERMISSION, kinds.FIT, kinds.LENGTH, kinds.LEFT})


@dataclass(frozen=True, slots=True)
class UnansweredSteps:
    """The steps that say what is not told here, and what of it a conversation still tells."""

    finding: Finding
    coming: ComingSteps
    sentences: SentenceSearch
    remarks: Remarks
    leads: LeadAsked

    def in_conversation(self, message: Message) -> Outcome | None:
        """Return what is said to a follow-up that nothing answers: it is of no other subject."""
        context, reading = message.context, message.reading
        if not context.goes_on or reading.names_another_institution:
            return None
        meaning = self._meaning(message)
        if meaning is not None:
            return meaning
        sentence = self.finding.sentence_of_a_pack(message, before_silence=True)
        if sentence is not None:
            return sentence
        asked_on = self._asked_on(message) or near_follow_up(message, self.finding.matcher)
        if asked_on is not None:
            return self.finding.tell(asked_on, message)
        own = self._own_of_a_pack(message)
        if own is not None:
            return self.finding.tell(own, message)
        silent = self._silent_institution(message)
        of_a_stay = {one.kind for one in reading.questions} & _OF_A_STAY
        if silent is not None and (of_a_stay or self._touches(silent, message)):
            return self.finding.tell(silent, message)
        asked = {one.kind for one in reading.questions}
        few = len(reading.words) <= policy.BARE_WORDS
        asked |= {kinds.MONEY} if few and kinds.speaks_of_money(reading) else set()
        of_the_matter = self.finding.of_the_matter(asked, message)
        if of_the_matter is not None and self._touches(of_the_matter, message):
            return self.finding.tell(of_the_matter, message)
        overview = next((one for one in policy.OVERVIEWS_BESIDE if one in asked), None)
        found = None if overview is None else self.finding.overview_of(overview, message)
        if found is not None and self._touches(found, message):
            return self.finding.tell(found, message)
        answered = self._before_silence(message) or self._of_another(message)
        return answered or self._silent(message, asked)

    def _before_silence(self, message: Message) -> Outcome | None:
        """Return the result told before, a sentence of an answer, or a word for who approves."""
        again = self.remarks.asked_again(message)
        if again is not None:
            return again
        lead = self.leads.before_silence(message)
        approved = None if lead else self._approved(message)
        if approved is not None:
            return self.finding.tell(approved, message)
        return lead or self._by_a_sentence(message)

    def _approved(self, message: Message) -> Match | None:
        """Return the word for who takes what was told as good, and asks nothing."""
        reading = message.reading
        if asks(message) or reading.slots or _APPROVING.isdisjoint(reading.words[:1]):
            return None
        entry = self.finding.matcher.knowledge.entries.get(policy.TALK_OF["ok"])
        return None if entry is None else Match(entry, 1.0)

    def by_its_number(self, message: Message) -> Outcome | None:
        """Return the answer with the sentence that a number is of: "and what goes into 4.3?"."""
        found = self.sentences.with_its_number(message)
        if found is None:
            return None
        return self.finding.tell_sentence(found.entry, found.place, message)

    def _by_a_sentence(self, message: Message, least: float = 0.0) -> Outcome | None:
        """Return the answer that holds the one sentence of all that says what is asked."""
        found = self.sentences.asked_for(message)
        if found is None or found.tells < least:
            return None
        return self.finding.tell_sentence(found.entry, found.place, message)

    def _silent(self, message: Message, asked: Set[QuestionKind]) -> Outcome | None:
        """Say that the texts are silent on what is asked, or ask what is meant by what is told."""
        context, reading = message.context, message.reading
        asks = asked or "?" in message.text or is_a_question(message.text)
        if not asks and speaks_of_somebody(reading):
            return self.finding.refusals.ask_back(message.session, message.voice)
        aspects = self.finding.aspects(message)
        of_the_subject = self.finding.matcher.knowledge.subject.log_odds(message.text) >= 0.0
        if not ((asks and of_the_subject) or context.bond is Bond.CLOSE or aspects):
            return None
        known = self.finding.matcher.knowledge.entries
        about = known.get(next(iter(context.focus.entries), ""))
        voice = message.voice
        related = () if about is None else self.finding.responder.related(about, voice)
        return self.finding.refusals.silent(
            message.text, related, message.session, message.voice, aspects, at=_pack_of(message)
        )

    def _own_of_a_pack(self, message: Message) -> Match | None:
        """Return the entry of a pack nearest to a message that it speaks of, however unsure."""
        best = next(iter(self.finding.candidates(message)), None)
        own = best is not None and best.entry.institution == _pack_of(message)
        if best is None or not own or best.score < policy.NEAR_AT_AN_INSTITUTION:
            return None
        return best if self.finding.speaks_of(best, message) else None

    def _touches(self, match: Match, message: Message) -> bool:
        """Return whether an entry says something of what is asked."""
        aspects = self.finding.matcher.knowledge.aspects
        return aspects.are_touched(self.finding.aspects(message), match.entry)

    def _silent_institution(self, message: Message) -> Match | None:
        """Return what the text of another institution than the default one leaves open."""
        context, reading = message.context, message.reading
        asked = {one.kind for one in reading.questions} - {kinds.OTHER, kinds.WHAT}
        known = self.finding.matcher.knowledge
        close = context.bond is Bond.CLOSE and known.subject.log_odds(message.text) > 0
        of_it = close or has_word_of_the_subject(reading.folded)
        if not (asked or of_it):
            return None
        home, entries = context.strictly_of, known.entries
        if home is None or reading.small_talk_within is not None:
            return None
        named = bool({one.slot for one in reading.slots} & WHO)
        asked_of = [
            one.kind for one in reading.questions if one.kind not in (kinds.OTHER, kinds.WHAT)
        ]
        for kind in asked_of or ([kinds.PERMISSION] if named else []):
            overview = registry().overview(kind.value, home)
            of_others = context.outgoing and registry().is_of_coming(overview or "")
            if overview is None or of_others:
                continue
            if is_of_a_pack(home) and self.finding.names_more(entries[overview], message):
                # "Who will meet me?" asks for more than whom to ask.
                return None
            return Match(entries[overview], policy.ALONE)
        if not registry()[home].tells_partners and not _is_about_going(reading):
            # A text of recognition leaves open who may go; what else is asked may stand in it.
            return None
        of_a_stay = asked & _OF_A_STAY and not registry()[home].tells_partners
        if not of_a_stay and self.coming.is_of_other_matters(message, home):
            return None
        return self.coming.left_open(message, home)

    def _asked_on(self, message: Message) -> Match | None:
        """Return the entry near to what is spoken of that a scrap asks for, if there is one."""
        near = self.finding.matcher.prior.near(message.context)
        if message.context.outgoing:
            near = tuple(one for one in near if not registry().is_of_coming(one))
        if not near or len(message.text.split()) > policy.SCRAP_WORDS:
            return None
        knowledge, context = self.finding.matcher.knowledge, message.context
        case = {**context.who, **message.reading.case}
        best, *others = knowledge.in_context(message.text, near)
        asked = self.finding.matcher.aspects(message.text, context)
        least = policy.SURE_OF_A_FOLLOW_UP
        if asked and knowledge.aspects.is_of_its_matter(asked) and context.matter is not None:
            # "Who decides whether I go?" is asked of the kind spoken of, and of nothing else.
            ahead = max((one.score for one in others), default=0.0) * policy.FAR_AHEAD
            least = max(policy.LEAST_OF_A_FOLLOW_UP, ahead)
        if (
            best.score < least
            or knowledge.holds_for(best.entry, case) is False
            or not knowledge.aspects.are_touched(asked, best.entry)
        ):
            return None
        return None if of_others(best, message.reading, context.institution) else best

    def off_subject(self, message: Message) -> Outcome | None:
        """Return a short word where nothing of the subject was named; nobody is sent anywhere."""
        if is_of_the_subject(message.reading) or is_of_a_pack(message.reading.institution):
            return None
        if self.finding.matcher.knowledge.guess_language(message.text).other:
            return None
        if self._goes_on_all_the_same(message):
            return self._going_on(as_going_on(message))
        found = self.finding.candidates(message)
        known = found and found[0].score >= policy.WITHOUT_A_WORD_OF_IT
        if known and found[0].entry.kind is not EntryKind.TALK and self._may_be_of_it(message):
            return self.finding.tell(found[0], message)
        return self.finding.refusals.off_subject(message.text, message.session, message.voice)

    def _may_be_of_it(self, message: Message) -> bool:
        """Return whether a message asks, and no word of it names another subject."""
        subject = self.finding.matcher.knowledge.subject
        return asks(message) and not subject.names_another(message.text)

    def _goes_on_all_the_same(self, message: Message) -> bool:
        """Return whether a message too long for a follow-up is still of the conversation.

        No word of it has to be of the subject, as long as none names another one.
        """
        subject = self.finding.matcher.knowledge.subject
        return not (message.context.focus.is_empty or subject.names_another(message.text))

    def _going_on(self, tied: Message) -> Outcome | None:
        """Return what is said to a message as one that goes on from what was told."""
        odds = self.finding.matcher.knowledge.subject.log_odds(tied.text)
        if not asks(tied) or (odds <= policy.OF_THE_SUBJECT and not opens(tied.reading)):
            return self.finding.nothing_found(tied)
        found = self.finding.candidates(tied)
        found = tuple(one for one in found if one.entry.kind is not EntryKind.TALK)
        least = max((one.score for one in found[1:]), default=0.0) * policy.AHEAD_ON_A_NAME
        if found and found[0].score >= max(policy.ALONE, least):
            return self.finding.tell(found[0], tied)
        return self.in_conversation(tied) or self.finding.nothing_found(tied)

    def _meaning(self, message: Message) -> Outcome | None:
        """Return what a term means in general, of which a pack's institution says nothing."""
        at, finding = _pack_of(message), self.finding
        if at is None or not message.reading.asks(kinds.WHAT):
            return None
        found = finding.matcher.meaning(message.text, message.reading)
        if found is None:
            return None
        session, voice, today = message.session, message.voice, message.today
        return finding.refusals.meaning(found.entry, session, voice, today, at)

    def _of_another(self, message: Message) -> Outcome | None:
        """Return whose rule a message asks for, where the institution spoken of has none."""
        home, knowledge = message.context.strictly_of, self.finding.matcher.knowledge
        if home is None or is_of_a_pack(home):
            return None
        text = without_names(message.text, message.reading)
        best = next(iter(knowledge.find(text, limit=1)), None)
        if best is None or best.score < policy.PLAINLY or best.entry.kind is not EntryKind.ANSWER:
            return None
        told_by = best.entry.institution
        if told_by in (home, ANY) or is_of_a_pack(told_by):
            return None
        if not knowledge.has_own_words(best.entry, text):
            return None
        told = registry()[told_by].named
        note = message.voice.say(
            "elsewhere.of_others",
            told=told["institution"],
            told_gen=told["institution_gen"],
            **registry()[home].named,
        )
        session, voice, today = message.session, message.voice, message.today
        # The conversation goes on about the institution that it was about.
        return session, self.finding.responder.again(best.entry, note, session, voice, today)[1]

    def refusal(self, message: Message) -> Outcome:
        """Return an honest no; at an institution that was named, what its text leaves open."""
        home = message.reading.institution
        if home is not None and registry()[home].tells_partners:
            left_open = self.coming.left_open(message, home)
            if left_open is not None:
                return self.finding.tell(left_open, message)
        outcome = self._meaning(message) or self._by_a_sentence(message, policy.SENTENCE_ALONE)
        outcome = outcome or self._of_another(message)
        if outcome is not None:
            return outcome
        return self.finding.refusals.decline(
            message.text, message.session, message.voice, at=_pack_of(message)
        )


def _is_about_going(reading: Understanding) -> bool:
    """Return whether a stay is asked about, or how one gets to go: "how do I apply?"."""
    asked = {one.kind for one in reading.questions}
    goes = kinds.names_exchange(reading) or kinds.wishes_to_go(reading) or reading.programmes
    return bool(asked & _OF_A_STAY or (kinds.HOW in asked and goes))


def _pack_of(message: Message) -> str | None:
    """Return the institution of a pack that is spoken of; None for none."""
    home = message.context.home
    return home if is_of_a_pack(home) else None
