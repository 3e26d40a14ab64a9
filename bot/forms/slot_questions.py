"""A slot by its name: its row, the question, the answers of buttons, what an answer may be."""

from bot.forms.slot import Answers, Slot
from bot.forms.slots import SLOTS
from bot.messages.json_value import Json
from bot.messages.record import record
from bot.understanding.people.roles import ANY_STAFF
from locales import Text
from rules import Rulebook

# Lengths are the same for all staff; everything else goes by the kind.
_TAKE_ANY_STAFF = frozenset({"duration", "options"})


@record
class Question:
    """One question of a form.

    Attributes:
        slot: what it asks for.
        wording: the message id of the question, without `ask.`.
        options: the answers that buttons offer, in JSON form.
        columns: how many buttons stand beside each other.
    """

    slot: str
    wording: str
    options: tuple[Json, ...]
    columns: int


def slot_of(name: str) -> Slot | None:
    """Return the row of a slot; `stay2` has the row of the stays. None for any other name."""
    slot = SLOTS.get(kind_of(name))
    return slot if slot is not None and (slot.numbered or slot.name == name) else None


def form_takes(form: str, value: Json) -> bool:
    """Return whether a form can work with a value: "staff" tells only some forms who is going."""
    return value != ANY_STAFF or form in _TAKE_ANY_STAFF


def kind_of(name: str) -> str:
    """Return the name of a slot's row: `stay2` is a stay, and asked for like the others."""
    return name.rstrip("0123456789")


def question(name: str, answers: Answers, rulebook: Rulebook) -> Question:
    """Return how to ask for a slot, given what was answered before."""
    slot = SLOTS[kind_of(name)]
    wording = slot.name if slot.question is None else slot.question(answers)
    return Question(name, wording, slot.options(rulebook, answers), slot.columns)


def options_of(name: str, answers: Answers, rulebook: Rulebook) -> tuple[Json, ...]:
    """Return the answers that buttons offer for a slot."""
    return SLOTS[kind_of(name)].options(rulebook, answers)


def allowed(name: str, answers: Answers, rulebook: Rulebook) -> Text:
    """Say what an answer to a question may be, for somebody whose answer was not understood."""
    slot = SLOTS[kind_of(name)]
    message = f"conversation.allowed.{slot.allowed}"
    if slot.allowed != "number" or slot.bounds is None:
        return Text(message)
    least, most = slot.bounds(rulebook, answers)
    return Text(message, {"least": least, "most": most})
