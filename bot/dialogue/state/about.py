"""What a reply was about, so that a person can come back to it by replying to it.

The ways in keep it with the message's number and give it back with the event; to them it is opaque.
It holds what a follow-up needs: the entries that were told or offered, or a tool with its answers.
"""

from collections.abc import Collection, Mapping

from bot.dialogue.state.session import (
    FormState,
    Last,
    Session,
)
from bot.messages.changed import replace
from bot.messages.effect import Effect, Outcome, Reply
from bot.messages.json_value import Json

About = Mapping[str, Json]


def with_about(session: Session, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """Return the effects with what their replies are about, as the session after them knows it."""
    return tuple(
        replace(effect, about=_about(session, effect))
        if isinstance(effect, Reply) and not effect.about
        else effect
        for effect in effects
    )


def taken_back_to(
    session: Session, about: About, *, tools: Collection[str], entries: Collection[str]
) -> Session | None:
    """Return the session as though that reply had been the last one; None where it cannot be."""
    try:
        if "interview" in about:
            interview = FormState.from_json(about["interview"])
            if interview.tool not in tools:
                return None
            return replace(session, form=interview, last=Last(computed=True))
        suggested = about["suggested"] is True
        named = about["entries"]
    except (KeyError, ValueError):
        return None
    told = tuple(str(one) for one in named if one in entries) if isinstance(named, list) else ()
    if not told:
        return None
    return replace(session, last=Last(entries=told, suggested=suggested))


def _about(session: Session, reply: Reply) -> About | None:
    last, interview = session.last, session.form
    told = {answer.id for answer in reply.answers}
    if last.computed and interview is not None and told == {interview.tool}:
        return {"interview": interview.to_json()}
    of_entries = told <= set(last.entries) if told else reply.outcome is Outcome.UNKNOWN
    if of_entries and last.entries:
        return {"entries": list(last.entries), "suggested": last.suggested}
    return None
