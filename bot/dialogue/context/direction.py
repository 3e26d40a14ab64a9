"""Which way a conversation goes: people who come to an institution, its own, or of elsewhere.

It is read where it is said and held until something else is; whoever comes may ask the same of
another institution, and whoever belongs to one belongs to no other.
"""

from bot.dialogue.context.hosted import is_back, sends_out
from bot.dialogue.context.incoming import (
    comes,
    comes_home,
    comes_or_is_back,
    comes_to_the_country,
    is_a_guest_of_a_pack,
    is_of_ours,
    leaves,
)
from bot.dialogue.state.case import is_told_by_the_person
from bot.dialogue.state.focus import Focus
from bot.dialogue.state.session import Session
from bot.messages.record import record
from bot.understanding import Understanding


@record
class Direction:
    """Which way it goes.

    Attributes:
        incoming: it is of people who come to the institution spoken of.
        outgoing: it is of people who belong to that institution.
        elsewhere: it is of somebody who belongs to none whose rules are told here.
    """

    incoming: bool = False
    outgoing: bool = False
    elsewhere: bool = False


def direction(reading: Understanding, session: Session, *, goes_on: bool) -> Direction:
    """Return which way a message goes in its conversation.

    Args:
        reading: what the message says.
        session: the conversation.
        goes_on: whether the message is tied to the one before it.
    """
    before = session.focus
    elsewhere = _is_of_elsewhere(reading, session)
    if comes_to_the_country(reading):
        return Direction(incoming=True, elsewhere=True)
    own = before.outgoing and reading.institution is None and is_of_ours(reading)
    guest = (comes(reading) and not own) or is_a_guest_of_a_pack(reading)
    if guest or _comes_from_elsewhere(reading, elsewhere=elsewhere):
        return Direction(incoming=True, elsewhere=elsewhere)
    if leaves(reading) or is_back(reading) or (comes_home(reading) and not elsewhere):
        return Direction(outgoing=True)
    if comes_or_is_back(reading) and (reading.elsewhere or not _is_from_here(session)):
        return Direction(incoming=True, elsewhere=elsewhere)
    stays = reading.institution in (None, before.named) or before.named is None
    of_guests = before.incoming and (stays or (goes_on and not is_told_by_the_person(reading)))
    return Direction(of_guests, stays and before.outgoing and not elsewhere, elsewhere)


def _is_of_elsewhere(reading: Understanding, session: Session) -> bool:
    """Return whether a message is of somebody whose institution is not known here."""
    if sends_out(reading) or leaves(reading) or is_back(reading):
        return False
    if reading.elsewhere == "there" or session.focus.elsewhere:
        return True
    # Who is known to be from here may well be at home in another town.
    return reading.elsewhere == "from" and not _is_from_here(session) and not comes_home(reading)


def _comes_from_elsewhere(reading: Understanding, *, elsewhere: bool) -> bool:
    """Return whether somebody of elsewhere speaks of an institution: they would come to it."""
    named = reading.institution is not None or bool(reading.in_the_city)
    return elsewhere and named and not sends_out(reading) and not reading.belonging


def _is_from_here(session: Session) -> bool:
    """Return whether the person spoken of is known to belong to an institution told of here."""
    before: Focus = session.focus
    if before.incoming or before.elsewhere:
        return False
    return before.outgoing or bool(session.case) or session.institution is not None
