"""One event in, effects out: what the conversation does, in the order in which it decides."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.dialogue.commands import MENU, OFFICE_MENU, TOOLS, Command
from bot.dialogue.commands import parse as parse_command
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
from bot.dialogue.pages.language_choice import AUTOMATIC, chosen_language
from bot.dialogue.pages.news import News
from bot.dialogue.pages.office_talk import OfficeTalk
from bot.dialogue.pages.reminders import Reminders
from bot.dialogue.persons import WRITER
from bot.dialogue.pieces import is_piece
from bot.dialogue.rules_answers import RulesAnswers
from bot.dialogue.state.about import with_about
from bot.dialogue.state.kept_words import KeptWords
from bot.dialogue.state.session import Last, Session
from bot.dialogue.state.told_once import told_once
from bot.dialogue.surroundings.group_chat import Group
from bot.dialogue.surroundings.guest_mode import Guest
from bot.dialogue.surroundings.inline_mode import Inline, InlineResult
from bot.dialogue.turn import Outcome, Turn
from bot.dialogue.unsettled import names_foreign_grade
from bot.forms import all_forms
from bot.forms.calendar import as_calendar
from bot.forms.calendar_feed import CalendarFeed
from bot.forms.case_link import PREFIX
from bot.forms.deadlines import DeadlinesForm
from bot.forms.programmes import INSTITUTION
from bot.messages import button_data as buttons
from bot.messages.button_data import Pressed, Verb
from bot.messages.changed import changed
from bot.messages.effect import Effect, Forget, Reply
from bot.messages.event import ChatKind, Event, Said, Tapped, Unreadable
from bot.messages.reminder import StoredReminder
from bot.messages.voice import Voice
from bot.office import Offices
from bot.understanding import understand
from knowledge import Knowledge
from locales import Locale, client_locale, load_catalogues
from locales.clock import day_of
from rules import Rulebook
from rules.institutions import registry
from rules.programmes.names import known_programmes

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
        self._responder = Responder(knowledge, contacts, DeadlineDays(rulebook))
        forms = all_forms(rulebook, knowledge)
        self._deadlines = DeadlinesForm(rulebook, knowledge)
        self._dialogue = Dialogue(rulebook, Interviewer(rulebook, knowledge, forms, contacts))
        self._linked = LinkedCases(self._dialogue)
        rules = RulesAnswers(forms)
        self._decider = Decider(knowledge, self._responder, rules, self._dialogue)
        self._inline = Inline(self._decider.matcher, rules, forms)
        self._pages = Pages(knowledge)
        self._case_page = CasePage(rulebook)
        self._reminders = Reminders(self._deadlines)
        self._news = News()
        self._office = OfficeTalk(offices or Offices())
        self._kept_words = KeptWords(knowledge)
        self._checklists = Checklists(knowledge, self._responder, self._deadlines)

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
            step = told_once(*step, turn.voice, turn.today, event.content.text)
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
                return self._tapped(session, data, turn)
            case Said(text):
                return self._said(session, text[:_LONGEST], turn)

    # Buttons -------------------------------------------------------------------------------------

    def _tapped(self, session: Session, data: str, turn: Turn) -> Outcome:
        pressed = buttons.parse(data)
        # What is asked on a page is no longer asked once something else was tapped.
        session = replace(session, last=replace(session.last, page=""))
        step = None if pressed is None else self._press(session, pressed, turn)
        if step is not None:
            return step
        gone = Reply(turn.voice.say("button_gone"), turn.voice.locale)
        if self._dialogue.asks(session, turn.today):
            return self._dialogue.resume((session, (gone,)), turn.voice, turn.today)
        return session, (gone,)

    def _press(self, session: Session, pressed: Pressed, turn: Turn) -> Outcome | None:
        """Return what a button does; None when there is no such thing any more."""
        voice, today = turn.voice, turn.today
        match pressed.verb, pressed.arguments:
            case Verb.ENTRY, (entry,) if entry in self._knowledge.entries:
                return self._decider.then_go_on(
                    self._decider.show_entry(entry, session, turn), turn
                )
            case Verb.TOOL, (tool, *start) if tool in self._dialogue.forms and len(start) < 2:
                given = {"programme": start[0]} if start and start[0] in known_programmes() else {}
                return self._dialogue.open(tool, given, session, voice, today)
            case Verb.ANSWER, arguments:
                return self._dialogue.tap_answer(session, arguments, voice, today)
            case Verb.STEP, arguments:
                return self._dialogue.tap_step(session, arguments, voice, today, turn.now)
            case Verb.ELSE, ():
                return self._decider.something_else(session, turn)
        return self._press_page(session, pressed, turn)

    def _press_page(self, session: Session, pressed: Pressed, turn: Turn) -> Outcome | None:
        voice = turn.voice
        match pressed.verb, pressed.arguments:
            case Verb.CASE, arguments:
                return self._case_page.tap(session, arguments, voice, turn.today)
            case Verb.REMINDERS, arguments:
                return self._reminders.tap(session, arguments, turn)
            case Verb.NEWS, arguments:
                return self._news.tap(session, arguments, turn)
            case Verb.OFFICE, arguments:
                return self._office.tap(session, arguments, turn)
            case Verb.CHECKLIST, arguments:
                return self._checklists.tap(arguments, session, voice, turn.today)
            case Verb.TOOL, ("checklist", *_):
                return self._checklists.open(session, "", voice, turn.today)
            case Verb.LANGUAGE, (name,) if name == AUTOMATIC or name in tuple(Locale):
                session, page = self._speak(session, name)
                return session, (replace(page, in_place=True),)
            case Verb.TOPICS, arguments:
                reply = self._pages.opened(arguments, voice)
                return None if reply is None else (session, (reply,))
            case Verb.FORGET, ():
                forgotten = Reply(voice.say("forgotten"), voice.locale, in_place=True)
                return Session(locale=session.locale), (Forget(), forgotten)
        return None

    def _speak(self, session: Session, name: str) -> tuple[Session, Reply]:
        """Keep to a language from now on, or to that of each message."""
        pinned = name != AUTOMATIC
        locale = Locale(name) if pinned else session.locale or Locale.EN
        session = replace(session, locale=locale, pinned=pinned, last=Last())
        return session, self._pages.start(Voice(locale))

    # Words ---------------------------------------------------------------------------------------

    def _said(self, session: Session, text: str, turn: Turn) -> Outcome:
        command = parse_command(text)
        if command is not None:
            for part in (self._office, self._news):
                step = part.commanded(session, command, turn)
                if step is not None:
                    return step
            return self._commanded(session, command, turn)
        if session.last.languages and (chosen := chosen_language(text)) is not None:
            session, start = self._speak(session, chosen)
            return session, (start,)
        to_office = self._office.said(session, text, turn)
        if to_office is not None:
            return to_office
        for page in (self._reminders, self._news):
            step = page.said(session, text, turn)
            if step is not None:
                return step
        session = self._office.leave_preview(session)
        return self._to_a_page(session, text, turn) or self._decider.decide(session, text, turn)

    def _to_a_page(self, session: Session, text: str, turn: Turn) -> Outcome | None:
        """Return what words mean to the page shown last; None where they are for the talk."""
        if not session.last.page:
            return self._case_page.from_anywhere(session, text, turn.voice)
        for page in (self._case_page, self._checklists):
            step = page.goes_on(session, text, turn.voice, turn.today)
            if step is not None:
                return step
        return None

    # Commands ------------------------------------------------------------------------------------

    def _commanded(self, session: Session, command: Command, turn: Turn) -> Outcome:
        voice = turn.voice
        if command.name in TOOLS:
            return self._tool_commanded(session, command, turn)
        match command.name:
            case "ask" if command.argument:
                return self._said(session, command.argument, turn)
            case "case":
                return self._case_page.typed(session, command.argument, voice, turn.today)
            case "checklist":
                return self._checklists.open(session, command.argument, voice, turn.today)
            case "ask":
                return session, (Reply(voice.say("ask_how"), voice.locale),)
            case "cancel":
                said = "cancelled" if session.form is not None else "nothing_to_cancel"
                session = replace(session, form=None, last=Last())
                return session, (Reply(voice.say(said), voice.locale),)
        if command.name == "start" and command.argument:
            return self._started(session, command.argument, turn)
        if command.name == "language":
            chosen = chosen_language(command.argument)
            if chosen is not None:
                session, start = self._speak(session, chosen)
                return session, (start,)
            session = replace(session, last=Last(languages=True))
        page = self._pages.named(command.name, voice)
        return session, (page or Reply(voice.say("no_such_command"), voice.locale),)

    def _started(self, session: Session, payload: str, turn: Turn) -> Outcome:
        """Return a deep link: a tool, a topic, an entry, or a whole case."""
        voice, today = turn.voice, turn.today
        if payload.startswith(PREFIX):
            return self._linked.open(payload, session, voice, today)
        kind, _, name = payload.partition("-")
        listed = tuple(part for part in name.split("-", 1) if part)
        page = self._pages.opened((*listed, "0"), voice) if kind == "topic" and listed else None
        if page is not None:
            return session, (replace(page, in_place=False),)
        if kind == "entry" and name in self._knowledge.entries:
            return self._responder.show(self._knowledge.entries[name], session, voice, today)
        if payload == "checklist":
            return self._checklists.open(session, "", voice, today)
        if payload == "topics":
            return session, (replace(self._pages.topics(voice), in_place=False),)
        if payload in self._dialogue.forms:
            return self._dialogue.open(payload, {}, session, voice, today)
        return session, (self._pages.start(voice),)

    def _tool_commanded(self, session: Session, command: Command, turn: Turn) -> Outcome:
        given = self._dialogue.given(command.name, command.argument, turn.today)
        if command.name == "grade" and command.argument and not given:
            # A mark of another scale is in no table; what to do with it is told as in free words.
            asked = f"{command.name} {command.argument}"
            if names_foreign_grade(understand(asked, turn.today)):
                return self._decider.decide(replace(session, said={}), asked, turn)
        # A bare command starts anew; one with words goes on from the result before it.
        last = session.last if command.argument else Last()
        session = replace(session, said={}, last=last)
        if command.argument and not given:
            step = self._dialogue.open(command.name, {}, session, turn.voice, turn.today)
            return self._dialogue.wrong_answer(step[0], turn.voice, turn.today)
        return self._dialogue.open(
            command.name,
            given,
            session,
            turn.voice,
            turn.today,
            brief=bool(given) and command.name != "eligibility",
        )
