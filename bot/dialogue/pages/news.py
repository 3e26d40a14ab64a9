"""News of institutions: who wants them says so, and takes it back, by a tap or in words."""

from dataclasses import dataclass, replace

from bot.dialogue import typed_buttons
from bot.dialogue.commands import Command
from bot.dialogue.state.session import Last, Session
from bot.dialogue.turn import Outcome, Turn
from bot.messages.button_data import Verb, data
from bot.messages.effect import Button, Effect, KeepNews, Reply
from bot.messages.topic_names import topic_name
from bot.understanding.answers.typed_lines import typed_line
from rules.institutions import registry

PAGE = "news"
COMMAND = "news"


@dataclass(frozen=True, slots=True)
class News:
    """The page on which news are asked for."""

    def said(self, session: Session, text: str, turn: Turn) -> Outcome | None:
        """Return what words mean for news; None where they mean something else."""
        if not turn.reachable or turn.visiting:
            return None
        if typed_buttons.asks_for_news(text):
            return self.page(session, turn)
        line = typed_line(text) if session.last.page == PAGE else None
        institutions = registry().ids
        if line is None or not 1 <= line.number <= len(institutions):
            return None
        return self._switch(session, institutions[line.number - 1], turn)

    def commanded(self, session: Session, command: Command, turn: Turn) -> Outcome | None:
        """Return `/news`; None for other commands."""
        if command.name != COMMAND:
            return None
        if not turn.reachable or turn.visiting:
            return session, (Reply(turn.voice.say("news.privately"), turn.voice.locale),)
        return self.page(session, turn)

    def tap(self, session: Session, arguments: tuple[str, ...], turn: Turn) -> Outcome | None:
        """Return a tapped button; None for one that is out of date."""
        if not turn.reachable or turn.visiting:
            return None
        match arguments:
            case ():
                return self.page(session, turn)
            case ("turn", institution) if institution in registry():
                return self._switch(session, institution, turn)
            case ("off", institution) if institution in registry():
                kept = tuple(one for one in session.news if one != institution)
                return self._kept(replace(session, news=kept), turn, anew=True)
        return None

    def page(self, session: Session, turn: Turn, *, anew: bool = False) -> Outcome:
        """Show of whom news are wanted, each with a button that changes it."""
        voice = turn.voice
        lines, rows = [], []
        for number, institution in enumerate(registry().ids, start=1):
            wanted = institution in session.news
            state = voice.say("news.wanted" if wanted else "news.not_wanted")
            lines.append(f"{number}. {topic_name(institution, voice)}: {state}")
            label = voice.label("button.news_off" if wanted else "button.news_on")
            button = Button(f"{label} {number}", data(Verb.NEWS, "turn", institution))
            rows.append((button,))
        html = "\n\n".join((voice.say("news.page"), "\n".join(lines), voice.say("news.how")))
        session = replace(session, last=Last(page=PAGE))
        reply = Reply(html, voice.locale, tuple(rows), in_place=True, anew=anew)
        return session, (reply,)

    def _switch(self, session: Session, institution: str, turn: Turn) -> Outcome:
        wanted = set(session.news) ^ {institution}
        kept = tuple(one for one in registry().ids if one in wanted)
        return self._kept(replace(session, news=kept), turn)

    def _kept(self, session: Session, turn: Turn, *, anew: bool = False) -> Outcome:
        session, effects = self.page(session, turn, anew=anew)
        kept: tuple[Effect, ...] = (KeepNews(session.news, turn.voice.locale), *effects)
        return session, kept
