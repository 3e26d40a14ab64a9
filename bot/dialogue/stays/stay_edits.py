"""A stay told before that a message changes: which one is meant, and what becomes of it.

"One day more", "skrati praksu na 3", "what if the second is 4", "drop the first". The stay is the
one that is named, by its number in order, its place or its kind; else the one spoken of last.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from bot.dialogue import policy
from bot.dialogue.completion.told_before import Before, is_no_length, lone_numbers
from bot.dialogue.state import case, ledger
from bot.dialogue.state.ledger import KeptStay, Stays
from bot.dialogue.state.session import Session
from bot.dialogue.state.stays_told import is_named_by
from bot.messages.json_value import Json
from bot.understanding import SlotValue, Span, Understanding
from bot.understanding.changes import HOUR, LAST, StayEdit
from bot.understanding.quantities.counted_lengths import as_length
from knowledge.vocabulary import load_vocabulary
from rules.duration import MONTH

_EACH_DAY = load_vocabulary("follow_ups").words("each day")
_AROUND = load_vocabulary("stay_edits").words("around an edit")
_WORD = re.compile(r"[a-z]+")
_OF_OTHERS = load_vocabulary("persons").words("third person") | {"on"}
_SELF = load_vocabulary("persons").words("self")
_SIGNS: Mapping[str, int] = {"longer": 1, "shorter": -1}
_SEVERAL = 2
_KEPT_OF_A_STAY = frozenset({"duration", "hours", "programme", "days", "covers_term"})


@dataclass(frozen=True, slots=True)
class Edited:
    """A message that changes a stay.

    Attributes:
        reading: the message as one that tells the stay whole.
        session: the conversation with the stay changed.
    """

    reading: Understanding
    session: Session


def edited(reading: Understanding, session: Session) -> Edited | None:
    """Return a message that changes a stay told before, with the stay changed; None for others."""
    stays = ledger.in_step(session.stays, session.case)
    plans, edit = [one for one in stays if one.planned], reading.edit
    if edit is None and len(plans) < _SEVERAL:
        return None
    plans = plans or _of_the_result(session)
    if len(plans) > 1 and (edit is None or edit.unit is None):
        edit = _hours_of_each_day(reading, plans) or edit or _of_a_number(reading)
    if edit is None or reading.dates or _tells_anew(reading, edit):
        return None
    place = _place(edit, reading, plans)
    if place is None:
        return None
    if edit.how in ("out", "only"):
        kept = [one for at, one in enumerate(plans) if (at == place) == (edit.how == "only")]
        return _left(reading, session, stays, kept) if len(kept) < len(plans) and kept else None
    changed = _changed(plans[place], edit, session)
    if changed is None:
        return None
    plans[place] = changed
    plans = [replace(one, spoken_of=at == place) for at, one in enumerate(plans)]
    told = _telling(reading, plans[place], edit, of_hours=edit.unit == HOUR)
    return Edited(told, replace(session, stays=(*ledger.over(stays), *plans)))


def _tells_anew(reading: Understanding, edit: StayEdit) -> bool:
    """Return whether a stay is told in its own right: "I did 3 more months in Graz"."""
    done = any(one.time == "done" for one in reading.slots)
    told_of_somebody = any(one.slot in case.WHO for one in reading.slots)
    return done or (told_of_somebody and not edit.alone)


def _hours_of_each_day(reading: Understanding, plans: Sequence[KeptStay]) -> StayEdit | None:
    """Return "and she 3 a day" after stays with hours as the hours of the stay of that person.

    The writer is told of first, the other one last.
    """
    numbers = list(lone_numbers(reading))
    if len(numbers) != 1 or not _EACH_DAY.intersection(reading.words) or reading.dates:
        return None
    if any(one.hours is None for one in plans) or len(reading.words) > policy.FOLLOW_UP_WORDS:
        return None
    others = not _OF_OTHERS.isdisjoint(reading.words)
    place = LAST if others else 0 if not _SELF.isdisjoint(reading.words) else None
    spoken_of = [at for at, one in enumerate(plans) if one.spoken_of] or [len(plans) - 1]
    at = spoken_of[-1] if place is None else place
    days = _days(plans[at].value)
    if days is None:
        return None
    return StayEdit("set", Decimal(str(numbers[0][0])) * days, HOUR, at)


def _of_a_number(reading: Understanding) -> StayEdit | None:
    """Return "no wait, 25", "and if the internship is 5" as another length of one of the stays."""
    numbers = list(lone_numbers(reading))
    if len(numbers) != 1 or len(reading.words) > policy.FOLLOW_UP_WORDS:
        return None
    if any(one.slot != "programme" for one in reading.slots):
        return None
    number, span = numbers[0]
    if is_no_length(reading, span):
        return None
    if len(reading.words) > policy.FEWEST_WORDS and _tells_more(reading, span):
        return None
    return StayEdit("set", Decimal(str(number)))


def _tells_more(reading: Understanding, number: Span) -> bool:
    """Return whether a message says more than a number and which stay it is of."""
    told = (number, *reading.places.get("programme", ()))
    rest = "".join(
        " " if any(start <= place < end for start, end in told) else letter
        for place, letter in enumerate(reading.folded)
    )
    return not _AROUND.issuperset(_WORD.findall(rest))


def _of_the_result(session: Session) -> list[KeptStay]:
    """Return the stay of the last result, where the conversation has kept none."""
    before = Before(session, {} if session.form is None else session.form.answers)
    known = before.known if session.last.computed else case.values(session.case)
    value = known.get("duration")
    if value is None and "days" in known:
        value = {"days": known["days"]}
    if not isinstance(value, Mapping):
        return []
    programme, cycle = known.get("programme"), known.get("cycle")
    kind = programme if isinstance(programme, str) else None
    of_cycle = cycle if isinstance(cycle, str) else None
    return [KeptStay(dict(value), of_cycle, "", kind, planned=True)]


def _place(edit: StayEdit, reading: Understanding, plans: Sequence[KeptStay]) -> int | None:
    """Return the index of the stay that is meant; None where none is, or not for certain."""
    if not plans:
        return None
    if edit.place is not None:
        place = len(plans) - 1 if edit.place == LAST else edit.place
        # Of a single stay nothing is the second.
        return place if place < len(plans) and len(plans) > 1 else None
    named = [at for at, one in enumerate(plans) if is_named_by(one, reading.text)]
    kinds = set(reading.programmes)
    of_kind = [at for at, one in enumerate(plans) if one.kind in kinds]
    if kinds and not of_kind and not named:
        # Of a kind that was not told yet: the only stay without one, or another stay.
        of_kind = [at for at, one in enumerate(plans) if one.kind is None]
        of_kind = of_kind if len(of_kind) == 1 and edit.how == "set" else []
        return of_kind[0] if of_kind else None
    for meant in (named, of_kind):
        if len(meant) == 1:
            return meant[0]
    if edit.how in ("out", "only") or (edit.how == "set" and not edit.alone and len(plans) > 1):
        return None
    spoken_of = [at for at, one in enumerate(plans) if one.spoken_of]
    return spoken_of[-1] if spoken_of else len(plans) - 1


def _changed(stay: KeptStay, edit: StayEdit, session: Session) -> KeptStay | None:
    """Return a stay with its change; None where what was told makes none of it."""
    if edit.unit == HOUR:
        return _with_hours(stay, edit, session)
    if edit.how == "times":
        value = _multiplied(stay.value, edit.count)
    else:
        amount = _amount(stay.value, edit)
        if amount is None:
            return None
        sign = _SIGNS.get(edit.how)
        value = dict(amount) if sign is None else _added(stay.value, amount, sign)
    if value is None:
        return None
    return replace(stay, value=value, hours=_hours_of(stay, value))


def _with_hours(stay: KeptStay, edit: StayEdit, session: Session) -> KeptStay | None:
    hours = stay.hours
    if hours is None and session.form is not None:
        hours = session.form.answers.get("hours")
    sign = _SIGNS.get(edit.how, 0)
    if edit.count is None or (sign and not isinstance(hours, int | float)):
        return None
    before = hours if isinstance(hours, int | float) else 0
    told = float(edit.count) if not sign else before + sign * float(edit.count)
    return replace(stay, hours=_whole(told)) if told > 0 else None


def _hours_of(stay: KeptStay, value: Json) -> Json:
    """Return the hours of a stay of more or fewer days, each with as many as before."""
    days, now = _days(stay.value), _days(value)
    if not isinstance(stay.hours, int | float) or not days or not now:
        return stay.hours
    return _whole(stay.hours / days * now)


def _days(value: Json) -> int | None:
    days = value.get("days") if isinstance(value, Mapping) and len(value) == 1 else None
    return days if isinstance(days, int) else None


def _whole(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _amount(value: Json, edit: StayEdit) -> dict[str, int] | None:
    """Return the amount that was told; one without a unit has that of the stay."""
    if edit.count is None:
        return None
    unit = edit.unit
    if unit is None:
        units = [one for one in value if one in _UNITS] if isinstance(value, Mapping) else []
        unit = _UNITS[units[0]] if units else "day"
    length = as_length(edit.count, unit)
    return None if length is None else dict(length)


_UNITS: Mapping[str, str] = {"semesters": "semester", "months": "month", "days": "day"}


def _added(value: Json, amount: Mapping[str, int], sign: int) -> dict[str, Json] | None:
    """Return a stay made longer or shorter; None where nothing of it is left, or none can tell."""
    if not isinstance(value, Mapping):
        return None
    if "to" in value:
        days = amount.get("days", 0) + MONTH * amount.get("months", 0)
        last = date.fromisoformat(str(value["to"])) + sign * timedelta(days=days)
        first = date.fromisoformat(str(value["from"]))
        told = {"from": first.isoformat(), "to": last.isoformat()}
        return dict(told) if last >= first and "semesters" not in amount else None
    if "semesters" in {*value, *amount}:
        if set(value) != set(amount):
            return None
        terms = _count(value, "semesters") + sign * amount["semesters"]
        return {"semesters": terms} if terms > 0 else None
    months = _count(value, "months") + sign * amount.get("months", 0)
    days = _count(value, "days") + sign * amount.get("days", 0)
    if days < 0 or months < 0:
        months, days = divmod(months * MONTH + days, MONTH)
    found = {unit: count for unit, count in (("months", months), ("days", days)) if count}
    return dict(found) if found and months >= 0 else None


def _count(value: Mapping[str, Json], unit: str) -> int:
    count = value.get(unit, 0)
    return count if isinstance(count, int) else 0


def _multiplied(value: Json, factor: Decimal | int | None) -> dict[str, Json] | None:
    if not isinstance(value, Mapping) or factor is None or "to" in value or "semesters" in value:
        return None
    days = Decimal(_count(value, "days")) * factor
    months = Decimal(_count(value, "months")) * factor
    days += (months - int(months)) * MONTH
    if days != int(days):
        return None
    found = {unit: int(count) for unit, count in (("months", months), ("days", days)) if int(count)}
    return dict(found) or None


def _telling(
    reading: Understanding, stay: KeptStay, edit: StayEdit, *, of_hours: bool
) -> Understanding:
    """Return a message as one that tells a stay as it is now."""
    span = _span(reading, edit)
    slots = [one for one in reading.slots if one.slot not in _KEPT_OF_A_STAY]
    if of_hours and stay.hours is not None:
        slots.append(SlotValue("hours", stay.hours, span, reading.about))
    if not of_hours:
        slots.append(SlotValue("duration", stay.value, span, reading.about))
    if reading.programmes and stay.kind:
        slots.append(SlotValue("programme", stay.kind, span, reading.about))
    return _as_told(reading, slots, "hours" if of_hours else "duration", span)


def _as_told(
    reading: Understanding, slots: Sequence[SlotValue], slot: str, span: Span
) -> Understanding:
    places = {name: spans for name, spans in reading.places.items() if name not in _KEPT_OF_A_STAY}
    return replace(
        reading,
        slots=tuple(sorted(slots, key=lambda one: one.span)),
        stays=(),
        ambiguous=tuple(
            one for one in reading.ambiguous if one.slot not in {"duration", "hours", "used"}
        ),
        unplaced=(),
        places={**places, slot: (span,)},
    )


def _span(reading: Understanding, edit: StayEdit) -> Span:
    """Return where the amount stands: the words that an editor is shown."""
    for name in ("duration", "hours"):
        for span in reading.places.get(name, ()):
            return span
    return (0, len(reading.text)) if edit.stop else (0, 0)


def _left(
    reading: Understanding, session: Session, stays: Stays, kept: Sequence[KeptStay]
) -> Edited:
    """Return a message that leaves stays out as one that tells the last of those that are left."""
    after = replace(session, stays=(*ledger.over(stays), *kept))
    last, span = kept[-1], reading.places.get("programme", ((0, 0),))[0]
    slots = [one for one in reading.slots if one.slot not in _KEPT_OF_A_STAY]
    slots.append(SlotValue("duration", last.value, span, reading.about))
    if last.kind:
        slots.append(SlotValue("programme", last.kind, span, reading.about))
    before = {} if session.form is None else session.form.answers
    if len(kept) == 1:
        cycle = session.case["cycle"].value if "cycle" in session.case else None
        spent = ledger.used(stays, cycle)
        if spent is not None or "used" in before:
            slots.append(SlotValue("used", spent or {"months": 0}, span, reading.about))
        # The kind of the stay that was left out is no longer planned.
        after = replace(after, case=case.without(session.case, ("programme",)))
    return Edited(_as_told(reading, slots, "duration", span), after)
