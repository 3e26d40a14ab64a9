"""A question of its own behind the case: "I go to Graz for a term. May I sit exams at home?"."""

import re

from bot.dialogue import policy
from bot.dialogue.context import context
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.entries.finding import Finding
from bot.dialogue.taking_in import noted_in
from bot.dialogue.turn import Message, Outcome
from bot.messages.changed import replace
from bot.understanding import Span, Understanding
from knowledge import EntryKind

_SEVERAL = 2
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
# What the rules would judge stands in the sentence that asks for a verdict on it.
_JUDGED = ("duration", "used", "hours", "ects", "programme")


def asked_beside(message: Message, finding: Finding) -> Outcome | None:
    """Return what an entry surely says to the question behind a case; None where there is none.

    Args:
        message: the message, with the case that it tells noted.
        finding: what finds entries.
    """
    asked = _sentence_that_asks(message.reading)
    if not asked:
        return None
    reading = message.turn.understood(asked).with_institutions_of(message.reading)
    alone = replace(
        message,
        text=asked,
        reading=reading,
        context=context.resolve(reading, message.session),
        ranked={},
    )
    sure = finding.sure(alone)
    whole = next(iter(finding.candidates(message)), None)
    if sure is None or kinds.names_exchange(reading):
        # "Can I go on Erasmus next term?" asks for the verdict.
        return None
    of_the_whole = whole is not None and whole.entry is sure.entry
    if not of_the_whole and sure.score < policy.SURE_BESIDE_A_LENGTH:
        return None
    entry = sure.entry
    told = entry.kind in (EntryKind.ANSWER, EntryKind.GAP) and entry.tool not in policy.VERDICTS
    return finding.tell(sure, replace(alone, session=noted_in(message).session)) if told else None


def _sentence_that_asks(reading: Understanding) -> str:
    """Return the last sentence that asks, where the case stands in those before it."""
    sentences = [match.span() for match in _SENTENCE.finditer(reading.text)]
    if len(sentences) < _SEVERAL or not reading.questions:
        return ""
    last = max(one.span[0] for one in reading.questions)
    found = next((one for one in sentences if one[0] <= last < one[1]), None)
    if found is None or _tells_what_is_judged(found, reading):
        return ""
    asked = reading.text[slice(*found)].strip()
    return asked if len(asked.split()) > policy.BARE_PART else ""


def _tells_what_is_judged(sentence: Span, reading: Understanding) -> bool:
    places = [span for slot in _JUDGED for span in reading.places.get(slot, ())]
    return any(sentence[0] <= start < sentence[1] for start, _ in places)
