"""Messages that ask nothing of the rules: a greeting, thanks, an insult."""

from bot.understanding.tokens import Message, Phrases
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("small_talk")

_SMALL_TALK = Phrases[str](_VOCABULARY.meanings("kinds"))
_FILLERS = _VOCABULARY.words("fillers")
_MOST_WORDS = 9
# Said along with another kind, these tell nothing of their own: "ok, hvala", "hi, who are you".
_WEAKEST = ("greeting", "ok", "thanks", "bye")


def small_talk(message: Message) -> str | None:
    """Return the kind of a message that is nothing but small talk; None for any other."""
    if not _SMALL_TALK.may_begin_in(message):
        return None
    words = sum(word[0].isalpha() for word in message.words)
    if words > _MOST_WORDS:
        return None
    matches = _SMALL_TALK.find(message)
    covered = {index for match in matches for index in range(match.start, match.stop)}
    for index, word in enumerate(message.words):
        if word[0].isalnum() and index not in covered and word not in _FILLERS:
            return None
    kinds = [match.value for match in matches]
    strong = [kind for kind in kinds if kind not in _WEAKEST]
    if strong:
        return strong[0]
    return max(kinds, key=_WEAKEST.index, default=None)
