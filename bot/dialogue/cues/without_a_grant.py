"""Whether a stay is spoken of for which no money is taken, a zero grant."""

import re

from bot.understanding import QuestionKind, Understanding
from bot.understanding.once import once
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("conversation")
_WITHOUT_THE_GRANT = re.compile(rf"\b{_VOCABULARY.pattern('without the grant')}\b")
_HOW_MUCH = _VOCABULARY.words("an amount asked for")


@once
def is_without_the_grant(reading: Understanding) -> bool:
    """Return whether a stay is spoken of for which no money is taken."""
    return _WITHOUT_THE_GRANT.search(reading.folded) is not None


@once
def asks_for_no_money(reading: Understanding) -> bool:
    """Return whether money is named only to say that a stay that is over was without it.

    "2 months with a zero grant, 10 of a traineeship: may I still go?" asks for no amount.
    """
    over = any(one.time == "done" for one in reading.stays)
    of_months = reading.asks(QuestionKind.LEFT) or _HOW_MUCH.isdisjoint(reading.words)
    return over and of_months and is_without_the_grant(reading)
