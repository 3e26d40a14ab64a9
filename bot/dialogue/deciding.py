"""Deals with a typed message by the policy: the handlers of its steps, in order."""

from collections.abc import Callable, Mapping

from bot.dialogue import persons, policy
from bot.dialogue.as_asked import as_it_was_asked
from bot.dialogue.bond import Bond
from bot.dialogue.computing import Computing
from bot.dialogue.context import context
from bot.dialogue.context.context_prior import ContextPrior
from bot.dialogue.context.incoming import with_host
from bot.dialogue.cues.hearsay import without_hearsay
from bot.dialogue.entries.counterparts import Counterparts
from bot.dialogue.entries.finding import Finding
from bot.dialogue.entries.host_entries import HostEntries
from bot.dialogue.entries.near_of_a_pack import NearOfAPack
from bot.dialogue.entries.refusals import Refusals
from bot.dialogue.entries.responses import Responder
from bot.dialogue.entries.retrieval import Matcher
from bot.dialogue.entries.sentence_search import SentenceSearch
from bot.dialogue.interview.form_policy import Dialogue
from bot.dialogue.policy import Step
from bot.dialogue.reply_lines import with_heading
from bot.dialogue.rules_answers import RulesAnswers
from bot.dialogue.state.about import taken_back_to
from bot.dialogue.state.result_told import result_told
from bot.dialogue.state.session import Last, Session
from bot.dialogue.steps.another_subject import AnotherSubject
from bot.dialogue.steps.applying import ApplyingSteps
from bot.dialogue.steps.coming import ComingSteps
from bot.dialogue.steps.contract_dates import ContractDates
from bot.dialogue.steps.counting import CountingSteps
from bot.dialogue.steps.counting_of_kinds import CountingOfKinds
from bot.dialogue.steps.day_held import DayHeld
from bot.dialogue.steps.days_of_a_month import DaysOfAMonth
from bot.dialogue.steps.detail import DetailSteps
from bot.dialogue.steps.entries import EntrySteps
from bot.dialogue.steps.figures_told import FiguresTold
from bot.dialogue.steps.first_words import FirstWords
from bot.dialogue.steps.graduate_limit import GraduateLimit
from bot.dialogue.steps.holds_elsewhere import HoldsElsewhere
from bot.dialogue.steps.last_answer import LastAnswer
from bot.dialogue.steps.lead_asked import LeadAsked
from bot.dialogue.steps.near_misses import NearMisses
from bot.dialogue.steps.openings import OpeningSteps, with_faculty
from bot.dialogue.steps.own_rules import OwnRules
from bot.dialogue.steps.places_told import PlacesTold
from bot.dialogue.steps.reactions import Reactions
from bot.dialogue.steps.remarks import Remarks
from bot.dialogue.steps.rules import RulesSteps
from bot.dialogue.steps.several_questions import SeveralQuestions
from bot.dialogue.steps.several_stays import SeveralStays
from bot.dialogue.steps.talk import TalkSteps
from bot.dialogue.steps.unanswered import UnansweredSteps
from bot.dialogue.steps.unavailable import Unavailable
from bot.dialogue.steps.unlike_course import UnlikeCourse
from bot.dialogue.steps.unplaced import UnplacedSteps
from bot.dialogue.steps.unsettled import UnsettledSteps
from bot.dialogue.steps.value_then_question import value_then_question
from bot.dialogue.steps.what_fits import with_what_fits
from bot.dialogue.steps.who_is_told import WhoIsTold
from bot.dialogue.taking_in import completed, noted_in, with_stays
from bot.dialogue.turn import Message, Outcome, Turn
from bot.messages.changed import changed, replace
from bot.messages.effect import Effect, Reply
from bot.messages.effect import Outcome as Answered
from bot.understanding import Understanding
from knowledge import Knowledge

Handler = Callable[[Message], Outcome | None]

# These decide by what the message tells, and leave it to the others where they decline.
_OF_WHAT_IS_NOTED = frozenset(
    {Step.PLACE_TOLD, Step.CONTRACT, Step.COMING, Step.DETAIL, Step.SEVERAL_STAYS}
)
# "Hello" is answered, and the open question asked again; "ok" and "bye" may be its answer.
_TALK_IN_A_FORM = {kind: policy.TALK_OF[kind] for kind in ("greeting", "thanks")}


class Decider:
    """Deals with a typed message, step by step."""

    def __init__(
        self, knowledge: Knowledge, responder: Responder, rules: RulesAnswers, forms: Dialogue
    ) -> None:
        """Decide with these entries and forms.

        Args:
            knowledge: what can be answered.
            responder: what puts entries into replies.
            rules: what finds the form that answers by the rules.
            forms: the forms as they go on.
        """
        self._knowledge, self._forms, self._responder = knowledge, forms, responder
        prior = ContextPrior(knowledge)
        self.matters = self._matters = prior.matters
        self.matcher = Matcher(knowledge, prior, Counterparts(knowledge), NearOfAPack(knowledge))
        refusals = Refusals(knowledge, responder.contacts)
        self._finding = Finding(self.matcher, responder, refusals)
        computing = Computing(rules, forms, self._finding)
        self._computing = computing
        self._last_answer = LastAnswer(self._finding, computing)
        self._figures = figures = FiguresTold(self._finding, computing)
        self._rules_steps = rules_steps = RulesSteps(self._finding, computing, figures)
        stays = SeveralStays(knowledge, computing)
        contract = ContractDates(self._finding, computing)
        several = SeveralQuestions(self._finding, computing, rules_steps)
        hosts = HostEntries(self._finding)
        coming = ComingSteps(self._finding, hosts)
        self._entries = entries = EntrySteps(self._finding, coming)
        remarks, leads = Remarks(self._finding, computing), LeadAsked(self._finding)
        unanswered = UnansweredSteps(
            self._finding, coming, SentenceSearch(self._finding), remarks, leads
        )
        self._another_subject = AnotherSubject(self._finding, hosts)
        self._own_rules = own_rules = OwnRules(self._finding, computing)
        unplaced = UnplacedSteps(self._finding)
        self._counting = counting = CountingSteps(
            self._finding, forms.rulebook, CountingOfKinds(self._finding)
        )
        self._counting_days = DaysOfAMonth(knowledge, forms.rulebook)
        openings = OpeningSteps(self._finding, computing)
        self._talk = TalkSteps(self._finding, hosts)
        handlers: Mapping[Step, Handler] = {
            Step.NOTHING_SAID: self._nothing_said,
            Step.UNAVAILABLE: Unavailable(refusals, self._talk_of_nobody).answer,
            Step.REPLY: self._reply,
            Step.DAYS_OF_A_MONTH: self._days_of_a_month,
            Step.RUNNING_FORM: self._running_form,
            Step.CHOICE: self._last_answer.choice,
            Step.SENTENCE: self._finding.sentence_of_a_pack,
            Step.APPLYING: ApplyingSteps(self._finding, computing).answer,
            Step.UNLIKE_COURSE: UnlikeCourse(self._finding).answer,
            Step.REACTION: Reactions(self._finding, computing, stays, contract).reaction,
            Step.ANOTHER_SUBJECT: self._another_subject.answer,
            Step.PLACE_TOLD: PlacesTold(self._finding, computing, coming).place_told,
            Step.HOLDS_ELSEWHERE: HoldsElsewhere(self._finding).answer,
            Step.FIGURE: figures.answer,
            Step.REMARK: remarks.remark,
            Step.CONTRACT: contract.answer,
            Step.GRADUATE_LIMIT: GraduateLimit(self._finding, computing).answer,
            Step.DAY_HELD: DayHeld(computing).answer,
            Step.COMING: coming.coming,
            Step.COUNTS: counting.counts,
            Step.DETAIL: DetailSteps(self._finding).detail,
            Step.SEVERAL_STAYS: stays.together,
            Step.WHAT_IF: self._what_if,
            Step.AFTER_ANSWER: self._last_answer.after_answer,
            Step.LEAD: leads.lead,
            Step.OPENING: openings.opening,
            Step.SMALL_TALK: self._talk.small_talk,
            Step.SEVERAL_QUESTIONS: several.several_questions,
            Step.UNSETTLED: UnsettledSteps(self._finding, computing, rules_steps).unsettled,
            Step.OPTIONS: openings.options,
            Step.OWN_RULE: own_rules.rule,
            Step.CASE_TO_RULES: rules_steps.case_to_rules,
            Step.NOTED: WhoIsTold(self._finding, computing, rules_steps).says_who,
            Step.UNPLACED: lambda message: (
                unanswered.by_its_number(message) or unplaced.unplaced(message)
            ),
            Step.BROAD: entries.broad,
            Step.WHOSE_RULE: entries.whose_rule,
            Step.ENTRY: lambda message: coming.left_to_others(message) or entries.entry(message),
            Step.PLAINLY: entries.plainly,
            Step.CONCLUDED: remarks.concluded,
            Step.OF_A_HOST: hosts.answer,
            Step.OWN_PROGRAMME: lambda message: (
                own_rules.of_its_programme(message) or rules_steps.of_its_own_programme(message)
            ),
            Step.NEAR_MISSES: NearMisses(self._finding).near_misses,
            Step.IN_CONVERSATION: unanswered.in_conversation,
            Step.FIRST_WORDS: FirstWords(self._finding).answer,
            Step.OFF_SUBJECT: unanswered.off_subject,
            Step.HONEST_REFUSAL: unanswered.refusal,
        }
        self._steps = [
            (step, handler, step in _OF_WHAT_IS_NOTED) for step, handler in handlers.items()
        ]

    def get_ready(self) -> None:
        """Do what the first messages of a conversation would wait for."""
        self.matcher.prior.get_ready()

    def decide(self, session: Session, text: str, turn: Turn) -> Outcome:
        """Return what a message that is no command gets."""
        told, asked = value_then_question(text, session, turn)
        if told and not self._forms.asks(session, turn.today):
            return self._one_after_the_other(told, asked, session, turn)
        return self._decide(session, text, turn)

    def _one_after_the_other(self, told: str, asked: str, session: Session, turn: Turn) -> Outcome:
        """Return the result with the value told, and behind it the answer to the question."""
        session, changed = self._decide(session, told, turn)
        session, answer = self._decide(session, asked, turn)
        return session, (*changed, *answer)

    def _decide(self, session: Session, text: str, turn: Turn) -> Outcome:
        untouched = session
        session = changed(session, focus=context.current(session, self._matters, text))
        reading = without_hearsay(with_host(turn.understood(text), session))
        before = session.person
        if not self._forms.asks(session, turn.today):
            each = self._each_of_two(session, text, turn, reading)
            if each is not None:
                return each
            session = persons.turned(session, reading)
            turn = turn.about_person(session.person)
            told = result_told(
                reading, session, self._forms.forms, self._forms.rulebook, turn.today
            )
            reading, session = completed(reading, session, told)
        message = Message(text, reading, session, turn, context.resolve(reading, session))
        if session.person != before:
            message = replace(message, of_another=True)
        noted = message
        for step, handler, of_what_is_noted in self._steps:
            if step is Step.PLACE_TOLD:
                noted = noted_in(message)
            elif step is Step.OPENING:
                # From here on the message is about the person's own matters.
                message = noted
            outcome = handler(noted if of_what_is_noted else message)
            if outcome is None:
                continue
            outcome = _with_thanks_returned(message, outcome)
            if step is Step.ANOTHER_SUBJECT:
                return untouched, outcome[1]
            outcome = as_it_was_asked(message, outcome, self._forms.rulebook)
            outcome = self._counting.with_its_cycle(message, outcome)
            after, effects = with_faculty(message, outcome)
            focus = context.after(message.context, reading, after, self._matters)
            return changed(after, focus=focus), effects
        raise AssertionError("the last step of the policy declines")

    def _each_of_two(
        self, session: Session, text: str, turn: Turn, reading: Understanding
    ) -> Outcome | None:
        """Return what the rules say to each of two people; None where a message tells of one."""
        told: list[Effect] = []
        for person, one in persons.each_of_two(reading):
            session = persons.turned_to(session, person)
            plain = replace(session, last=Last())
            stays, plain = with_stays(one, plain)
            about = turn.about_person(person)
            message = Message(text, stays, plain, about, context.resolve(stays, plain))
            message = noted_in(message)
            outcome = self._rules_steps.for_one_of_two(message)
            if outcome is None:
                return None
            session, effects = outcome
            focus = context.after(message.context, one, session, self._matters)
            session = replace(session, focus=focus)
            name = "person.you" if person == persons.WRITER else "person.other"
            # What is said of the writer comes first.
            told = [*with_heading(turn.voice.say(name), effects), *told]
        return (session, tuple(told)) if told else None

    def show_entry(self, name: str, session: Session, turn: Turn) -> Outcome:
        """Return an entry that was chosen by its button."""
        return self._last_answer.show_entry(name, session, turn)

    def something_else(self, session: Session, turn: Turn) -> Outcome:
        """Return what is said where none of what was offered is meant."""
        return self._last_answer.something_else(session, turn)

    def then_go_on(self, outcome: Outcome, turn: Turn) -> Outcome:
        """Return the outcome, with the open question of a running form asked again."""
        if self._forms.asks(outcome[0], turn.today):
            return self._forms.resume(outcome, turn.voice, turn.today)
        return outcome

    def _nothing_said(self, message: Message) -> Outcome | None:
        if any(letter.isalnum() for letter in message.text):
            return None
        voice = message.voice
        words = Reply(voice.say("empty"), voice.locale, outcome=Answered.UNKNOWN)
        return message.session, (words,)

    def _talk_of_nobody(self, message: Message) -> Outcome | None:
        """Return what is said to a greeting, or to a recipe, whose texts ever are spoken of."""
        return self._another_subject.answer(message) or self._talk.small_talk(message)

    def _reply(self, message: Message) -> Outcome | None:
        """Return a follow-up on the answer that the message replies to, whatever was said since."""
        about = message.turn.about
        if about is None:
            return None
        then = taken_back_to(
            message.session, about, tools=self._forms.forms, entries=self._knowledge.entries
        )
        if then is None:
            return None
        then = replace(then, focus=context.of_last(then, self._matters))
        back = replace(
            message, session=then, context=context.resolve(message.reading, then), ranked={}
        )
        handlers = [self._last_answer.choice, self._last_answer.what_if]
        handlers.append(self._last_answer.after_answer)
        if back.context.bond is Bond.CLOSE:
            handlers.append(self._entries.entry)
        for handler in handlers:
            outcome = handler(back)
            if outcome is not None:
                return self.then_go_on(outcome, message.turn)
        return None

    def _what_if(self, message: Message) -> Outcome | None:
        """Return the last result with one slot changed; of another programme, the rule asked for.

        "And Karpat?" behind "how long may my exchange be?" asks how long, and for no verdict.
        """
        if message.context.asks_again and message.reading.programmes:
            told = self._own_rules.rule(message)
            if told is not None:
                return told
        outcome = self._last_answer.what_if(message)
        if outcome is None:
            return None
        session, effects = self._figures.judging(outcome, message)
        if session.form is None:
            return session, effects
        return session, with_what_fits(session.form, self._computing, message, effects)

    def _days_of_a_month(self, message: Message) -> Outcome | None:
        """Return how days and months are counted; an open form is left as it is."""
        outcome = self._counting_days.answer(message)
        return None if outcome is None else self.then_go_on(outcome, message.turn)

    def _running_form(self, message: Message) -> Outcome | None:
        """Return the message as part of an open form; a question in between is answered first."""
        forms, session, voice, today = self._forms, message.session, message.voice, message.today
        if not forms.asks(session, today):
            return forms.summary(message.text, session, voice, today)
        at_hand = forms.limit_at_hand(message.text, message.reading, session, voice, today)
        if at_hand is not None:
            return at_hand
        talk = _TALK_IN_A_FORM.get(message.reading.small_talk or "")
        if talk is not None:
            shown = self._responder.show(self._knowledge.entries[talk], session, voice, today)
            return self.then_go_on(shown, message.turn)
        between = self._finding.sure(message) if "?" in message.text else None
        if between is None:
            outcome = forms.words(message.text, message.reading, session, voice, today)
            if outcome is not None:
                return outcome
            between = self._finding.sure(message)
        if between is None:
            other = self._another_subject.answer(message)
            if other is not None:
                return forms.resume((session, other[1]), voice, today)
            return forms.wrong_answer(session, voice, today)
        shown = self._responder.show(between.entry, session, voice, today)
        return self.then_go_on(shown, message.turn)


def _with_thanks_returned(message: Message, outcome: Outcome) -> Outcome:
    """Return what is said where nothing answers, with a word for who thanked before asking on."""
    session, effects = outcome
    unknown = any(
        isinstance(one, Reply) and one.outcome is Answered.UNKNOWN and not one.answers
        for one in effects
    )
    if not unknown or message.reading.small_talk_within != "thanks":
        return outcome
    return session, with_heading(message.voice.say("thanks_returned"), effects)
