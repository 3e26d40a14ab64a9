"""Take in what a message tells: completed by what was told before, noted in the conversation."""

from bot.dialogue import unsettled
from bot.dialogue.completion import complete, with_refused_number
from bot.dialogue.completion.hours_found import with_hours_found
from bot.dialogue.completion.told_before import Before
from bot.dialogue.context import context
from bot.dialogue.state import case, ledger, stays_told
from bot.dialogue.state.result_told import NOTHING_TOLD, ResultTold
from bot.dialogue.state.session import Session
from bot.dialogue.stays import plan_turns, stay_cycles, stay_edits, stay_remarks, stay_turns
from bot.dialogue.telling import told_in, words_of
from bot.dialogue.turn import Message
from bot.messages.changed import changed, replace
from bot.understanding import Understanding
from bot.understanding.stays.applied_cycle import where_applied
from rules.institutions import registry

_OF_STAYS = frozenset({"duration", "used", "cycle"})


def completed(
    reading: Understanding, session: Session, told: ResultTold = NOTHING_TOLD
) -> tuple[Understanding, Session]:
    """Return the message with what it leaves open, and the conversation with its stays.

    Args:
        reading: the message.
        session: the conversation before it.
        told: what the last result told that a number alone may mean.
    """
    if "hours" in told.refused and session.form is not None:
        # Behind too few hours "another two" are hours as well, and no days more.
        before = Before(session, session.form.answers, told)
        reading = with_hours_found(reading, before, too_few=True)
    reading = where_applied(with_refused_number(reading, told))
    change = stay_edits.edited(reading, session)
    if change is not None:
        return complete(change.reading, session, told), change.session
    return with_stays(complete(reading, session, told), session)


def with_stays(reading: Understanding, session: Session) -> tuple[Understanding, Session]:
    """Return the message with all stays of the cycle it tells one of, and the ledger after it."""
    if not (session.stays or "used" in session.case or _may_tell_of_stays(reading)):
        return reading, session
    reading = stay_cycles.in_a_cycle_that_is_over(reading, session.case)
    before = ledger.in_step(session.stays, session.case)
    of_a_stay = stay_remarks.remarked(reading, before, session.case) or stay_cycles.in_its_cycle(
        reading, before, session.case
    )
    if of_a_stay is not None:
        reading, stays = of_a_stay
        cycle = stay_cycles.cycle_of(reading, session.case)
        supposed = stays_told.supposes(reading)
        summed = stay_cycles.summed(reading, stays, cycle)
        if sum(one.planned for one in stays) < sum(one.planned for one in before):
            # What was taken as planned is over.
            session = replace(session, case=case.without(session.case, ("duration", "programme")))
        if supposed:
            summed = stay_cycles.with_what_is_left_used(summed, stays, cycle)
        return summed, session if supposed else replace(session, stays=stays)
    cycle = stay_cycles.cycle_of(reading, session.case)
    result = session.form.answers if session.last.computed and session.form is not None else {}
    programme = result.get("programme", session.said.get("programme"))
    kind = programme if isinstance(programme, str) else None
    away = session.focus.away_words
    stays = stay_turns.after(reading, before, cycle, kind, away)
    summed = stay_cycles.summed(plan_turns.built_upon(reading, before, cycle), stays, cycle)
    if not case.is_told_by_the_person(reading) or stays_told.supposes(reading):
        # What is only asked or supposed is a plan spoken of, and no stay that was used.
        stays = (*ledger.over(before), *(one for one in stays if one.planned))
    return summed, changed(session, stays=stays)


def _may_tell_of_stays(reading: Understanding) -> bool:
    """Return whether a message tells a length, or a cycle that a stay may have been in."""
    told = {one.slot for one in reading.slots} | {one.slot for one in reading.ambiguous}
    return bool(reading.stays) or not _OF_STAYS.isdisjoint(told)


def noted_in(message: Message) -> Message:
    """Return the message in a session that knows what it tells."""
    session, reading = message.session, message.reading
    said = told_in(reading)
    known = session.case
    of_partners = _tells_partners(message.context.home)
    of_guests = of_partners or message.context.incoming
    if case.is_told_by_the_person(reading) and not of_guests:
        # A partner asks about others, and tells nothing of themselves.
        told = case.slots_told(reading)
        supposed = {"used"} if stays_told.supposes(reading) else set()
        own = {slot: value for slot, value in said.items() if slot in told - supposed}
        # "4 months done and another 6 planned": the months are those of the stay beside.
        own |= {} if supposed else unsettled.one_more_in_months(reading, said)
        if own:
            known = case.note(known, own, words_of(own, reading), message.today)
        if session.stays:
            known = ledger.note(known, session.stays, "", message.today)
    institution, silent = session.institution, message.context.incoming and not of_partners
    if reading.institution is not None and case.is_told_by_the_person(reading) and not silent:
        # Asking about another institution once does not move the person there.
        institution = reading.institution
    noted = replace(session, said=said, case=known, institution=institution)
    same = known == session.case and institution == session.institution
    way = message.context.way
    resolved = message.context if same else context.resolve(reading, noted, way)
    return replace(message, session=noted, before=session.said, context=resolved)


def _tells_partners(institution: str | None) -> bool:
    return institution in registry() and registry()[str(institution)].tells_partners
