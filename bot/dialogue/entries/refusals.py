"""What is said where no entry answers: an honest no, another subject, a calm word."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from bot.dialogue.cues.of_a_pack import unavailable, unknown_at, whom_to_ask
from bot.dialogue.entries.responses import Buttons, Step
from bot.dialogue.state.session import Last, Session
from bot.dialogue.turn import Message
from bot.forms.form import paragraphs
from bot.messages.button_data import Verb, data
from bot.messages.changed import replace
from bot.messages.effect import Button, NoteUnanswered, Outcome, Reply
from bot.messages.voice import Voice
from bot.understanding.privacy.redaction import redact
from knowledge import Entry, Knowledge
from rules.institutions import registry


@dataclass(frozen=True, slots=True)
class Refusals:
    """Says that nothing is told, and why; what was asked is noted for the editors."""

    knowledge: Knowledge
    contacts: Mapping[str, str]

    def decline(self, text: str, session: Session, voice: Voice, *, at: str | None = None) -> Step:
        """Return an honest no; the question is noted for the editors.

        Args:
            text: what was asked.
            session: the conversation.
            voice: the reader's words.
            at: the institution of a pack whose texts do not say it; None where none is spoken of.
        """
        foreign = self.knowledge.guess_language(text).other
        unknown = voice.say("unknown") if at is None else unknown_at(at, self.contacts, voice)
        reply = Reply(
            html=voice.say("other_language") if foreign else unknown,
            locale=voice.locale,
            buttons=((Button(voice.label("button.topics"), data(Verb.TOPICS)),),),
            outcome=Outcome.UNKNOWN,
            for_office=not foreign,
        )
        return replace(session, last=Last()), (reply, self._note(text, voice))

    def unavailable(self, at: str, text: str, session: Session, voice: Voice) -> Step:
        """Say that the texts of an institution are not at hand, and that no other's rules hold."""
        reply = unavailable(at, self.contacts, voice)
        return replace(session, last=Last()), (reply, self._note(text, voice))

    def meaning(self, entry: Entry, session: Session, voice: Voice, today: date, at: str) -> Step:
        """Return what a term means, without what applies to it at others than a pack's institution.

        The lines of other institutions are left out, and so are their sources.
        """
        meaning = self.knowledge.render(entry, voice.locale, on=today).html.partition("\n\n")[0]
        html = paragraphs(
            meaning,
            voice.say("own_rules.meaning", **registry()[at].named),
            whom_to_ask(at, self.contacts, voice),
        )
        return replace(session, last=Last()), (Reply(html, voice.locale, outcome=Outcome.ANSWER),)

    def ask_back(self, session: Session, voice: Voice) -> Step:
        """Ask what is meant by something told that changes nothing that is known."""
        topics = Button(voice.label("button.topics"), data(Verb.TOPICS))
        words = voice.say("ask_back")
        return session, (Reply(words, voice.locale, ((topics,),), outcome=Outcome.ASK),)

    def calm(self, session: Session, voice: Voice) -> Step:
        """Return a calm word to who is uneasy, and asks nothing; the conversation goes on."""
        return session, (Reply(voice.say("calm"), voice.locale),)

    def silent(
        self,
        text: str,
        related: Buttons,
        session: Session,
        voice: Voice,
        asked: Collection[str] = (),
        *,
        at: str | None = None,
    ) -> Step:
        """Say that the texts are silent on what a follow-up asks; the conversation goes on.

        What is asked is named, as far as it is known, so that nobody takes the answer for another.
        `related` are buttons for what is worth reading of what was spoken of.
        """
        topics = Button(voice.label("button.topics"), data(Verb.TOPICS))
        named = [self.knowledge.aspects.about(one).plain(voice.locale) for one in sorted(asked)]
        html = voice.say("unknown_here")
        if named:
            html = voice.say("unknown_here.asked", asked=", ".join(named))
        if at is not None:
            html = unknown_at(at, self.contacts, voice)
        rows = (*related, (topics,))
        reply = Reply(html, voice.locale, rows, outcome=Outcome.UNKNOWN, for_office=True)
        return session, (reply, self._note(text, voice))

    def not_there(self, unknown: str, message: Message, told_by: str, there: str) -> Step:
        """Say whose rule was told, and that nothing of it is known of another institution.

        Args:
            unknown: the id of what is said.
            message: what was asked.
            told_by: the institution whose rule was told.
            there: the institution that is asked about.
        """
        told, voice = registry()[told_by].named, message.voice
        html = voice.say(
            unknown,
            told=told["institution"],
            told_gen=told["institution_gen"],
            **registry()[there].named,
        )
        topics = Button(voice.label("button.topics"), data(Verb.TOPICS))
        reply = Reply(html, voice.locale, ((topics,),), outcome=Outcome.UNKNOWN, for_office=True)
        return message.session, (reply, self._note(message.text, voice))

    def off_subject(self, text: str, session: Session, voice: Voice) -> Step:
        """Say that this is another subject; the case and the last answer stay."""
        topics = Button(voice.label("button.topics"), data(Verb.TOPICS))
        html = voice.say("off_subject")
        reply = Reply(html, voice.locale, ((topics,),), outcome=Outcome.UNKNOWN)
        return session, (reply, self._note(text, voice))

    def _note(self, text: str, voice: Voice) -> NoteUnanswered:
        """Return the question for the editors, without anything that could tell who asked."""
        return NoteUnanswered(redact(text, self.knowledge), voice.locale)
