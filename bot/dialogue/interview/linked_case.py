"""Opening a case link: the result as far as its answers go, for the case that the link holds."""

from dataclasses import dataclass, replace
from datetime import date

from bot.dialogue.interview.form_policy import Dialogue, Step
from bot.dialogue.state import case
from bot.dialogue.state.session import Session
from bot.forms.case_link import CaseLinkError, can_carry, decode, encode
from bot.forms.form import paragraphs
from bot.messages.button_data import UNKNOWN
from bot.messages.effect import Button, Effect, Reply
from bot.messages.json_value import Json
from bot.messages.voice import Voice


@dataclass(frozen=True, slots=True)
class LinkedCases:
    """Opens case links."""

    dialogue: Dialogue

    def open(self, payload: str, session: Session, voice: Voice, today: date) -> Step:
        """Return what a link opens; its case takes the place of the one before, and says so.

        Two people's cases never mix: whoever opens somebody else's link gets a way back to their
        own.
        """
        try:
            link = decode(payload)
        except CaseLinkError:
            return session, (Reply(voice.say("bad_link"), voice.locale),)
        told = case.note({}, case.of_answers(link.answers), {}, today)
        own = None if case.values(told) == case.values(session.case) else _way_back(session)
        fresh = replace(session, case=told, said={}, form=None)
        after, effects = self.dialogue.open(
            link.form, link.answers, fresh, voice, today, brief=not link.asks_on
        )
        if own is None:
            return after, effects
        return after, tuple(_with_way_back(effect, own, voice) for effect in effects)


def _way_back(session: Session) -> str | None:
    """Return the link to a person's own case; None where there is none, or none can be made."""
    own: dict[str, Json] = {
        slot: kept.value
        for slot, kept in session.case.items()
        if can_carry(slot) and kept.value != UNKNOWN
    }
    return encode("eligibility" if "programme" in own else "options", own) if own else None


def _with_way_back(effect: Effect, own: str, voice: Voice) -> Effect:
    if not isinstance(effect, Reply):
        return effect
    back = Button(voice.label("button.own_case"), "", start=own)
    html = paragraphs(effect.html, voice.say("link.replaces"))
    return replace(effect, html=html, buttons=(*effect.buttons, (back,)))
