"""A traineeship that is applied for only in the next cycle: it counts there, and nothing before."""

from bot.dialogue import policy
from bot.dialogue.entries.finding import Finding
from bot.dialogue.reply_lines import with_heading
from bot.dialogue.state.ledger import KeptStay
from bot.dialogue.steps.counting_of_kinds import told_of
from bot.dialogue.turn import Message, Outcome
from bot.forms import slot_wording as wording
from bot.forms.cycle_total import months_and_days
from bot.messages.markup import plain
from bot.understanding.cue import Cue
from bot.understanding.people.people import ORDER
from knowledge.vocabulary import load_vocabulary
from rules import Rulebook

_APPLYING_LATER = Cue.of(load_vocabulary("conversation"), "applying later")
_TRAINEESHIP = "traineeship"


def applied_later(message: Message, finding: Finding, rulebook: Rulebook) -> Outcome | None:
    """Return that a planned traineeship counts in the later cycle that it is applied for in."""
    reading, session = message.reading, message.session
    planned = _traineeship(session.stays)
    if planned is None or not _APPLYING_LATER.stands_in(reading):
        return None
    known = session.case.get("cycle")
    # Of who was spoken of as a graduate the cycle is that of the plan.
    own = planned.cycle if known is None else str(known.value)
    named = [cycle for cycle, _ in reading.cycles]
    later = max(named, key=lambda one: ORDER.get(one, 0), default="")
    if own is None:
        return None
    if ORDER.get(later, 0) <= ORDER.get(own, 0):
        return None
    told = told_of(policy.COUNTS_AS_APPLIED, message, finding)
    if told is None:
        return None
    voice = message.voice
    limit = rulebook.at(message.context.home).account((), on=message.today).limit
    line = voice.say(
        "counted.applied_later",
        later=plain(wording.fact("cycle", later, voice)),
        earlier=plain(wording.fact("cycle", own, voice)),
        length=wording.option("used", planned.value, voice),
        limit=months_and_days(limit),
    )
    return told[0], with_heading(line, told[1])


def _traineeship(stays: tuple[KeptStay, ...]) -> KeptStay | None:
    """Return the one traineeship that is planned; None of none, or of several."""
    found = [one for one in stays if one.planned and one.kind == _TRAINEESHIP]
    return found[0] if len(found) == 1 else None
