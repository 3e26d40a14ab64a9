"""A value of the last result, and behind it a question of its own: "2 months then. Who pays?"."""

from bot.dialogue import policy
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.counted import asks_of_counting
from bot.dialogue.state.session import Session
from bot.dialogue.turn import Turn
from bot.understanding import QuestionKind, Understanding
from bot.understanding.questions.split_questions import is_a_question
from rules.programmes.names import is_short

_OF_THE_STAY = frozenset({"duration", "hours", "ects", "used"})
# What is asked of the value itself is no question of its own.
_OF_THE_VALUE = frozenset(
    {kinds.FIT, kinds.PERMISSION, kinds.LEFT, kinds.MONEY, kinds.LENGTH, kinds.CONVERSION}
)
_NEITHER = "", ""


def value_then_question(text: str, session: Session, turn: Turn) -> tuple[str, str]:
    """Return both parts of such a message; two empty texts for any other."""
    place = _end_of_a_sentence(text)
    if not place or not session.last.computed:
        return _NEITHER
    told, asked = text[:place].strip(), text[place:].strip()
    if len(told.split()) > policy.WORDS_OF_A_VALUE or "?" in told:
        return _NEITHER
    value, question = turn.understood(told), turn.understood(asked)
    interview = session.form
    programme = None if interview is None else interview.answers.get("programme")
    if any(one.slot == "used" for one in value.slots) and _is_of_months_used(question):
        # "I was away 10 months in my master's. Does that take any off?" asks of those.
        return _NEITHER
    # Only of short stays an amount goes by the days.
    with_an_amount = programme is None or is_short(programme)
    of_the_value = _OF_THE_VALUE if with_an_amount else _OF_THE_VALUE - {kinds.MONEY}
    return (told, asked) if _tells(value) and _asks(question, of_the_value) else _NEITHER


def _is_of_months_used(question: Understanding) -> bool:
    return asks_of_counting(question) or kinds.asks_if_it_is_a_problem(question)


def _end_of_a_sentence(text: str) -> int:
    """Return the place behind the first full stop that ends a sentence; 0 where there is none."""
    place = text.find(". ")
    while place > 0 and text[place - 1].isdigit():
        place = text.find(". ", place + 1)
    return max(place + 1, 0)


def _tells(value: Understanding) -> bool:
    asked = {one.kind for one in value.questions} - {QuestionKind.OTHER}
    stay = any(one.slot in _OF_THE_STAY for one in value.slots)
    return not asked and (stay or bool(value.unplaced))


def _asks(question: Understanding, of_the_value: frozenset[QuestionKind]) -> bool:
    """Return whether the second part asks something that is no matter of the value."""
    if question.slots or question.unplaced:
        return False
    asked = {one.kind for one in question.questions}
    return (bool(asked) or is_a_question(question.text)) and not asked & of_the_value
