"""Values that cannot be: a date of no calendar, an end before the start, too many points."""

import re

from bot.dialogue.turn import Message
from bot.forms.slot_validation import SlotValidation
from bot.messages.effect import Outcome, Reply
from bot.messages.markup import plain
from bot.understanding.dates.impossible_dates import impossible_date
from locales import fold
from rules import Rulebook
from rules.institutions import GRADES, registry

_FROM_TO = re.compile(r"\d.*(?:\b(?:do|to|until|till)\b|[-–—]).*\d")


def asked_about(message: Message, rulebook: Rulebook) -> Reply | None:
    """Return a reply that says which value cannot be, and asks for the right one."""
    voice, reading = message.voice, message.reading
    date = impossible_date(reading.text, reading.folded)
    if date is not None:
        html = voice.say("unsettled.no_such_date", date=plain(date))
        return Reply(html, voice.locale, outcome=Outcome.ASK)
    for one in reading.ambiguous:
        told = reading.text[slice(*one.span)]
        if one.slot == "duration" and one.reason == "nonsense" and _FROM_TO.search(fold(told)):
            html = voice.say("unsettled.ends_before_it_starts", dates=plain(told))
            return Reply(html, voice.locale, outcome=Outcome.ASK)
    mark = message.session.said.get("mark")
    if mark is None or not registry().may_tell(GRADES, reading.institution):
        return None
    limit = SlotValidation(rulebook).limit("mark", mark, {})
    return None if limit is None else Reply(voice.text(limit), voice.locale, outcome=Outcome.ASK)
