"""Read bare numbers and letters as marks where the conversation is about marks."""

from dataclasses import replace

from bot.dialogue.completion.told_before import Before
from bot.messages.json_value import Json
from bot.understanding import Understanding
from bot.understanding.grades.mark_lists import marks_told
from bot.understanding.understanding import MARKS
from rules.institutions import GRADES, PROGRAMMES, registry

_MOST_WORDS = 16
_SEVERAL = 2
# Smaller numbers may be a day of a month.
_LEAST_ALONE = 32


def with_marks(reading: Understanding, before: Before) -> Understanding:
    """Take "100, 88, 71" or "a E?" as marks: each of them is converted.

    Only behind a mark that was converted, or in a conversation about an institution of which
    nothing but marks is counted.
    """
    of_a_mark = before.session.last.computed and "mark" in before.values
    if len(reading.words) > _MOST_WORDS or not (of_a_mark or _counts_marks(reading, before)):
        return reading
    told = marks_told(reading.text, reading.about)
    if not told or not (of_a_mark or len(told) >= _SEVERAL or _is_large(told[0].value)):
        return reading
    slots = tuple(one for one in reading.slots if one.slot not in (*MARKS, "ects", "duration"))
    return replace(
        reading, slots=(*slots, *told), stays=(), edit=None, questions=(), ambiguous=(), unplaced=()
    )


def _counts_marks(reading: Understanding, before: Before) -> bool:
    focus = before.session.focus
    home = reading.institution or focus.named or before.session.institution or focus.institution
    if home is None or not registry().may_tell(GRADES, home):
        return False
    return not registry().may_tell(PROGRAMMES, home) and "semester_start" not in before.values


def _is_large(value: Json) -> bool:
    return isinstance(value, int | float) and value >= _LEAST_ALONE
