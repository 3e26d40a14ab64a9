"""Manners in a group: short replies; what takes several messages moves to a private chat."""

from dataclasses import replace

from bot.conversation.buttons import Verb, parse
from bot.conversation.case_link import encode
from bot.conversation.effect import Button, Effect, Outcome, Reply
from bot.conversation.session import Interview, Session
from bot.conversation.voice import Voice


def for_group(
    session: Session, effects: tuple[Effect, ...], voice: Voice
) -> tuple[Session, tuple[Effect, ...]]:
    """The same step as it should look among others.

    A question of an interview becomes a button that goes on privately with what was told; results
    keep their text and lose the buttons that would fill the group with messages.
    """
    interview = session.interview
    asked = any(isinstance(effect, Reply) and effect.outcome is Outcome.ASK for effect in effects)
    if interview is not None and asked:
        invitation = Reply(
            voice.say("group.private"),
            voice.locale,
            ((_go_on(interview, voice),),),
            outcome=Outcome.ASK,
        )
        others = [effect for effect in effects if not _asks(effect)]
        return replace(session, interview=None), (*map(_short, others), invitation)
    return session, tuple(map(_short, effects))


def _asks(effect: Effect) -> bool:
    return isinstance(effect, Reply) and effect.outcome is Outcome.ASK


def _go_on(interview: Interview, voice: Voice) -> Button:
    payload = encode(interview.tool, interview.answers) or interview.tool
    return Button(voice.label("button.private"), "", start=payload)


def _short(effect: Effect) -> Effect:
    if not isinstance(effect, Reply):
        return effect
    rows = tuple(
        tuple(fitting for button in row if (fitting := _fitting(button, effect)) is not None)
        for row in effect.buttons
    )
    return replace(effect, buttons=tuple(row for row in rows if row), in_place=False)


def _fitting(button: Button, reply: Reply) -> Button | None:
    """The button as it may stand in a group; None where it may not."""
    if button.start is not None:
        return button
    pressed = parse(button.data)
    if pressed is None:
        return None
    if pressed.verb is Verb.TOOL:
        return Button(button.label, "", start=pressed.arguments[0])
    choosing = reply.outcome is Outcome.SUGGEST
    return button if choosing and pressed.verb in (Verb.ENTRY, Verb.ELSE) else None
