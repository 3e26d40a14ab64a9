"""Statements that are true or false of the person: "imam ugovor", "nisam išao nikad"."""

from bot.understanding.found import Found
from bot.understanding.tokens import Message, Phrases
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("modality")

_STATEMENTS = Phrases[tuple[str, bool]](
    {
        phrase: (meaning.split()[0], meaning.split()[1] == "yes")
        for phrase, meaning in _VOCABULARY.meanings("statements").items()
    }
)
# Of these people ask whether they are needed; the others are told, also within a question.
_ASKED_OF_THE_RULE = frozenset(
    {"covers_term", "virtual_part", "contract", "applied_while_enrolled"}
)
_ASKING = _VOCABULARY.words("asking")
_REACH_OF_A_QUESTION = 8
_WHOEVER = _VOCABULARY.words("whoever")
_NEGATIONS = _VOCABULARY.words("negations")
_NEVER_USED = Phrases[bool](_VOCABULARY.phrases("never used"))


def statements(message: Message) -> list[Found]:
    """Facts told as true or false, and that there was no earlier mobility."""
    found: list[Found] = []
    for match in _STATEMENTS.find(message):
        field, value = match.value
        if field in _ASKED_OF_THE_RULE and _asks(message, match.start):
            continue
        if match.value == ("through_faculty", True) and _doubts(message, match.start):
            continue
        if value and _negated(message, match.start):
            value = False
        found.append(Found(field, value, match.start, match.stop))
    found += [
        Found("used", {"months": 0}, never.start, never.stop)
        for never in _NEVER_USED.find(message)
        if not {message.word(never.start - back) for back in (1, 2)} & _WHOEVER
    ]
    return found


def _doubts(message: Message, start: int) -> bool:
    """As in "preko fakulteta ili direktno", "kako znam da li moj faks učestvuje"."""
    return _asks(message, start) or any(word.startswith("dire") for word in message.words)


def _asks(message: Message, start: int) -> bool:
    """Whether the clause asks what the rule is: "da li mora da pokriva ceo semestar?"."""
    for back in range(1, _REACH_OF_A_QUESTION + 1):
        if start < back or message.ends_clause(start - back):
            return False
        if message.words[start - back] in _ASKING:
            return True
    return False


def _negated(message: Message, start: int) -> bool:
    for back in (1, 2, 3):
        if start < back or message.ends_clause(start - back):
            return False
        if message.words[start - back] in _NEGATIONS:
            return True
    return False
