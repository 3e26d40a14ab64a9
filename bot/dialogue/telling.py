"""Everything a message told, under the names that the forms use."""

from collections.abc import Mapping

from bot.messages.json_value import Json
from bot.understanding import GradeMention, Reading


def told_in(reading: Reading) -> dict[str, Json]:
    """The facts of a message: those of the rules, and those of the grant, grades and deadlines."""
    told: dict[str, Json] = {}
    if len(reading.programmes) == 1:
        told["programme"] = reading.programmes[0]
    told.update(reading.facts)
    if reading.days is not None:
        told["days"] = reading.days
    for name in ("travel_days", "green_travel", "fewer_opportunities", "distance_km", "rates"):
        value = getattr(reading, name)
        if value is not None:
            told[name] = value
    mark = _mark(reading)
    if mark is not None:
        told["mark"] = mark
    if reading.semester_start is not None:
        told["semester_start"] = reading.semester_start.isoformat()
    return told


def _mark(reading: Reading) -> Json:
    """The marks of a message: one, or a list of several; None where there is none."""
    marks = [_one_mark(mention) for mention in reading.grade_list]
    if len(marks) > 1:
        return marks
    return marks[0] if marks else None


def _one_mark(mention: GradeMention) -> Json:
    if mention.kind == "ects":
        return str(mention.value)
    text = str(mention.value)
    return {mention.kind: int(text) if text.isdecimal() else float(text)}


def days_of(told: Mapping[str, Json]) -> Json:
    """The length of a stay told in days alone; None when it was told otherwise or not at all."""
    duration = told.get("duration")
    if isinstance(duration, Mapping) and set(duration) == {"days"}:
        return duration["days"]
    return told.get("days")
