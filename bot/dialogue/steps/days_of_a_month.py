"""How many days count as a month: asked in the middle of a form as well, and never stored."""

from dataclasses import dataclass

from bot.dialogue.turn import Message, Outcome
from bot.forms.form import paragraphs
from bot.messages.effect import Answer, Reply
from bot.messages.effect import Outcome as Answered
from bot.messages.markup import plain
from bot.understanding.cue import Cue
from knowledge import Knowledge
from knowledge.vocabulary import load_vocabulary
from rules import Rulebook
from rules.duration import MONTH
from rules.institutions import PROGRAMMES

_ASKED = Cue.of(load_vocabulary("conversation"), "days of a month")


@dataclass(frozen=True, slots=True)
class DaysOfAMonth:
    """Answers how days and months are counted together."""

    knowledge: Knowledge
    rulebook: Rulebook

    def answer(self, message: Message) -> Outcome | None:
        """Return the days of a month; None for another question."""
        if not _ASKED.stands_in(message.reading):
            return None
        voice = message.voice
        rules = self.rulebook.teller(PROGRAMMES)
        sources = (rules.cap.source,)
        source = self.knowledge.source_line(sources, voice.locale)
        html = paragraphs(voice.say("days_of_a_month", days=MONTH), source)
        title = voice.label("days_of_a_month.title")
        answer = Answer("days-of-a-month", title, plain(html), sources, 1.0)
        reply = Reply(html, voice.locale, outcome=Answered.ANSWER, answers=(answer,))
        return message.session, (reply,)
