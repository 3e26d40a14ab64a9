"""What goes on from a question that was only announced: "I have a question about traineeships"."""

from collections.abc import Mapping

from bot.dialogue.computing import Computing
from bot.dialogue.state.session import FormState
from bot.dialogue.turn import Message
from bot.messages.json_value import Json
from rules.institutions import registry
from rules.programmes.names import is_of_students


def is_announced(message: Message) -> bool:
    """Return whether what there is to know of the kind spoken of is all that was told so far."""
    context, last = message.context, message.session.last
    about = registry().overview(f"about_{context.matter}", context.home)
    return context.goes_on and about is not None and last.entries[:1] == (about,)


def of_what_was_announced(
    who: Mapping[str, Json], message: Message, computing: Computing
) -> FormState | None:
    """Return whether the kind of mobility that was announced is open to who somebody says to be."""
    matter = message.context.matter
    if not (is_announced(message) and is_of_students(matter)):
        return None
    form = FormState("eligibility", 0, {**who, "programme": matter}, brief=True)
    return form if computing.rules.has_result(form, message.today) else None
