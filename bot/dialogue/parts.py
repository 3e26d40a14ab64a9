"""What the conversation is made of, for what is tapped and what is typed."""

from dataclasses import dataclass, replace

from bot.dialogue.deciding import Decider
from bot.dialogue.entries.responses import Responder
from bot.dialogue.interview.form_policy import Dialogue
from bot.dialogue.interview.linked_case import LinkedCases
from bot.dialogue.pages.case_page import CasePage
from bot.dialogue.pages.checklists import Checklists
from bot.dialogue.pages.fixed_pages import Pages
from bot.dialogue.pages.language_choice import AUTOMATIC
from bot.dialogue.pages.news import News
from bot.dialogue.pages.office_talk import OfficeTalk
from bot.dialogue.pages.reminders import Reminders
from bot.dialogue.state.session import Last, Session
from bot.messages.effect import Reply
from bot.messages.voice import Voice
from knowledge import Knowledge
from locales import Locale


@dataclass(frozen=True, slots=True)
class ConversationParts:
    """Who does what: entries, forms, pages, and who decides on free words.

    Attributes:
        knowledge: what can be answered.
        responder: who tells entries.
        dialogue: who asks for what forms need.
        linked: who opens cases of links.
        decider: who decides what free words mean.
        pages: those that do not depend on what was asked.
        case_page: the page of the person's case.
        reminders: what is told of deadlines ahead of time.
        news: what is told to all who want it.
        office: who passes questions on to people.
        checklists: the lists of what is to be done.
    """

    knowledge: Knowledge
    responder: Responder
    dialogue: Dialogue
    linked: LinkedCases
    decider: Decider
    pages: Pages
    case_page: CasePage
    reminders: Reminders
    news: News
    office: OfficeTalk
    checklists: Checklists

    def speak(self, session: Session, name: str) -> tuple[Session, Reply]:
        """Keep to a language from now on, or to that of each message."""
        pinned = name != AUTOMATIC
        locale = Locale(name) if pinned else session.locale or Locale.EN
        session = replace(session, locale=locale, pinned=pinned, last=Last())
        return session, self.pages.start(Voice(locale))
