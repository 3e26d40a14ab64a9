"""Name places abroad, and tell whether a stay is planned outside Europe."""

from bot.understanding.tokens import Phrases, Tokens
from bot.understanding.understanding import Found
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("places")
_IN_EUROPE = _VOCABULARY.phrases("europe")
_OUTSIDE = _VOCABULARY.phrases("outside europe")
ABROAD = Phrases[bool]({**_IN_EUROPE, **_OUTSIDE})
_OUTSIDE_EUROPE = Phrases[bool](_OUTSIDE)
_ACRONYMS = _VOCABULARY.words("acronyms outside europe")
_FROM = _VOCABULARY.words("not before")


def outside_europe(message: Tokens) -> list[Found]:
    """Return the fact that a stay is outside Europe, from the first such place one goes to."""
    places = [(match.start, match.stop) for match in _OUTSIDE_EUROPE.find(message)]
    for acronym in message.acronyms & _ACRONYMS:
        places += [(i, i + 1) for i, word in enumerate(message.words) if word == acronym]
    for start, stop in sorted(places):
        if message.word(start - 1) not in _FROM:
            return [Found("outside_europe", value=True, start=start, stop=stop)]
    return []
