"""Tell numbers of exams, courses and credits that were passed or failed: "položila samo 12"."""

from collections.abc import Mapping

from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import Tokens
from knowledge.vocabulary import load_vocabulary

_GRADES, _VOCABULARY = load_vocabulary("grades"), load_vocabulary("leftovers")
_PASSING = _GRADES.stems("passing or failing")
_EARNING = _GRADES.stems("earning")
_EXAMS = _GRADES.stems("counted exams")
_CREDITS, _POINTS = _GRADES.stems("credits of an exchange"), _GRADES.stems("credits or points")
_EXAM, _NEEDED = _GRADES.stems("exam"), _GRADES.stems("needed")
_OF = frozenset({"od", "of"})
# "Položila sa 9", "passed for a 9": the mark, and no number of exams.
_BEFORE_A_MARK = _VOCABULARY.words("before a mark")
_REACH = 3
# Nobody takes more exams than this, or earns more credits, on one exchange.
_MOST = 60


def counts_what_was_passed(message: Tokens, number: Number) -> bool:
    """Tell whether a number counts what was passed: "od 6 predmeta položila 4", "2 failed courses".

    Args:
        message: the message.
        number: one of its numbers that no value was taken from.
    """
    if number.whole is None or number.whole > _MOST:
        return False
    if _is_beside_passing(message, number) or _is_the_whole(message, number):
        return True
    return _is_what_was_needed(message, number)


def _is_beside_passing(message: Tokens, number: Number) -> bool:
    """Tell whether a word for passing, failing or earning stands so near in the same sentence."""
    is_a_mark = message.word(number.start - 1) in _BEFORE_A_MARK
    for step, place in ((1, number.stop), (-1, number.start - 1))[: 1 if is_a_mark else 2]:
        for index in range(place, place + step * _REACH, step):
            if index < 0 or index >= len(message) or message.ends_sentence(index):
                break
            if message.words[index].startswith(_PASSING + _EARNING):
                return True
    return False


def _is_the_whole(message: Tokens, number: Number) -> bool:
    """Tell whether a number is the whole of what was just counted: "1 ispit od 4"."""
    if message.word(number.start - 1) not in _OF:
        return False
    before = message.words[max(0, number.start - 1 - _REACH) : number.start - 1]
    return any(word.startswith(_EXAMS + _PASSING + _EARNING) for word in before)


def _is_what_was_needed(message: Tokens, number: Number) -> bool:
    """Tell whether a number is held against credits that were earned: "16 ESPB, a trebalo 30"."""
    near = message.words[max(0, number.start - _REACH) : number.stop + _REACH]
    needed = any(word.startswith(_NEEDED) for word in near)
    return needed and any(word.startswith(_CREDITS) for word in message.words)


def part_of_credits(message: Tokens, numbers: Mapping[int, Number], whole: Number) -> Number | None:
    """Return the 12 of "12 of 30 credits", which were earned and are no mark; None for none.

    Points of an exam are told with the exam: "28 od 30 bodova na ispitu".
    """
    place = whole.start - 1
    place -= message.words[place - 1 : place + 1] == ("out", "of")
    part = next((one for one in numbers.values() if one.stop == place), None)
    if (
        part is None
        or message.word(whole.start - 1) not in _OF
        or (whole.whole or _MOST + 1) > _MOST
    ):
        return None
    behind = message.word(whole.stop)
    if behind.startswith(_CREDITS):
        return part
    if not behind.startswith(_POINTS) or any(word.startswith(_EXAM) for word in message.words):
        return None
    near = message.words[max(0, part.start - 2 * _REACH) : part.start]
    return part if any(word.startswith(_PASSING + _EARNING) for word in near) else None
