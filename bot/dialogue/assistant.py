"""One event in, effects out: what the conversation does, in the order in which it decides."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.dialogue.commands import MENU, OFFICE_MENU
from bot.dialogue.cues.matters import Matters
from bot.dialogue.cues.of_a_pack import left_out
from bot.dialogue.deciding import Decider
from bot.dialogue.entries.deadline_days import DeadlineDays
from bot.dialogue.entries.responses import Responder
from bot.dialogue.interview import export
from bot.dialogue.interview.asking import Interviewer
from bot.dialogue.interview.form_policy import Dialogue
from bot.dialogue.interview.linked_case import LinkedCases
from bot.dialogue.language import locale_of
from bot.dialogue.pages.case_page import CasePage
from bot.dialogue.pages.checklists import Checklists
from bot.dialogue.pages.fixed_pages import Pages
from bot.dialogue.pages.news import News
from bot.dialogue.pages.office_talk import OfficeTalk
from bot.dialogue.pages.reminders import Reminders
from bot.dialogue.parts import ConversationParts
from bot.dialogue.persons import WRITER
from bot.dialogue.pieces import is_piece
from bot.dialogue.rules_answers import RulesAnswers
from bot.dialogue.state.about import with_about
from bot.dialogue.state.kept_words import KeptWords
from bot.dialogue.state.session import Last, Session
from bot.dialogue.surroundings.group_chat import Group
from bot.dialogue.surroundings.guest_mode import Guest
from bot.dialogue.surroundings.inline_mode import Inline, InlineResult
from bot.dialogue.tapped import TappedButtons
from bot.dialogue.told_once import told_once
from bot.dialogue.turn import Outcome, Turn
from bot.dialogue.typed import TypedWords
from bot.forms import all_forms
from bot.forms.calendar import as_calendar
from bot.forms.calendar_feed import CalendarFeed
from bot.forms.deadlines import DeadlinesForm
from bot.forms.programmes import INSTITUTION
from bot.messages.changed import changed
from bot.messages.effect import Effect, Forget, Reply
from bot.messages.event import ChatKind, Event, Said, Tapped, Unreadable
from bot.messages.reminder import StoredReminder
from bot.messages.voice import Voice
from bot.office import Offices
from knowledge import Knowledge
from locales import Locale, client_locale, load_catalogues
from locales.clock import day_of
from rules import Rulebook
from rules.institutions import registry

# Whether words tell a fact is the same on every day.
_ANY_DAY = date(2000, 1, 1)
_LONGEST = 4096


class Assistant:
    """The conversation: a pure function of session, event and time."""

    def __init__(
        self,
        knowledge: Knowledge,
        rulebook: Rulebook,
        contacts: Mapping[str, str] | None = None,
        offices: Offices | None = None,
    ) -> None:
        """Build the assistant that knows these entries and rules.

        Args:
            knowledge: what can be answered.
            rulebook: what can be computed.
            contacts: whom to reach, by institution, as the operator gives it, else its pack.
            offices: who answers what the bot cannot; nobody by default.
        """
        self._knowledge = knowledge
        self.second_opinion = knowledge.second_opinion
        of_packs = {one.id: one.contact for one in rulebook.institutions if one.contact}
        contacts = {**of_packs, **(contacts or {})}
        responder = Responder(knowledge, contacts, DeadlineDays(rulebook))
        forms = all_forms(rulebook, knowledge)
        self._deadlines = DeadlinesForm(rulebook, knowledge)
        self._dialogue = Dialogue(rulebook, Interviewer(rulebook, knowledge, forms, contacts))
        rules = RulesAnswers(forms)
        self._decider = Decider(knowledge, responder, rules, self._dialogue)
        self._inline = Inline(self._decider.matcher, rules, forms)
        self._reminders = Reminders(self._deadlines)
        self._office = OfficeTalk(offices or Offices())
        self._kept_words = KeptWords(knowledge)
        parts = ConversationParts(
            knowledge=knowledge,
            responder=responder,
            dialogue=self._dialogue,
            linked=LinkedCases(self._dialogue),
            decider=self._decider,
            pages=Pages(knowledge),
            case_page=CasePage(rulebook),
            reminders=self._reminders,
            news=News(),
            office=self._office,
            checklists=Checklists(knowledge, responder, self._deadlines),
        )
        self._tapped, self._typed = TappedButtons(parts), TypedWords(parts)

    @property
    def matters(self) -> Matters:
        """The kinds of mobility that entries are about."""
        return self._decider.matters

    def get_ready(self) -> None:
        """Do what the first messages would wait for; without it they do, each for its part."""
        self._decider.get_ready()
        for locale in Locale:
            load_catalogues(locale)
        Session.from_json(Session.new().to_json())

    @property
    def knowledge(self) -> Knowledge:
        """What can be answered."""
        return self._knowledge

    def take_over(self, other: "Assistant") -> None:
        """Know from now on what another one knows; conversations go on as they are."""
        self.__dict__.update(other.__dict__)

    def respond(
        self, session: Session, event: Event, now: datetime
    ) -> tuple[Session, tuple[Effect, ...]]:
        """Deal with one thing that a person did.

        Args:
            session: what is remembered of this person's conversation.
            event: what they did.
            now: when, with its time zone; what is in force goes by the date at home.

        Returns:
            The session to remember, and what is to be done: replies first to last, questions to
            note, a person to forget.
        """
        session = session.among(registry().ids)
        if event.with_office:
            voice = Voice(session.locale or client_locale(event.client_language))
            passed_on = self._office.passed_on(session, event, voice)
            if passed_on is not None:
                return passed_on
        if event.aside and isinstance(event.content, Said):
            return self._beside(session, event, now)
        locale = locale_of(session, event, self._knowledge)
        turn = Turn(
            Voice(locale, of_another=session.person != WRITER),
            day_of(now),
            event.about,
            now,
            reachable=event.reachable,
            visiting=event.visiting,
            with_office=event.with_office,
        )
        session = self._still_readable(changed(session, locale=locale))
        step = self._content(session, event, turn)
        step = step[0], with_about(*step)
        if isinstance(event.content, Said):
            # What is tapped changes a message that stands, with all that it says.
            step = told_once(*step, turn, event.content.text)
        step = self._reminders.offer(self._office.offer(step, event, turn), turn)
        if event.chat_kind is ChatKind.GROUP:
            tapped = isinstance(event.content, Tapped)
            step = Group(turn.voice, self._knowledge.source_line, tapped).step(*step)
        if session.restarted:
            after, effects = step
            note = Reply(turn.voice.say("restarted"), locale)
            step = replace(after, restarted=False), (note, *effects)
        return self._kept_words.only(step[0]), step[1]

    def _beside(
        self, session: Session, event: Event, now: datetime
    ) -> tuple[Session, tuple[Effect, ...]]:
        """Answer a message by itself: it tells nothing of the person, and no form takes it."""
        today = day_of(now)
        in_a_form = self._dialogue.asks(session, today)
        if in_a_form and event.edited:
            return session, ()
        alone = Session(session.locale, session.pinned, session.institution)
        after, effects = self.respond(alone, replace(event, aside=False), now)
        voice = Voice(after.locale or Locale.EN)
        effects = tuple(effect for effect in effects if not isinstance(effect, Forget))
        if after.form is not None:
            # Its buttons would belong to a form that the conversation does not have.
            effects = (Guest(voice).reply(after, effects),)
        elif session.form is None:
            session = replace(session, last=after.last, office=after.office or session.office)
        if in_a_form:
            return self._dialogue.resume((session, effects), voice, today)
        return session, effects

    def inline(
        self, query: str, client_language: str | None, now: datetime
    ) -> tuple[InlineResult, ...]:
        """Return what `@bot query` offers to send in any chat, best first.

        Empty when nothing fits.
        """
        event = Event(Said(query), client_language=client_language)
        locale = locale_of(Session.new(), event, self._knowledge)
        today = day_of(now)
        return self._inline.results(query[:_LONGEST], Voice(locale), today)

    def guest(self, question: str, client_language: str | None, now: datetime) -> Reply:
        """Answer who names the bot in a chat without it: one message, and nothing remembered."""
        event = Event(Said(question), client_language=client_language)
        session, effects = self.respond(Session.new(), event, now)
        voice = Voice(session.locale or client_locale(client_language))
        return Guest(voice).reply(session, effects)

    def calendar(self, name: str, now: datetime) -> str | None:
        """Return the calendar feed of this name; None where there is no such feed."""
        try:
            feed = CalendarFeed.from_name(name)
            days = self._deadlines.calendar_days(
                {INSTITUTION: feed.institution, "semester_start": feed.start.isoformat()},
                Voice(feed.locale),
                day_of(now),
            )
        except (ValueError, OverflowError):
            return None
        return as_calendar(days, feed.made, export.calendar_title(Voice(feed.locale)))

    def reminder_due(
        self, stored: StoredReminder, now: datetime
    ) -> tuple[StoredReminder, datetime] | None:
        """Return a reminder as it stands now, and when it is due; None for one about nothing."""
        return self._reminders.due(stored, now)

    def reminder_words(
        self, stored: StoredReminder, now: datetime, before: date | None = None
    ) -> Reply:
        """Return what is sent when a reminder is due, or its deadline has moved from a day."""
        return self._reminders.words(stored, now, before=before)

    def is_piece(self, text: str) -> bool:
        """Say whether a message may be one of several that make one."""
        return is_piece(text, _ANY_DAY)

    def awaits(self, session: Session, now: datetime) -> bool:
        """Say whether the conversation has asked something, and short words are the answer."""
        today = day_of(now)
        return session.last.suggested or self._dialogue.asks(session, today)

    def commands(self, locale: Locale) -> tuple[tuple[str, str], ...]:
        """Return the command menu: names without the slash, with what each does."""
        voice = Voice(locale)
        menu = (*MENU, *OFFICE_MENU) if self._office.offices else MENU
        return tuple((name, voice.label(f"command.{name}")) for name in menu)

    def description(self, locale: Locale) -> str:
        """Return what stands in an empty chat with the bot, before it is started."""
        return Voice(locale).label("description")

    def _still_readable(self, session: Session) -> Session:
        """Drop what an earlier version remembered and this one no longer has."""
        interview = session.form
        if interview is None:
            return session
        of = str(interview.answers.get(INSTITUTION))
        if interview.tool not in self._dialogue.forms or left_out((of,)) is not None:
            return replace(session, form=None, last=Last())
        return session

    def _content(self, session: Session, event: Event, turn: Turn) -> Outcome:
        match event.content:
            case Unreadable():
                return session, (Reply(turn.voice.say("unreadable"), turn.voice.locale),)
            case Tapped(data):
                return self._tapped.answer(session, data, turn)
            case Said(text):
                return self._typed.answer(session, text[:_LONGEST], turn)
