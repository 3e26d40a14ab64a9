"""What stands in a message beside the case that it tells, before the rules or an entry answer."""

from collections.abc import Mapping

from bot.dialogue.bond import Bond
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues import counted
from bot.dialogue.cues.leading_words import points
from bot.dialogue.forms_of_programmes import NOTHING, is_in_months
from bot.dialogue.state.ledger import over
from bot.dialogue.state.session import FormState
from bot.dialogue.state.stays_told import told_stays
from bot.dialogue.turn import Message
from bot.messages.json_value import Json
from bot.understanding import Understanding
from bot.understanding.stays.applied_cycle import later_than_applied
from rules.programmes.names import is_short


def is_of_a_graduate(computed: FormState, message: Message) -> bool:
    """Return whether a verdict is asked on a traineeship that comes after the studies."""
    after = kinds.is_after_graduating(message.reading) and message.reading.asks(kinds.PERMISSION)
    return after and computed.answers.get("role") == "graduate"


def asks_whether_more_fits(message: Message) -> bool:
    """Return whether "one more semester" is asked for beside months that are used up already."""
    used = "used" in message.session.said or bool(over(message.session.stays))
    told = used and "duration" in message.session.said
    return told and message.reading.asks(kinds.FIT)


def tells_no_more_than_a_case(message: Message) -> bool:
    """Return whether a message is only a length, or tells a stay and asks nothing."""
    reading = message.reading
    if kinds.is_a_length(reading, message.session.said):
        return True
    asks = reading.questions or "?" in message.text
    said = message.session.said.keys()
    if not asks and said & {"role", "cycle"} and "programme" in said:
        # "A lecturer, I would like to teach at a partner university" wants to know whether.
        return kinds.wishes_to_go(reading) or kinds.wishes_for_it(reading)
    told = told_stays(reading) or any(one.time != "past" for one in reading.stays)
    return not asks and bool(told)


def is_long(said: Mapping[str, Json]) -> bool:
    """Return whether a stay of months, terms or years is told, longer than any short one."""
    return "duration" in said and is_in_months(said["duration"])


def of_the_marks_told(reading: Understanding, message: Message) -> bool:
    """Return whether a message points back to the marks of the last result: "and in points?"."""
    session = message.session
    of_marks = session.last.computed and session.form is not None
    if not of_marks or message.context.bond is not Bond.CLOSE or reading.marks:
        return False
    told = session.form is not None and "mark" in session.form.answers
    return told and points(reading) and kinds.speaks_of_marks(reading)


def is_one_more_after_an_account(message: Message) -> bool:
    """Return whether one more stay is asked for behind the months that are left."""
    session, reading = message.session, message.reading
    account = session.form is not None and session.form.tool == "account"
    asked = reading.asks(kinds.FIT, kinds.PERMISSION) and "duration" in session.said
    return asked and account and session.last.computed and message.context.goes_on


def is_planned_beside_a_traineeship(message: Message) -> bool:
    """Return whether a stay is asked for beside one that was applied for in an earlier cycle."""
    asked = message.reading.asks(kinds.FIT, kinds.PERMISSION) and "duration" in message.session.said
    return asked and later_than_applied(message.reading) is not None


def takes_up_what_was_told(message: Message) -> bool:
    """Return whether a message asks of what an answer just told, and of no stay of a case.

    "Exactly one year? or less?" behind the time limit; "can it be in the US?" of a stay for which
    no place is a condition.
    """
    last, told = message.session.last, message.session.said.keys()
    of_an_answer = bool(last.entries) and not last.computed and message.context.goes_on
    if of_an_answer and told <= {"duration", "days"} and counted.takes_up_a_length(message.reading):
        return True
    return told == {"outside_europe"} and not is_short(message.context.matter)


def counts_what_was_told(computed: FormState, message: Message) -> bool:
    """Return whether months told of this cycle are asked of: "do my 4 months count?"."""
    told = computed.answers.get("stay1", NOTHING) != NOTHING
    asks = kinds.counts_in_the_cycle(message.reading)
    return computed.tool == "account" and told and asks
