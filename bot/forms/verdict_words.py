"""An outcome in one sentence: yes, no or it depends, and at once why."""

from collections.abc import Sequence

from bot.forms.form import first_sentence, listed, within_sentence
from bot.messages.markup import escape
from bot.messages.voice import Voice
from locales import Text, Value, names_in
from rules import Verdict

HANGS = "rules.reason.unknown"
"""A reason that names the facts on which the outcome hangs, and the rule that needs them."""

_WHOLE_TERM = "conversation.study_length.semester"

WHOLE_TERM = "conversation.study_length.semester"
"""That a stay covers a semester, said to somebody whose cycle is known."""

# "You can if the stay covers a whole semester", rather than "it depends on whether it does".
_YOU_CAN_IF = {
    "rules.fact.covers_term": "if_covers_term",
    "rules.fact.applied_while_enrolled": "if_applied_while_enrolled",
}


def because(
    outcome: str, reason: Text | str, voice: Voice, *, asked: bool = True
) -> tuple[str, ...]:
    """Return an outcome with its reason in one sentence, then the rest of the reason.

    Args:
        outcome: as in a verdict.
        reason: what made it.
        voice: the reader's words.
        asked: the person was asked for all that it hangs on, and left it open.
    """
    if isinstance(reason, Text) and reason.id == HANGS:
        rule, facts = reason.values["rule"], reason.values["facts"]
        told = facts if isinstance(facts, tuple) else (facts,)
        if asked:
            return voice.say("verdict.because.hangs", facts=told), escape(voice.plain(rule))
        if isinstance(rule, Text) and rule.id == _WHOLE_TERM and len(told) == 1:
            # "You can if the stay covers a whole semester" is this very rule.
            return (hangs_on(told, voice),)
        if isinstance(rule, Text) and rule.id == WHOLE_TERM and len(told) == 1:
            # "You can if the stay covers a whole semester" is this very rule.
            return (hangs_on(told, voice),)
        return hangs_on(told, voice), escape(voice.plain(rule))
    first, rest = first_sentence(voice.plain(reason))
    words = within_sentence(first.removesuffix("."))
    return voice.say(f"verdict.because.{outcome}", because=words), escape(rest)


def hangs_on(facts: Sequence[Value], voice: Voice) -> str:
    """Return on what an outcome hangs; on one fact alone, with the half that helps at once."""
    alone = facts[0] if len(facts) == 1 else None
    on = _YOU_CAN_IF.get(alone.id) if isinstance(alone, Text) else None
    if on is not None:
        return voice.say(f"verdict.because.{on}")
    return voice.say("verdict.because.hangs", facts=tuple(facts))


def changes_in_words(verdict: Verdict, changes: Sequence[Text], voice: Voice) -> str:
    """Return what would change an outcome; a figure that a reason names is not repeated."""
    told = frozenset[str]().union(*(names_in(one.text, voice.locale) for one in verdict.reasons))
    news = [one for one in changes if not told >= names_in(one, voice.locale) > frozenset()]
    if len(verdict.reasons) != 1 and len(news) > 1:
        return listed(voice.say("verdict.change"), map(voice.text, news))
    return "\n".join(map(voice.text, news))
