"""Complete a message that names a short stay: of a doctoral student it is a programme."""

from bot.dialogue.completion.told_before import Before, with_slot
from bot.understanding import Understanding
from bot.understanding.people.programmes import short_stays

_STUDENTS = (None, "student")
_DOCTORAL = "doctoral"


def with_short_stay(reading: Understanding, before: Before) -> Understanding:
    """Take "and a short one?" of a doctoral student as the short stay that is theirs alone.

    So it is of a student whose cycle nobody told, once mobility is spoken of: what is published of
    short stays is published of that one. Where the message itself speaks of doctoral studies, it is
    read so without this.
    """
    cycle = reading.case.get("cycle", before.known.get("cycle"))
    role = reading.case.get("role", before.known.get("role"))
    may_be = cycle is None and role in _STUDENTS and not before.session.focus.is_empty
    if not (cycle == _DOCTORAL or may_be) or any(one.slot == "programme" for one in reading.slots):
        return reading
    for span in short_stays(reading.text)[:1]:
        return with_slot(reading, "programme", "short_phd", span)
    return reading
