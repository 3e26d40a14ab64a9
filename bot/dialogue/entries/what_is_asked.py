"""What a message asks of an entry, and for whom."""

from bot.dialogue import policy
from bot.dialogue.cues.leading_words import (
    names_a_season,
    sentences_that_ask,
    without_what_is_told,
)
from bot.dialogue.cues.of_a_pack import without_names
from bot.dialogue.turn import Message
from bot.understanding.people.roles import ANY_STAFF, STAFF
from knowledge import Entry, EntryKind, Match
from knowledge.vocabulary import load_vocabulary
from rules.institutions import registry
from rules.programmes.names import has_words_of_its_own

_COMPARED = load_vocabulary("conversation").words("compared with others")


def told_just_before(match: Match, message: Message) -> bool:
    """Return whether the last answer was this entry, and nothing else."""
    last = message.session.last
    alone = last.entries == (match.entry.id,) and not last.suggested
    return alone and match.entry.kind is not EntryKind.TALK and message.context.goes_on


def goes_on_about(entry: Entry, message: Message) -> bool:
    """Return whether a few words go on about the entry just told, and name nothing else."""
    last, reading = message.session.last, message.reading
    # "May I take my bike on it?" tells of no journey, where a sentence speaks of bicycles.
    others = {one.slot for one in reading.slots} - policy.WHO_SOMEBODY_IS - {"green_travel"}
    programmes = reading.programmes
    if names_a_season(reading):
        # "And for the spring semester?" tells no length, and names no stay.
        others, programmes = others - {"duration", "programme"}, ()
    if last.entries != (entry.id,) or last.suggested or others or programmes:
        return False
    elsewhere = reading.names_another_institution or reading.institution is not None
    return not elsewhere and len(reading.words) <= policy.FOLLOW_UP_WORDS


def asked_in(message: Message) -> str:
    """Return what a message asks: a whole question without what it tells beside it."""
    return message.text if message.context.goes_on else without_what_is_told(message.reading)


def asked_of_a_pack(message: Message) -> str:
    """Return what a message asks of an answer of a pack, without names."""
    if message.context.goes_on:
        return without_names(message.text, message.reading)
    return sentences_that_ask(message.reading)


def amounts_of_students(home: str | None) -> frozenset[str | None]:
    """Return the entries that tell what students are paid for short stays."""
    kinds = ("money", "money_short_phd", "money_bip")
    return frozenset(registry().overview(kind, home) for kind in kinds) - {None}


def is_of_staff(message: Message) -> bool:
    """Return whether somebody employed asks for themselves, or compares with others."""
    known, reading = message.session.case.get("role"), message.reading
    role = message.context.who.get("role") if known is None else known.value
    if role not in {*STAFF, ANY_STAFF} or reading.programmes:
        return False
    of_others = {one.slot for one in reading.slots} & {"role", "cycle", "year"}
    return not of_others or not _COMPARED.isdisjoint(reading.words)


def programme_of_its_own(message: Message) -> str | None:
    """Return a programme that is named and that the institution at hand has by own words."""
    home = message.reading.institution or message.context.home
    named = () if home is None else message.reading.programmes
    return next((one for one in named if has_words_of_its_own(one, str(home))), None)
