"""The handlers of the policy's steps (`bot.dialogue.policy.Step`)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.dialogue import asked_kinds as kinds
from bot.dialogue import case, follow_up, policy, steps, unsettled
from bot.dialogue.about import taken_back_to, with_about
from bot.dialogue.earlier_stays import as_told_before
from bot.dialogue.form_policy import Dialogue
from bot.dialogue.multi_question import Part, SideBySide, parts_of
from bot.dialogue.off_subject import has_word_of_the_subject
from bot.dialogue.policy import Step
from bot.dialogue.reply_lines import with_heading, with_last_line, with_second_line
from bot.dialogue.responses import Responder
from bot.dialogue.retrieval import Matcher, of_others, worth_offering
from bot.dialogue.rules_answers import RulesAnswers, is_in_months
from bot.dialogue.session import Interview, Last, Session
from bot.dialogue.telling import told_in
from bot.dialogue.turn import Message, Outcome, Turn
from bot.forms import slot_wording as wording
from bot.forms.form import paragraphs
from bot.forms.slots import SHORT_STAYS
from bot.messages.button_data import Verb, data
from bot.messages.effect import Answer, Button, Effect, Reply
from bot.messages.effect import Outcome as Answered
from bot.messages.json_value import Json
from bot.messages.markup import plain
from bot.messages.voice import Voice
from bot.understanding import QuestionKind, Understanding, understand
from knowledge import Kind, Match
from rules import Verdict

_GRADES = "asss-recognition/grades"
_WHO = ("role", "cycle", "programme")
# The field of a reading that a slot is read from, where it has another name.

Handler = Callable[[Message], Outcome | None]


@dataclass(frozen=True, slots=True)
class Decider:
    """Deals with a typed message, step by step.

    Attributes:
        matcher: what finds and judges entries.
        responder: what puts entries into replies.
        rules: what finds the form that answers by the rules.
        forms: the running form.
        command: what deals with commands.
    """

    matcher: Matcher
    responder: Responder
    rules: RulesAnswers
    forms: Dialogue

    def decide(self, session: Session, text: str, turn: Turn) -> Outcome:
        """Return what a message that is no command gets."""
        reading = as_told_before(understand(text, turn.today), session.case)
        message = Message(text, reading, session, turn)
        for step, handler in self._handlers().items():
            if step is Step.SMALL_TALK:
                # From here on the message is about the person's own matters.
                message = self._noted(message)
            outcome = handler(message)
            if outcome is not None:
                return outcome
        raise AssertionError("the last step of the policy declines")

    def _handlers(self) -> Mapping[Step, Handler]:
        return {
            Step.NOTHING_SAID: self._nothing_said,
            Step.REPLY: self._reply,
            Step.RUNNING_FORM: self._running_form,
            Step.CHOICE: self._choice,
            Step.WHAT_IF: self._what_if,
            Step.AFTER_ANSWER: self._after_answer,
            Step.SMALL_TALK: self._small_talk,
            Step.SEVERAL_QUESTIONS: self._several_questions,
            Step.UNSETTLED: self._unsettled,
            Step.CASE_TO_RULES: self._case_to_rules,
            Step.NOTED: self._says_who,
            Step.UNPLACED: self._unplaced,
            Step.BROAD: self._broad,
            Step.FOLLOW_UP: self._follow_up,
            Step.WHOSE_RULE: self._whose_rule,
            Step.ENTRY: self._entry,
            Step.NEAR_MISSES: self._near_misses,
            Step.IN_CONVERSATION: self._in_conversation,
            Step.OFF_SUBJECT: self._off_subject,
            Step.HONEST_REFUSAL: self._refusal,
        }

    def _noted(self, message: Message) -> Message:
        """Return the message in a session that knows what it tells."""
        session, reading = message.session, message.reading
        said = told_in(reading)
        known = session.case
        if case.is_told_by_the_person(reading):
            told = case.slots_told(reading)
            own = {slot: value for slot, value in said.items() if slot in told}
            known = case.note(known, own, _words_of(own, reading), message.today)
        institution = session.institution
        if reading.institution is not None and case.is_told_by_the_person(reading):
            # Asking about another institution once does not move the person there.
            institution = reading.institution
        noted = replace(session, said=said, case=known, institution=institution)
        return replace(message, session=noted, before=session.said)

    # Before anything is looked for ---------------------------------------------------------------

    def _nothing_said(self, message: Message) -> Outcome | None:
        if any(letter.isalnum() for letter in message.text):
            return None
        voice = message.voice
        return message.session, (Reply(voice.say("empty"), voice.locale),)

    def _reply(self, message: Message) -> Outcome | None:
        """Return a follow-up on the answer that the message replies to, whatever was said since."""
        about = message.turn.about
        if about is None:
            return None
        entries, tools = self.matcher.knowledge.entries, self.forms.forms
        then = taken_back_to(message.session, about, tools=tools, entries=entries)
        if then is None:
            return None
        back = replace(message, session=then)
        for handler in (self._choice, self._what_if, self._after_answer, self._follow_up):
            outcome = handler(back)
            if outcome is not None:
                return self.then_go_on(outcome, message.turn)
        return None

    # A form --------------------------------------------------------------------------------------

    def _running_form(self, message: Message) -> Outcome | None:
        """Return the message as part of an open form; a question in between is answered first."""
        session, voice, today = message.session, message.voice, message.today
        if not self.forms.asks(session, today):
            return self.forms.summary(message.text, session, voice, today)
        at_hand = self.forms.limit_at_hand(message.text, message.reading, session, voice, today)
        if at_hand is not None:
            return at_hand
        between = self._sure(message) if "?" in message.text else None
        if between is None:
            outcome = self.forms.words(message.text, message.reading, session, voice, today)
            if outcome is not None:
                return outcome
            between = self._sure(message)
        if between is None:
            return self.forms.wrong_answer(session, voice, today)
        shown = self.responder.show(between.entry, session, voice, today)
        return self.then_go_on(shown, message.turn)

    def then_go_on(self, outcome: Outcome, turn: Turn) -> Outcome:
        """Return the outcome, with the open question of a running form asked again."""
        if self.forms.asks(outcome[0], turn.today):
            return self.forms.resume(outcome, turn.voice, turn.today)
        return outcome

    def _open(self, computed: Interview, message: Message) -> Outcome:
        return self.forms.open(
            computed.tool,
            computed.answers,
            message.session,
            message.voice,
            message.today,
            brief=computed.brief,
        )

    # The last answer -----------------------------------------------------------------------------

    def _choice(self, message: Message) -> Outcome | None:
        """Return a choice among what was offered.

        By number, title or institution, or none of it.
        """
        last = message.session.last
        if not last.suggested:
            return None
        entries = self.matcher.knowledge.entries
        titles = {
            entry: entries[entry].title.plain(message.voice.locale)
            for entry in last.entries
            if entry in entries
        }
        entry = follow_up.chosen(message.text, last, titles)
        if entry is not None:
            return self.show_entry(entry, message.session, message.turn)
        named = [one for one in titles if entries[one].institution == message.reading.institution]
        if named and len(message.text.split()) <= policy.A_NAME:
            # The best of that institution's.
            return self.show_entry(named[0], message.session, message.turn)
        if steps.something_else(message.text):
            return self.something_else(message.session, message.turn)
        return None

    def something_else(self, session: Session, turn: Turn) -> Outcome:
        """None of what was offered."""
        words = Reply(turn.voice.say("something_else"), turn.voice.locale)
        return replace(session, last=Last()), (words,)

    def show_entry(self, name: str, session: Session, turn: Turn) -> Outcome:
        """Return an entry that was chosen.

        From then on the conversation is about its institution.
        """
        entry = self.matcher.knowledge.entries[name]
        if entry.institution != "any":
            session = replace(session, institution=entry.institution.value)
        return self.responder.show(entry, session, turn.voice, turn.today)

    def _what_if(self, message: Message) -> Outcome | None:
        session, today = message.session, message.today
        if not session.last.computed:
            return None
        other = self.rules.again(message.reading, session.interview, today)
        if other is None:
            return None
        kept = self._with_changes(message, other)
        if session.interview is not None and other.tool != session.interview.tool:
            return self._open(other, replace(message, session=kept))
        return self.forms.what_if(kept, other, message.voice, today)

    def _with_changes(self, message: Message, other: Interview) -> Session:
        """Return the session with the stay that is spoken of now, and what was told of the person.

        "And a professor?" only wonders about somebody else; "I am in a master" tells.
        """
        session = message.session
        before = {} if session.interview is None else session.interview.answers
        changed = {slot: new for slot, new in other.answers.items() if before.get(slot) != new}
        own = case.of_answers(changed)
        if "?" in message.text:
            own = {slot: value for slot, value in own.items() if slot in case.OF_A_STAY}
        words = _words_of(own, message.reading)
        return replace(session, case=case.note(session.case, own, words, message.today))

    def _after_answer(self, message: Message) -> Outcome | None:
        """Return what is asked about the last answer: its source, why it is so, or more."""
        wanted = steps.after_answer(message.text)
        session, voice, today = message.session, message.voice, message.today
        if wanted is None:
            return None
        if session.last.computed:
            return self.forms.follow_up(session, wanted, voice, today)
        entry = self.matcher.knowledge.entries.get(next(iter(session.last.entries), ""))
        if entry is None:
            return None
        if wanted == "more" and entry.related:
            return self.responder.more(entry, session, voice, today)
        if wanted == "why":
            return self.responder.why(entry, session, voice)
        return self.responder.sources(entry, session, voice)

    def _follow_up(self, message: Message) -> Outcome | None:
        """Return a question that goes on from the last answer."""
        session, voice, today = message.session, message.voice, message.today
        computed = self._after_a_rate(message)
        if computed is not None:
            return self._open(computed, message)
        subject = follow_up.subject_of(session, self.matcher.knowledge)
        if subject is None:
            return None
        followed = follow_up.follow(message.text, message.reading, subject, self.matcher, voice)
        if followed is None:
            return None
        if not followed.clear and len(followed.found) == 1:
            # One candidate is the answer or nothing, never a list.
            only = followed.found[0]
            return self._tell(only, message) if only.score >= policy.FOLLOW_UP_ALONE else None
        if followed.clear:
            return self.responder.tell(followed.found[:1], session, voice, today)
        return self.responder.suggest(followed.found, session, voice, today, "suggest.mean")

    def _after_a_rate(self, message: Message) -> Interview | None:
        """Return the sum for so many days, where the last answer told the amount for one."""
        subject = follow_up.subject_of(message.session, self.matcher.knowledge)
        if subject is None or subject.entry is None or subject.matter not in SHORT_STAYS:
            return None
        if subject.entry.tool != "grant":
            return None
        return self.rules.after_a_rate(message.reading, subject.matter, message.today)

    # The rules -----------------------------------------------------------------------------------

    def _case_to_rules(self, message: Message) -> Outcome | None:
        if self._asks_for_an_amount_again(message):
            return self._overview(kinds.MONEY, message)
        computed = self._after_a_rate(message)
        if computed is None:
            computed = self._computed(message.reading, message)
            if computed is None or self._asks_else(computed, message):
                return None
            if computed.tool in policy.OF_ANYBODY and not self._is_of_the_subject(message):
                return None
        session, effects = self._open(computed, message)
        left = unsettled.without_a_place(message.reading)
        if not left or unsettled.one_more_in_months(message.reading, message.session.said):
            return session, effects
        note = message.voice.say("unsettled.unplaced", words=left)
        return session, with_last_line(note, effects)

    def _is_of_the_subject(self, message: Message) -> bool:
        """Tell whether a length can be a stay's: "boil for three days" tells one, too."""
        said, reading = message.session.said, message.reading
        told = (message.session.case.keys() | said.keys()) - {"duration", "days"}
        few = len(reading.words) <= policy.SHORT_CASE and bool(said)
        last = message.session.last
        running = bool(last.entries) or last.computed
        return bool(told) or few or running or has_word_of_the_subject(reading.folded)

    def _asks_else(self, computed: Interview, message: Message) -> bool:
        """Whether an entry surely answers something that only mentions the case."""
        if computed.tool == "grade":
            # "Where is a course with grade A written down?" asks for no conversion.
            found = self._sure(message)
            surely = found is not None and found.score >= policy.SURE_BESIDE_A_CASE
            return surely and found is not None and found.entry.tool != "grade"
        if computed.tool not in policy.VERDICTS or kinds.is_a_length(
            message.reading, message.session.said
        ):
            return False
        if kinds.asks_for_a_verdict(message.reading, message.session.said):
            return False
        found = self._sure(message)
        if computed.tool == "options" and len(message.reading.programmes) < 2:
            # How long any stay may be is told only where nothing narrower is meant.
            near = self._candidates(message)[:1]
            other = any(
                one.score >= policy.ALONE and one.entry.tool not in policy.VERDICTS for one in near
            )
            subject = follow_up.subject_of(message.session, self.matcher.knowledge)
            return found is not None or other or subject is not None
        judged = "duration" in computed.answers and message.reading.asks(kinds.FIT)
        least = policy.SURE_BESIDE_A_LENGTH if judged else policy.SURE_BESIDE_A_CASE
        if found is None or found.score < least:
            return False
        if found.entry.tool not in policy.VERDICTS:
            return True
        # "May I apply for a BIP by myself?" tells a case that settles nothing of what is asked.
        return computed.tool == "eligibility" and not self._decides(computed, message)

    def _decides(self, computed: Interview, message: Message) -> bool:
        """Tell whether the rules say anything of a case that no entry would say of everybody."""
        if message.session.said.keys() & policy.JUDGED_ALONE:
            return True
        verdict = self.forms.forms[computed.tool].compute(computed.answers, message.today)
        return isinstance(verdict, Verdict) and verdict.outcome in ("eligible", "not_eligible")

    def _asks_for_an_amount_again(self, message: Message) -> bool:
        """Whether "and for 6 months?" goes on from an amount; only short stays have one."""
        session, reading = message.session, message.reading
        said = session.said
        of_money = (
            session.last.computed
            and session.interview is not None
            and session.interview.tool == "grant"
        )
        asked = {one.kind for one in reading.questions}
        too_long = is_in_months(said.get("duration"))
        verdict = asked & {kinds.FIT, kinds.PERMISSION, kinds.LEFT}
        named = reading.institution not in (None, "ub") or reading.names_another_institution
        goes_on = kinds.opens_as_a_follow_up(reading)
        return of_money and too_long and goes_on and not verdict and not named

    def _spoken_of(self, message: Message) -> dict[str, Json]:
        """Who and which mobility is spoken of, where a short message tells only of the stay."""
        session, reading = message.session, message.reading
        said = session.said
        short = len(reading.words) <= policy.SHORT_CASE
        of_the_stay = said.keys() & {"duration", "hours", "ects"}
        elsewhere = reading.institutions or reading.names_another_institution
        if (
            not of_the_stay
            or not short
            or elsewhere
            or reading.programmes
            or said.keys() & set(_WHO)
        ):
            return {}
        if session.last.computed and session.interview is not None:
            answers = session.interview.answers
            return {slot: answers[slot] for slot in _WHO if slot in answers}
        told = {slot: message.before[slot] for slot in _WHO if slot in message.before}
        subject = follow_up.subject_of(session, self.matcher.knowledge)
        if told or subject is None:
            return told
        if subject.matter == follow_up.STAFF:
            known = session.case.get("role")
            return {"role": follow_up.STAFF} if known is None else {}
        # What stands beside entries about one kind of mobility may be about any.
        entry = subject.entry
        own = entry is not None and entry.programme is not None
        return {"programme": subject.matter} if own else {}

    def _computed(
        self, reading: Understanding, message: Message, given: Mapping[str, Json] | None = None
    ) -> Interview | None:
        session = message.session
        kept = case.values(session.case)
        if session.last.computed and session.interview is not None and kinds.is_bare(reading):
            # "How much for that?" is asked of the last result.
            kept |= case.of_answers(session.interview.answers)
        spoken_of = self._spoken_of(message)
        return self.rules.attempt(
            reading, message.today, session.institution, kept, given, spoken_of=spoken_of
        )

    def _unsettled(self, message: Message) -> Outcome | None:
        """Both ends of a range by the rules; a grade of another scale; which value is meant."""
        reading, voice = message.reading, message.voice
        if unsettled.names_foreign_grade(reading) and reading.institution in (None, "asss"):
            return self._foreign_grade(message)
        ends = unsettled.ends(reading)
        if ends is not None and not unsettled.quotes_a_rule(ends, self.forms.rulebook):
            each = [self._with(message, "duration", end) for end in ends]
            computed = [one for one in each if one is not None]
            return self._both_ends(computed, message) if len(computed) == len(ends) else None
        choices = list(unsettled.to_choose_from(reading))
        plainly = self._computed(reading, message) if choices else None
        for one in choices:
            if plainly is not None and one.slot not in self.forms.forms[plainly.tool].facts:
                continue
            meant = [self._with(message, one.slot, value) for value in one.values]
            form = next((one for one in meant if one is not None), None)
            if form is not None and one.slot in self.forms.forms[form.tool].facts:
                session = message.session.open_interview(form.tool, form.answers, brief=form.brief)
                return self.forms.ask_which(session, one.slot, one.values, voice, message.today)
        return None

    def _both_ends(self, ends: Sequence[Interview], message: Message) -> Outcome:
        """Return the results for both ends of a range.

        One where they agree, else each by itself.
        """
        voice, today = message.voice, message.today
        cards = [self.forms.forms[one.tool].card(one.answers, voice, today).html for one in ends]
        heads = [card.partition("\n")[0] for card in cards]
        if ends[0].tool == "grant":
            session, effects = self._open(ends[-1], message)
            return session, with_heading(heads[0], effects)
        if cards[0] == cards[-1] and all("duration" in one.answers for one in ends):
            session, effects = self._open(ends[-1], message)
            lengths = " · ".join(
                wording.fact("duration", one.answers["duration"], voice) for one in ends
            )
            return session, with_second_line(lengths, effects)
        session, effects = self._all_of(ends, message)
        if heads[0] == heads[-1]:
            return session, effects
        return session, with_heading(voice.say("unsettled.ends_differ"), effects)

    def _unplaced(self, message: Message) -> Outcome | None:
        """Return a number, a date or a month that found no place: what is meant by exactly that."""
        reading = message.reading
        words = unsettled.without_a_place(reading)
        asked = kinds.asked(reading, message.session.said)
        about_a_stay = bool(asked & policy.ASKED_OF_A_STAY) or bool(message.session.said)
        if not words or not about_a_stay:
            return None
        sure = self._sure(message)
        if sure is not None and sure.score >= policy.SURE_BESIDE_A_NUMBER:
            return None
        html = message.voice.say("unsettled.unplaced", words=words)
        reply = Reply(html, message.voice.locale, outcome=Answered.ASK)
        return message.session, (reply,)

    def _with(self, message: Message, slot: str, value: Json) -> Interview | None:
        given: dict[str, Json] = {slot: value}
        return self._computed(message.reading, message, given)

    def _foreign_grade(self, message: Message) -> Outcome:
        """That the Academy's table holds no grade of another scale, and what to do with it."""
        voice = message.voice
        source = self.matcher.knowledge.source_line((_GRADES,), voice.locale)
        html = paragraphs(voice.say("unsettled.foreign_grade"), source)
        answer = Answer("grade", voice.label("grade.title"), plain(html), (_GRADES,), 1.0)
        reply = Reply(html, voice.locale, outcome=Answered.ANSWER, answers=(answer,))
        return message.session, (reply,)

    def _says_who(self, message: Message) -> Outcome | None:
        """Somebody says who they are and asks nothing: noted, with what it opens."""
        said, reading = message.session.said, message.reading
        asks = reading.questions or "?" in message.text or kinds.asks_something(reading)
        if asks or not said or not said.keys() <= policy.WHO_SOMEBODY_IS or reading.ambiguous:
            return None
        known = case.values(message.session.case)
        slots: dict[str, Json] = {slot: known[slot] for slot in ("role", "cycle") if slot in known}
        if not slots:
            return None
        session, effects = self._open(Interview("options", 0, slots, brief=True), message)
        told = wording.told(said, message.voice)
        note = message.voice.say("noted.head", told=plain(told))
        return session, tuple(
            replace(one, html=paragraphs(note, one.html)) if isinstance(one, Reply) else one
            for one in effects
        )

    def _several_questions(self, message: Message) -> Outcome | None:
        """Several questions: those that the rules or an entry answer, in the order asked."""
        bare = self._bare_kinds(message)
        if bare is not None:
            return bare
        parts = parts_of(message.text, message.reading, message.today)
        if not parts:
            return None
        parts = tuple(part for part in parts if not _only_tells(part))
        if len(parts) > 1 and all(_asks_a_length(part) for part in parts):
            # Of several kinds of mobility: the lengths of all of them stand in one list.
            lengths = case.values(message.session.case)
            return self._open(Interview("options", 0, lengths, brief=True), message)
        found = [self._answer_to(part, message) for part in parts]
        computed = [one for one in found if isinstance(one, Interview)]
        if not computed:
            return self._entries_side_by_side(parts, found, message)
        whole = self._computed(message.reading, message)
        if whole is not None and all(_needs_more(one, whole) for one in computed):
            # The computation needs what the other questions tell.
            entries = [one for one in found if isinstance(one, Match)]
            found = [whole, *entries] if len(entries) + 1 == len(parts) else [whole]
        tools = {one.tool for one in computed}
        if whole is not None and len(computed) == len(parts) and tools == {"grade"}:
            return self._open(whole, message)
        told = list({_name(one): one for one in found if one is not None}.values())
        most = policy.MOST_ANSWERS
        outcome = self._all_of(told[:most], message)
        return self._with_buttons(outcome, told[most:], message) if told[most:] else outcome

    def _with_buttons(
        self, outcome: Outcome, rest: Sequence[Interview | Match], message: Message
    ) -> Outcome:
        """Return the outcome with a button for each question that is left open."""
        session, effects = outcome
        rows = tuple((self._button(one, message.voice),) for one in rest)
        last = effects[-1]
        if not isinstance(last, Reply):
            return outcome
        html = paragraphs(last.html, message.voice.say("suggest.rest"))
        return session, (*effects[:-1], replace(last, html=html, buttons=(*rows, *last.buttons)))

    def _button(self, answer: Interview | Match, voice: Voice) -> Button:
        if isinstance(answer, Interview):
            return Button(voice.label(f"tool.{answer.tool}"), data(Verb.TOOL, answer.tool))
        return Button(answer.entry.title.plain(voice.locale), data(Verb.ENTRY, answer.entry.id))

    def _bare_kinds(self, message: Message) -> Outcome | None:
        """Several questions of a word or two ("how long, how much?"): their overviews."""
        asked = message.reading.questions
        longest = max((len(message.text[slice(*one.span)].split()) for one in asked), default=0)
        if len(asked) < 2 or message.session.said or longest > policy.BARE_PART:
            return None
        entries = self.matcher.knowledge.entries
        ids = dict.fromkeys(policy.OVERVIEWS.get(one.kind.value, "") for one in asked)
        found = [Match(entries[one], 1.0) for one in ids if one in entries]
        if len(found) < len(ids):
            return None
        told, rest = found[: policy.MOST_ANSWERS], found[policy.MOST_ANSWERS :]
        return self.responder.tell(
            told, message.session, message.voice, message.today, to_choose=rest
        )

    def _answer_to(self, part: Part, message: Message) -> Interview | Match | None:
        home = message.session.institution
        computed = self._computed(part.reading, message, self._told_elsewhere(part, message))
        if computed is not None and not self._asks_else(computed, part.within(message)):
            return computed
        sure = part.sure(self.matcher, home)
        if sure is not None and sure.entry.kind is Kind.OVERVIEW:
            # "Which papers?" beside "PhD student" asks of papers, not of all for doctoral students.
            return self._overview_of(part) or sure
        if sure is not None or part.pointing:
            return sure
        found = part.candidates(self.matcher, home)
        return found[0] if found and _alone(found) else self._overview_of(part)

    def _told_elsewhere(self, part: Part, message: Message) -> dict[str, Json]:
        """What the other questions of the message tell of the stay that this one asks about."""
        own, asked = told_in(part.reading), part.reading.questions
        if not {one.kind for one in asked} & policy.ASKED_OF_A_STAY:
            return {}
        of_another_stay = case.OF_A_STAY if own.keys() & case.OF_A_STAY else frozenset[str]()
        return {
            slot: one
            for slot, one in message.session.said.items()
            if slot not in own and slot not in of_another_stay
        }

    def _overview_of(self, part: Part) -> Match | None:
        """The overview of the kind of question that a part asks, where nothing narrower answers."""
        asked = part.reading.questions
        name = policy.OVERVIEWS.get(asked[0].kind.value, "") if asked else ""
        entry = self.matcher.knowledge.entries.get(name)
        return None if entry is None or part.of_a_place else Match(entry, policy.ALONE)

    def _all_of(self, answers: Sequence[Interview | Match], message: Message) -> Outcome:
        """Computed results and entries under each other."""
        session, effects = message.session, list[Effect]()
        for one in answers:
            if isinstance(one, Interview):
                outcome = self._open(one, replace(message, session=session))
            else:
                outcome = self.responder.tell((one,), session, message.voice, message.today)
            session = outcome[0]
            effects += with_about(*outcome)
        return session, tuple(effects)

    def _entries_side_by_side(
        self,
        parts: Sequence[Part],
        each: Sequence[Interview | Match | None],
        message: Message,
    ) -> Outcome | None:
        session, voice, today = message.session, message.voice, message.today
        found = self._candidates(message)
        several = SideBySide(parts, self.matcher, session.institution)
        answers = several.answers(found)
        whole = found[0].entry if found and self.matcher.is_clear(found) else None
        gap = any(isinstance(one, Match) and one.entry.kind is Kind.GAP for one in each)
        if not answers and not gap and 1 < len(parts) <= policy.MOST_ANSWERS:
            # Every question has some answer, if only the overview of its kind.
            clear = {part.text for part in parts if part.sure(self.matcher, session.institution)}
            told = {
                one.entry.id: one
                for part, one in zip(parts, each, strict=True)
                if isinstance(one, Match)
                and (one.entry.kind is Kind.OVERVIEW or part.text in clear)
            }
            other = whole is not None and whole.kind is Kind.ANSWER and whole.id not in told
            if len(told) == len(parts) and not other:
                answers = tuple(told.values())
        if answers:
            return self.responder.tell(answers, session, voice, today)
        partly = several.some_of(found)
        if partly is not None:
            return self.responder.tell(partly[0], session, voice, today, to_choose=partly[1])
        if self._computed(message.reading, message) is not None:
            return None
        if len(parts) > policy.MOST_ANSWERS or not (found and self.matcher.is_clear(found)):
            offered = several.to_choose_from(found)
            if offered:
                return self.responder.suggest(offered, session, voice, today, "suggest.mean")
        return None

    # Entries -------------------------------------------------------------------------------------

    def _candidates(self, message: Message) -> tuple[Match, ...]:
        home = message.session.institution
        key = (message.text, message.reading.institution, home)
        if key not in message.ranked:
            found = self.matcher.candidates(message.text, message.reading, home)
            if has_word_of_the_subject(message.reading.folded):
                # "What does the scholarship cover?" is near to "what can you do?", and is not it.
                talk = message.reading.small_talk is not None
                found = tuple(one for one in found if talk or one.entry.kind is not Kind.TALK)
            message.ranked[key] = found
        return message.ranked[key]

    def _sure(self, message: Message) -> Match | None:
        found = self._candidates(message)
        return found[0] if found and self.matcher.is_clear(found) else None

    def _small_talk(self, message: Message) -> Outcome | None:
        """Hello, thanks, bye: few words that are nearest to small talk."""
        if len(message.text.split()) > policy.SMALL_TALK_WORDS or told_in(message.reading):
            return None
        found = self._candidates(message)
        enough = self.matcher.knowledge.thresholds.suggest
        if found and found[0].entry.kind is Kind.TALK and found[0].score >= enough:
            return self._tell(found[0], message)
        # "Ok ty", "thx bye": all of its words are small talk, in whatever order they stand.
        name = policy.TALK_OF.get(message.reading.small_talk or "")
        entry = None if name is None else self.matcher.knowledge.entries.get(name)
        return None if entry is None else self._tell(Match(entry, 1.0), message)

    def _broad(self, message: Message) -> Outcome | None:
        theme = self.matcher.knowledge.theme_asked(message.text)
        if theme is None:
            return None
        return self.responder.overview(
            message.text, theme, message.session, message.voice, message.today
        )

    def _whose_rule(self, message: Message) -> Outcome | None:
        session, voice, today = message.session, message.voice, message.today
        each = self.matcher.of_each(message.text, message.reading)
        if each:
            return self.responder.tell(each, session, voice, today)
        found = self._candidates(message)
        siblings = self.matcher.siblings(found, message.reading, session.institution)
        if not siblings:
            return None
        return self.responder.suggest(siblings, session, voice, today, "suggest.whose")

    def _entry(self, message: Message) -> Outcome | None:
        session, found = message.session, self._candidates(message)
        if not found or not self.matcher.is_clear(found, one_word=len(message.text.split()) == 1):
            return None
        if of_others(found[0], message.reading, session.institution):
            return None
        if self._is_for_students_only(found[0], message):
            return None
        reading = message.reading
        named = has_word_of_the_subject(reading.folded) or reading.names_another_institution
        if not named and found[0].score < policy.SURE_WITHOUT_THE_SUBJECT:
            return None
        return self._tell(found[0], message)

    def _is_for_students_only(self, match: Match, message: Message) -> bool:
        """Whether "minimum time?", asked on about staff, found what holds for students."""
        knowledge = self.matcher.knowledge
        subject = follow_up.subject_of(message.session, knowledge)
        if subject is None or subject.matter != follow_up.STAFF or message.session.said:
            return False
        short = len(message.reading.words) <= policy.SHORT_FOLLOW_UP
        return short and follow_up.matter_of(match.entry, knowledge) not in (None, follow_up.STAFF)

    def _near_misses(self, message: Message) -> Outcome | None:
        session, found = message.session, self._candidates(message)
        if not found or found[0].score < self.matcher.knowledge.thresholds.suggest:
            return None
        if not has_word_of_the_subject(message.reading.folded):
            return None
        others = of_others(found[0], message.reading, session.institution)
        if not others and _is_broad(found[0], message.reading):
            return self._tell(found[0], message)
        heading = "suggest.elsewhere" if others else "suggest.mean"
        offered = worth_offering(found)
        if len(offered) == 1 and not others:
            return self._tell(offered[0], message) if _alone(offered) else None
        broad = [one for one in offered if one.entry.kind is Kind.OVERVIEW]
        if len(broad) == 1 and not others:
            # An overview holds what either of the narrower ones says; they become its buttons.
            rest = [one for one in offered if one not in broad]
            return self.responder.tell(broad, session, message.voice, message.today, to_choose=rest)
        return self.responder.suggest(offered, session, message.voice, message.today, heading)

    def _in_conversation(self, message: Message) -> Outcome | None:
        """Return a short question inside a conversation.

        It is about the subject, whatever its words.
        """
        session, reading = message.session, message.reading
        voice, today = message.voice, message.today
        running = session.last.entries or session.last.computed or session.case
        running = running or reading.programmes
        short = len(reading.words) <= policy.IN_CONVERSATION_WORDS
        asks = bool(reading.questions) or "?" in message.text
        if not running or not short or not asks or reading.names_another_institution:
            return None
        found = follow_up.nearest(message.text, reading, session, self.matcher, voice)
        if found and found[0].score >= policy.FOLLOW_UP_ALONE:
            return self.responder.tell(found[:1], session, voice, today)
        if len(found) > 1:
            return self.responder.suggest(found, session, voice, today, "suggest.mean")
        asked = {one.kind for one in reading.questions}
        overview = next((one for one in policy.OVERVIEWS_BESIDE if one in asked), None)
        if overview is not None:
            return self._overview(overview, message)
        of_the_matter = asked & policy.ASKED_OF_A_STAY or kinds.opens_as_a_follow_up(reading)
        return self._refusal(message) if of_the_matter else None

    def _overview(self, kind: QuestionKind, message: Message) -> Outcome:
        entry = self.matcher.knowledge.entries[policy.OVERVIEWS[kind.value]]
        return self.responder.show(entry, message.session, message.voice, message.today)

    def _off_subject(self, message: Message) -> Outcome | None:
        """Return a short word where nothing of the subject was named; nobody is sent anywhere."""
        if has_word_of_the_subject(message.reading.folded):
            return None
        if self.matcher.knowledge.guess_language(message.text).other:
            return None
        return self.responder.off_subject(message.text, message.session, message.voice)

    def _refusal(self, message: Message) -> Outcome | None:
        return self.responder.decline(message.text, message.session, message.voice)

    def _tell(self, match: Match, message: Message) -> Outcome:
        return self.responder.tell((match,), message.session, message.voice, message.today)


def _is_broad(best: Match, reading: Understanding) -> bool:
    """Whether the nearest entry answers a question as broadly as it was asked."""
    if best.entry.kind is Kind.OVERVIEW:
        asked = {policy.OVERVIEWS.get(one.kind.value) for one in reading.questions}
        return best.score >= policy.ALONE or best.entry.id in asked
    if best.score < policy.ALONE:
        return False
    length = reading.asks(kinds.LENGTH) and best.entry.tool == "duration"
    return length and reading.programmes == (best.entry.programme,)


def _asks_a_length(part: Part) -> bool:
    asked = {one.kind for one in part.reading.questions}
    return asked == {kinds.LENGTH} and "duration" not in told_in(part.reading)


def _only_tells(part: Part) -> bool:
    """Whether a part of a message says who somebody is and asks nothing: "I am staff"."""
    told = told_in(part.reading_alone).keys()
    only_who = bool(told) and told <= policy.WHO_SOMEBODY_IS
    return only_who and not kinds.asks_something(part.reading_alone)


def _alone(found: Sequence[Match]) -> bool:
    return found[0].score >= policy.ALONE


def _name(answer: Interview | Match) -> str:
    if isinstance(answer, Interview):
        return f"{answer.tool} {sorted(answer.answers.items(), key=str)}"
    return answer.entry.id


def _words_of(slots: Iterable[str], reading: Understanding) -> dict[str, str]:
    """Return the person's words for each slot: only those that it was read from are kept."""
    places = {slot: reading.places.get(slot, ()) for slot in slots}
    return {
        slot: " ".join(reading.text[start:end] for start, end in spans)
        for slot, spans in places.items()
    }


def _needs_more(part: Interview, whole: Interview) -> bool:
    """Whether the whole message tells the form of one question more than the question does."""
    return part.tool == whole.tool and part.answers.keys() < whole.answers.keys()
