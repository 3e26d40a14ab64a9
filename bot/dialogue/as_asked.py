"""A computed result with first words that answer the question as it was asked."""

from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.reply_lines import with_heading
from bot.dialogue.state import ledger
from bot.dialogue.steps.reactions import said_of_too_much
from bot.dialogue.steps.rules import cycle_known
from bot.dialogue.telling import used_elsewhere
from bot.dialogue.turn import Message, Outcome
from bot.understanding.cue import Cue
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("reactions")
_TOO_MUCH = Cue.of(_VOCABULARY, "too much")
_DENYING = _VOCABULARY.words("denying")


def as_it_was_asked(message: Message, outcome: Outcome) -> Outcome:
    """Return a verdict that says yes where "is it too short?" means it, and no where it does not.

    Of months used, whether they count, or whether one may go again, is said before the months left.
    """
    session, voice, reading = outcome[0], message.voice, message.reading
    if not session.last.computed or session.form is None:
        return outcome
    if session.form.tool in {"eligibility", "duration"}:
        return said_of_too_much(outcome, voice) if _TOO_MUCH.stands_in(reading) else outcome
    if session.form.tool != "account":
        return outcome
    if (
        reading.asks(kinds.PERMISSION)
        and used_elsewhere(reading)
        and "duration" not in reading.case
    ):
        cycle = cycle_known(session)
        if cycle is not None and not ledger.of_cycle(session.stays, cycle):
            return session, with_heading(voice.say("reaction.again_in_a_new_cycle"), outcome[1])
    told = "used" in message.session.said and not used_elsewhere(reading)
    counts = not kinds.COUNTS.isdisjoint(reading.words) and not _DENYING.isdisjoint(reading.words)
    if told and counts:
        return session, with_heading(voice.say("reaction.it_counts"), outcome[1])
    return outcome
