"""Tell where a message names a sum of its own: "12 days, so 840 and that's it?"."""

import re
from decimal import Decimal

from bot.understanding import Understanding
from bot.understanding.cue import Cue
from bot.understanding.once import once
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("reactions")
_NOTHING_ELSE = Cue.of(_VOCABULARY, "and nothing else")
_CURRENCIES = _VOCABULARY.words("currencies")
_SUM = re.compile(rf"(?<!\w)(\d+(?:[.,]\d{{3}})*) ?(?:€|{'|'.join(sorted(_CURRENCIES))})(?!\w)")
# No stay and no year of study is counted so far; five paid days already come to more.
_LEAST_OF_A_SUM = 300


@once
def names_a_sum(reading: Understanding) -> bool:
    """Return whether an amount of money is named, with its currency or by its size alone."""
    if sums_with_a_currency(reading):
        return True
    left = (reading.text[slice(*one.span)] for one in reading.unplaced)
    return any(one.isdecimal() and int(one) >= _LEAST_OF_A_SUM for one in left)


@once
def sums_with_a_currency(reading: Understanding) -> frozenset[Decimal]:
    """Return the amounts that stand before a currency: 1130 of "so 1.130 euros?"."""
    told = _SUM.findall(reading.folded)
    return frozenset(Decimal(re.sub(r"[.,]", "", one)) for one in told)


def asks_if_it_is_all(reading: Understanding) -> bool:
    """Return whether it is asked if nothing comes on top: "so 840 and that's it?"."""
    return _NOTHING_ELSE.stands_in(reading)
