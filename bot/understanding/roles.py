"""Roles: student, graduate and the kinds of staff, by all their names."""

from bot.understanding.mentions import Mention, Rank, negated, of_oneself, of_others
from bot.understanding.stance import Stance
from bot.understanding.tokens import Message, Phrases
from bot.understanding.understanding import Holder
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("people")

STAFF = frozenset({"teacher", "assistant", "researcher", "administrative"})

# Words that name no person: "student exchange", "student visa".
_NOBODY = "none"

# Staff of a kind that was not told: enough for lengths and hours.
ANY_STAFF = "staff"

_ROLES = Phrases[str](_VOCABULARY.meanings("roles"))


def roles_of(
    message: Message, told: tuple[Stance, ...], whose: tuple[Holder, ...]
) -> list[Mention]:
    """Return every role that is the writer's or of whom they write for, from left to right."""
    found: list[Mention] = []
    others_until = -1
    for match in _ROLES.find(message):
        if match.value == _NOBODY or negated(message, match.start):
            continue
        itself = of_oneself(message, match.start, match.stop)
        # "Assistant" alone may as well be this one: "are you an assistant?".
        alone = message.words[match.start] == "assistant" and match.stop == match.start + 1
        if alone and not itself:
            continue
        joined = others_until == match.start - 1 and message.word(others_until) in {"and", "i"}
        elsewhere = joined or of_others(message, match.start, match.stop, itself=itself)
        if elsewhere and whose[match.start] == "asker":
            others_until = match.stop
            continue
        stance = told[match.start]
        if match.value == "graduate" and stance is Stance.PLAN:
            continue
        rank = Rank.SELF if itself else Rank.PERSON
        found.append(Mention(match.value, rank, stance, match.start, match.stop))
    return found
