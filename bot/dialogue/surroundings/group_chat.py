"""Manners in a group: short replies; what takes several messages moves to a private chat."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.dialogue.state.session import FormState, Session
from bot.forms.case_link import encode
from bot.forms.form import paragraphs
from bot.messages.button_data import Verb, parse
from bot.messages.effect import Button, ButtonStyle, Effect, Outcome, Reply
from bot.messages.voice import Voice
from locales import Locale

# What a button opens in the private chat, where it would only fill a group with messages.
_PRIVATELY = {Verb.TOPICS: "topics", Verb.CHECKLIST: "checklist"}
# Of an entry its first paragraph answers; of a result the outcome and its parts.
_OF_AN_ENTRY, _OF_A_RESULT = 1, 2
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")

SourceLine = Callable[[Sequence[str], Locale], str]


@dataclass(frozen=True, slots=True)
class Group:
    """A group in which somebody did something.

    Attributes:
        voice: the words of whoever did it.
        source_line: the line under an answer that says where it stands.
        tapped: they tapped a button; the message that it stands under may change.
    """

    voice: Voice
    source_line: SourceLine
    tapped: bool

    def step(
        self, session: Session, effects: tuple[Effect, ...]
    ) -> tuple[Session, tuple[Effect, ...]]:
        """Return the same step as it should look among others.

        A question of an interview becomes a button that goes on privately with what was told;
        answers are cut to what answers, and lose the buttons that would fill the group with
        messages.
        """
        interview = session.form
        if interview is None or not any(map(_asks, effects)):
            return session, tuple(self._short(effect, session) for effect in effects)
        private = Button(
            self.voice.label("button.private"),
            "",
            start=_case(interview),
            style=ButtonStyle.PRIMARY,
        )
        invitation = Reply(
            self.voice.say("group.private"),
            self.voice.locale,
            ((private,),),
            outcome=Outcome.ASK,
        )
        others = [self._short(effect, session) for effect in effects if not _asks(effect)]
        return replace(session, form=None), (*others, invitation)

    def _short(self, effect: Effect, session: Session) -> Effect:
        if not isinstance(effect, Reply):
            return effect
        rows = _rows(effect)
        whole = self._whole(effect, session)
        html = effect.html if whole is None else self._first(effect, session)
        if whole is not None and html != effect.html:
            rows = ((whole,), *rows)
        return replace(effect, html=html, buttons=rows, in_place=effect.in_place and self.tapped)

    def _first(self, reply: Reply, session: Session) -> str:
        """Return what answers, with its source; the whole text where that is hardly longer."""
        parts = reply.html.split("\n\n")
        kept = parts[: _OF_A_RESULT if _computed(reply, session) else _OF_AN_ENTRY]
        line = self.source_line(reply.answers[0].sources, self.voice.locale)
        first = paragraphs(*kept, "" if line in kept else line)
        closed = first.count("<") == 2 * first.count("</")
        return first if closed and len(parts) > len(kept) + 1 else reply.html

    def _whole(self, reply: Reply, session: Session) -> Button | None:
        """Return a button that shows the whole of one answer in the private chat."""
        if reply.outcome is not Outcome.ANSWER or len(reply.answers) != 1:
            return None
        start: str | None = f"entry-{reply.answers[0].id}"
        if _computed(reply, session) and session.form is not None:
            start = encode(session.form.tool, session.form.answers)
        if start is None or not _START.fullmatch(start):
            return None
        return Button(self.voice.label("button.whole"), "", start=start)


def _asks(effect: Effect) -> bool:
    return isinstance(effect, Reply) and effect.outcome is Outcome.ASK


def _computed(reply: Reply, session: Session) -> bool:
    interview = session.form
    return interview is not None and reply.answers[0].id == interview.tool


def _case(interview: FormState) -> str:
    return encode(interview.tool, interview.answers, asks_on=True) or interview.tool


def _rows(reply: Reply) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons that may stand in a group, none of them twice."""
    rows = []
    opened: set[str | None] = set()
    for row in reply.buttons:
        fitting = []
        for button in row:
            stays = _fitting(button, reply)
            if stays is None or (stays.start is not None and stays.start in opened):
                continue
            opened.add(stays.start)
            fitting.append(stays)
        rows.append(tuple(fitting))
    return tuple(row for row in rows if row)


def _fitting(button: Button, reply: Reply) -> Button | None:
    """Return the button as it may stand in a group; None where it may not."""
    if button.start is not None or button.copy is not None:
        return button
    pressed = parse(button.data)
    if pressed is None:
        return None
    if pressed.verb is Verb.TOOL:
        return Button(button.label, "", start=pressed.arguments[0])
    if pressed.verb in _PRIVATELY:
        topic = "-".join(("topic", *pressed.arguments[:-1]))
        named = pressed.verb is Verb.TOPICS and bool(pressed.arguments)
        return Button(button.label, "", start=topic if named else _PRIVATELY[pressed.verb])
    if pressed.verb in (Verb.FORGET, Verb.LANGUAGE):
        return button if _alone(pressed.verb, reply) else None
    choosing = reply.outcome is Outcome.SUGGEST
    return button if choosing and pressed.verb in (Verb.ENTRY, Verb.ELSE) else None


def _alone(verb: Verb, reply: Reply) -> bool:
    """Return whether a reply has no other buttons: a choice, and not something beside others."""
    pressed = [parse(button.data) for row in reply.buttons for button in row]
    return all(one is not None and one.verb is verb for one in pressed)
