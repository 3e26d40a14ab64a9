"""A form's result to keep: to forward, as a picture, as text, as days of a calendar."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.dialogue.cues.publishers import computed_by
from bot.dialogue.interview import export
from bot.dialogue.interview.asking import Interviewer
from bot.dialogue.state.session import FormState, Session
from bot.dialogue.turn import Outcome
from bot.forms.calendar_feed import CalendarFeed
from bot.forms.form import paragraphs
from bot.messages.effect import Reply
from bot.messages.voice import Voice


@dataclass(frozen=True, slots=True)
class FormExports:
    """Puts results of forms into something to keep."""

    interviewer: Interviewer

    def keep(
        self, session: Session, interview: FormState, wish: str, voice: Voice, today: date
    ) -> Outcome | None:
        """Return the result in a form to keep.

        None while there is no result, or none of that form.
        """
        if self.interviewer.asking(interview, today) is not None:
            return None
        card = self.interviewer.forms[interview.tool].card(interview.answers, voice, today)
        if wish == "share":
            line = self.interviewer.knowledge.source_line(card.sources, voice.locale)
            return session, (export.to_forward(interview, card, line, voice),)
        if wish == "text":
            grounds = export.based_on(interview.answers, voice, beside=card.html)
            html = paragraphs(card.html, grounds)
            return session, (Reply(html, voice.locale),)
        if wish == "picture" and card.picture is not None:
            return session, (export.as_picture(card.picture, voice),)
        return None

    def calendar(
        self, session: Session, interview: FormState, voice: Voice, today: date, now: datetime
    ) -> Outcome | None:
        """Return the result's days as a file; None while there is no result, or it has no days."""
        if self.interviewer.asking(interview, today) is not None:
            return None
        card = self.interviewer.forms[interview.tool].card(interview.answers, voice, today)
        if not card.days:
            return None
        file = export.calendar_file(card.days, now, voice)
        feed = None
        if card.feed_from is not None:
            owner = computed_by(interview.tool, interview.answers)
            feed = CalendarFeed(card.feed_from, voice.locale, now, owner).name
        copied = export.copied_days(card.days, voice)
        return session, (
            Reply(voice.say("keep.calendar"), voice.locale, copied, file=file, feed=feed),
        )
