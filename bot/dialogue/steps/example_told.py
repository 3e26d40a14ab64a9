"""A stay of somebody else that is told as an example: "a friend was in Vienna for 2 months"."""

from dataclasses import replace

from bot.dialogue import policy
from bot.dialogue.state import case
from bot.dialogue.state.session import FormState
from bot.dialogue.turn import Message
from bot.understanding.questions.split_questions import is_a_question

_OF_A_PLAN = frozenset({"programme", "duration"})


def of_an_example(computed: FormState, message: Message) -> tuple[FormState, Message] | None:
    """Return to whom a stay of such a length is open, where nothing is asked of what is left.

    The months are none of the writer's, and nobody asks how many the other one has left.
    """
    reading, session = message.reading, message.session
    told = reading.case.get("used")
    asks = reading.questions or "?" in message.text or is_a_question(message.text)
    if computed.tool != "account" or session.person not in policy.EXAMPLES or asks or told is None:
        return None
    if session.case.keys() & _OF_A_PLAN:
        # What was asked before is planned by the other one, who uses up months of their own.
        return None
    form = FormState("duration", 0, {"role": "student", "duration": told}, brief=True)
    said = {slot: value for slot, value in session.said.items() if slot != "used"}
    without = replace(session, case=case.without(session.case, ("used",)), stays=(), said=said)
    return form, replace(message, session=without)
