"""Which limit a question asks for: "how long can I stay?", "koliko časova mora?"."""

from bot.understanding.tokens import Phrases, take_apart
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("intents")

_LIMITS = Phrases[str](_VOCABULARY.meanings("limits"))


def asked_limit(text: str) -> str | None:
    """Return the slot whose limit a question asks for; None for any other question."""
    asked = {match.value for match in _LIMITS.find(take_apart(text))}
    return asked.pop() if len(asked) == 1 else None
