"""An outcome in one sentence: yes, no or it depends, and at once why."""

from collections.abc import Sequence

from bot.forms.form import first_sentence, listed, within_sentence
from bot.messages.markup import escape
from bot.messages.voice import Voice
from locales import Text, names_in
from rules import Verdict

HANGS = "rules.reason.unknown"
"""A reason that names the facts on which the outcome hangs, and the rule that needs them."""


def because(outcome: str, reason: Text | str, voice: Voice) -> tuple[str, ...]:
    """Return an outcome with its reason in one sentence, then the rest of the reason."""
    if isinstance(reason, Text) and reason.id == HANGS:
        rule = reason.values["rule"]
        return voice.say("verdict.because.hangs", **reason.values), escape(voice.plain(rule))
    first, rest = first_sentence(voice.plain(reason))
    words = within_sentence(first.removesuffix("."))
    return voice.say(f"verdict.because.{outcome}", because=words), escape(rest)


def changes_in_words(verdict: Verdict, changes: Sequence[Text], voice: Voice) -> str:
    """Return what would change an outcome; a figure that its one reason names is not repeated."""
    if len(verdict.reasons) != 1:
        return listed(voice.say("verdict.change"), map(voice.text, changes))
    told = names_in(verdict.reasons[0].text, voice.locale)
    news = (one for one in changes if not told >= names_in(one, voice.locale) > frozenset())
    return "\n".join(map(voice.text, news))
