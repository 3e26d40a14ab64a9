"""Read the marks of a message where it is known that it tells marks: "100, 88, 71", "a E?".

Numbers and letters alone say nothing in free text; behind a question about grades they are marks.
Each of them is read, or none is.
"""

from decimal import Decimal

from bot.understanding.grades.grade_lists import GRADES, MOST_POINTS, GradeMention, Placed
from bot.understanding.grades.grades import FIELDS
from bot.understanding.quantities.numbers import numbers
from bot.understanding.tokens import Tokens, take_apart
from bot.understanding.understanding import Holder, SlotValue
from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("grades")
_LETTERS = frozenset("abcdef")
_AROUND = _VOCABULARY.words("around marks")
_POINTS = _VOCABULARY.words("points of a row")
_POINTED = _VOCABULARY.words("points before a row")
_NOT = _VOCABULARY.words("instead of a mark")
# "30/30", "C+", "95%": of another scale.
_OF_A_SCALE = frozenset({"%", "+", "/"})


def marks_told(text: str, about: Holder = "asker") -> tuple[SlotValue, ...]:
    """Return the marks of a message as slots; none where it tells anything else."""
    message = take_apart(text)
    return tuple(
        SlotValue(
            FIELDS[mention.kind],
            mention.value if isinstance(mention.value, int | str) else float(mention.value),
            message.span(start, stop),
            about,
        )
        for start, stop, mention in _marks_alone(message) or ()
    )


def _marks_alone(message: Tokens) -> list[Placed] | None:
    """Return the marks of a message that tells nothing else; None of any other message.

    Of "not D, E" the one that is taken back is left out.
    """
    found: list[Placed] = []
    counts = numbers(message)
    points = not (_POINTS | _POINTED).isdisjoint(message.words)
    index = 0
    while index < len(message):
        word = message.words[index]
        number = counts.get(index)
        if number is not None and word[0].isdigit():
            mention = None if number.value is None else _of_number(number.value, points=points)
            if mention is None:
                return None
            found.append((index, number.stop, mention))
            index = number.stop
            continue
        letter = _letter(message, index)
        if letter is not None:
            found.append((index, index + 1, GradeMention("ects", letter)))
        elif (word[0].isalnum() and word not in _AROUND) or word in _OF_A_SCALE:
            return None
        index += 1
    told = [one for one in found if message.word(one[0] - 1) not in _NOT]
    return told or found or None


def _of_number(value: int | Decimal, *, points: bool) -> GradeMention | None:
    if not points and value in GRADES:
        return GradeMention("grade", int(value))
    if not points and (value < GRADES.start or (value < GRADES.stop and value != int(value))):
        # A grade of another scale, or points: nobody can tell.
        return None
    return GradeMention("points", value) if value <= MOST_POINTS else None


def _letter(message: Tokens, index: int) -> str | None:
    """Return the ECTS letter that stands here; the "a" and "e" of "a E?" say "and" and "hey"."""
    word = message.words[index]
    if word not in _LETTERS:
        return None
    start, stop = message.span(index, index + 1)
    written = message.text[start:stop] if len(message.text) == len(message.folded) else word
    if fold(written) != word:
        written = word
    opens = index == 0 and len(message) > 1 and message.word(1) not in {",", ";"}
    small = written.islower() or written == word
    if word == "a" and small and message.word(index + 1)[:1].isdigit():
        # "Is it a 6 or a 7?": an article.
        return None
    if word in {"a", "e"} and small and (opens or not message.text.islower()):
        return None
    return word.upper()
