"""Tell the online part of a mobility from the stay: "4 days on site and 3 weeks online"."""

from collections.abc import Sequence

from bot.understanding.quantities.counted_lengths import Length
from bot.understanding.tokens import Tokens
from knowledge.vocabulary import load_vocabulary

_ONLINE = load_vocabulary("durations").stems("online")


def set_online_apart(
    message: Tokens, lengths: Sequence[Length]
) -> tuple[list[Length], list[Length]]:
    """Return the lengths of stays, and those spent online beside them.

    Where every length is online, none is set apart: somebody asks about such a stay itself.
    """
    online = [one for one in lengths if message.word(one.stop).startswith(_ONLINE)]
    stays = [one for one in lengths if one not in online]
    return (stays, online) if stays else (list(lengths), [])
