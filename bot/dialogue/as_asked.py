"""A computed result with first words that answer the question as it was asked."""

from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.reply_lines import with_heading
from bot.dialogue.state import ledger
from bot.dialogue.steps.other_slots import FOR_EVERY_DAY
from bot.dialogue.steps.reactions import said_of_too_much
from bot.dialogue.steps.rules import cycle_known
from bot.dialogue.telling import used_elsewhere
from bot.dialogue.turn import Message, Outcome
from bot.dialogue.unsettled import in_whole_days
from bot.forms.programmes import is_of_staff, is_short, whose
from bot.understanding.cue import Cue
from knowledge.vocabulary import load_vocabulary
from rules import Rulebook

_VOCABULARY = load_vocabulary("reactions")
_TOO_SHORT = Cue.of(_VOCABULARY, "too short")
_TOO_LONG = Cue.of(_VOCABULARY, "too long")
# A stay of study or a traineeship that is refused is too short up to here, and too long above.
_MIDDLE_OF_A_LONG_STAY = 180
_DENYING = _VOCABULARY.words("denying")


def as_it_was_asked(message: Message, outcome: Outcome, rulebook: Rulebook) -> Outcome:
    """Return a verdict that says yes where "is it too short?" means it, and no where it does not.

    Of months used, whether they count, or whether one may go again, is said before the months left.
    """
    session, voice, reading = outcome[0], message.voice, message.reading
    if not session.last.computed or session.form is None:
        return outcome
    if session.form.tool in {"eligibility", "duration"}:
        return _of_too_much(message, outcome, rulebook)
    if session.form.tool == "grant":
        return _of_a_sum(message, outcome)
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


def _of_a_sum(message: Message, outcome: Outcome) -> Outcome:
    """Return a sum that says first that green travel is paid once, to who asks if per day."""
    by_green_means = message.reading.case.get("green_travel") is True
    if not by_green_means or not FOR_EVERY_DAY.stands_in(message.reading):
        return outcome
    line = message.voice.say("reaction.green_once")
    return outcome[0], with_heading(line, outcome[1])


def _of_too_much(message: Message, outcome: Outcome, rulebook: Rulebook) -> Outcome:
    """Return a verdict as an answer to "is it too short?" or "too long?"."""
    short, long = (cue.stands_in(message.reading) for cue in (_TOO_SHORT, _TOO_LONG))
    form = outcome[0].form
    days = None if form is None else in_whole_days(form.answers.get("duration"))
    if form is None or days is None or short == long:
        return outcome
    programme = form.answers.get("programme")
    middle, rules = _MIDDLE_OF_A_LONG_STAY, whose(rulebook, form.answers)
    if is_short(rules, programme) or is_of_staff(rules, programme):
        ends = rules.programmes[str(programme)].bounds("duration")
        numbers = rules.numbers(message.today)
        days_of_ends = [numbers.days(end) for end in ends if end is not None]
        middle = sum(days_of_ends) // len(days_of_ends) if days_of_ends else middle
    within = days <= middle
    return said_of_too_much(outcome, message.voice, refused_for_it=within == short)
