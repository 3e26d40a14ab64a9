"""Whether a value can be the answer to a question, before it becomes one."""

import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from bot.forms.form import Form
from bot.forms.slot import Answers
from bot.forms.slot_questions import form_takes, slot_of
from bot.forms.slot_words import counted, exact
from bot.messages.button_data import UNKNOWN
from bot.messages.json_value import Json
from bot.messages.record import record
from locales import Text
from rules import FactError, Rulebook


@record
class SlotValidation:
    """Checks values against the slot table."""

    rulebook: Rulebook

    def accepts(self, form: Form, name: str, value: Json, answers: Answers, today: date) -> bool:
        """Return whether a value can be an answer of a form, given the other answers."""
        slot = slot_of(name)
        if slot is None or name not in form.facts or not form_takes(form.name, value):
            return False
        if value == UNKNOWN:
            return name not in form.required
        try:
            slot.validate(name, value, self.rulebook, today)
        except FactError:
            return False
        return self.limit(name, value, answers) is None

    def limit(self, name: str, value: Json, answers: Answers) -> Text | None:
        """Say which limit a number is over or under; None where it is within, or has none."""
        slot = slot_of(name)
        number = _number(value)
        if slot is None or slot.bounds is None or number is None:
            return None
        least, most = slot.bounds(self.rulebook, answers)
        if least <= number <= most:
            return None
        over = number > most
        values = {"value": counted(slot, number), "limit": counted(slot, most if over else least)}
        return Text(f"conversation.limit.{'over' if over else 'under'}", values)


def _number(value: Json) -> int | Decimal | None:
    """Return the number of a value; of a mark its points."""
    if isinstance(value, Mapping) and value.keys() == {"points"}:
        value = value["points"]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return exact(value)
