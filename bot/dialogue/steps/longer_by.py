"""What some days more change in a sum: "14 days, what's the difference if I stay one more?"."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.computing import Computing
from bot.dialogue.reply_lines import with_heading
from bot.dialogue.state.result_told import estimate_of
from bot.dialogue.state.session import FormState
from bot.dialogue.turn import Message, Outcome
from bot.forms.grant import GrantForm
from bot.messages.json_value import Json
from knowledge.vocabulary import load_vocabulary
from locales import Money

_VOCABULARY = load_vocabulary("conversation")
_DIFFERENCE, _MORE = _VOCABULARY.words("asking the difference"), _VOCABULARY.words("days more")
_TWO = 2


def difference(
    computed: FormState, lengths: Sequence[Json], computing: Computing, message: Message
) -> Outcome | None:
    """Return what a longer stay is paid more; None where no such difference is asked for.

    Args:
        computed: the sum of the first of the lengths.
        lengths: the days of the stay, and how many more they may be.
        computing: what computes sums.
        message: the message in its conversation.
    """
    words, form = message.reading.words, computing.forms.forms[computed.tool]
    if _DIFFERENCE.isdisjoint(words) or _MORE.isdisjoint(words) or not isinstance(form, GrantForm):
        return None
    days = [one["days"] for one in lengths if isinstance(one, dict) and set(one) == {"days"}]
    first, more = days if len(days) == _TWO == len(lengths) else (None, None)
    if not isinstance(first, int) or not isinstance(more, int):
        return None
    shorter, longer = (
        replace(computed, answers={**computed.answers, "days": count})
        for count in (first, first + more)
    )
    before, after = (estimate_of(form, one.answers, message.today) for one in (shorter, longer))
    if before is None or after is None:
        return None
    session, effects = computing.open(longer, message)
    line = message.voice.say(
        "grant.difference",
        more=Money(after.total - before.total, after.currency),
        first=Money(before.total, before.currency),
        second=Money(after.total, after.currency),
    )
    return session, with_heading(line, effects)
