"""Read every stay that a message tells: by its length, by its days, or as one of several."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from bot.messages.record import record
from bot.understanding.dates.dates import Dates
from bot.understanding.dates.written_dates import MONTHS
from bot.understanding.lengths.corrected_lengths import corrected
from bot.understanding.lengths.durations import WITHOUT_A_NUMBER
from bot.understanding.lengths.lengths import lengths
from bot.understanding.lengths.online_lengths import set_online_apart
from bot.understanding.lengths.parts_of_a_length import parts_of_a_length
from bot.understanding.people.people import People
from bot.understanding.quantities.numbers import Number
from bot.understanding.stance.modality import replacements
from bot.understanding.stance.stances import Stance
from bot.understanding.stays.placed_stay import PlacedStay
from bot.understanding.stays.stays import (
    over_or_unclear,
    stays_as_facts,
    with_kinds,
)
from bot.understanding.stays.stays_between import in_named_months, stays_between
from bot.understanding.stays.stays_remarked import with_remarks
from bot.understanding.tokens import Span, Tokens
from bot.understanding.travel import Travel
from bot.understanding.understanding import Found, Holder, Unclear


@record
class StayCircumstances:
    """What else was read of the message, and decides what a length in it is.

    Attributes:
        told: the stance of each word.
        counts: the numbers.
        dates: the dates.
        today: dates without a year are the next ones from this day on.
        who: who somebody says to be.
        whose: whose each word is.
        aside: the words that were named only to be set aside.
        asks_what_is_left: whether the message asks what is left of the months.
    """

    told: tuple[Stance, ...]
    counts: Mapping[int, Number]
    dates: list[Dates]
    today: date
    who: People
    whose: tuple[Holder, ...]
    aside: frozenset[int]
    asks_what_is_left: bool


@record
class Stays:
    """The stays of a message.

    Attributes:
        found: the slots that they fill.
        unclear: what cannot be used as it stands.
        placed: each stay by itself, in order, also those that make no one length together.
        places: where lengths stand in the folded text.
    """

    found: Sequence[Found]
    unclear: Sequence[Unclear]
    placed: Sequence[PlacedStay]
    places: Sequence[Span]


_NONE = Stays((), (), (), ())


def read_stays(
    message: Tokens, about: StayCircumstances, journey: Travel, taken: Collection[int]
) -> Stays:
    """Return the stays of a message.

    Args:
        message: the message.
        about: what else was read of it.
        journey: its days of travel, which are no stay.
        taken: indices of words that already belong to something else.
    """
    may_hold = about.counts or about.dates or MONTHS.places(message)
    if not (may_hold or WITHOUT_A_NUMBER.places(message)):
        return _NONE
    asks_what_is_left = about.asks_what_is_left
    parts = parts_of_a_length(message, about.counts, about.told)
    plain, unclear = lengths(message, about.counts, {*taken, *parts})
    plain, online = set_online_apart(message, plain)
    plain, open_ones, several = over_or_unclear(
        message, about.told, journey.alone(plain), asks_what_is_left=asks_what_is_left
    )
    replacing, unsettled = replacements(message, about.counts, plain, about.aside)
    taken_back, instead = corrected(message, about.counts, plain, about.aside)
    replacing += instead
    between, imprecise = stays_between(message, about.told, about.dates, about.today)
    if plain:
        # "5 months, October to February": the length itself was told.
        imprecise = [one for one in imprecise if one.reason == "nonsense"]
    by_months = in_named_months(message, about.told, plain, about.today)
    told = [
        by_months.get(length.start) or PlacedStay.of(message, about.told, length)
        for length in (*plain, *replacing)
    ]
    told = with_remarks(message, about.told, told, asks_what_is_left=asks_what_is_left)
    found, contradicting, placed = stays_as_facts(
        message,
        [*between, *told],
        about.who,
        about.whose,
        about.aside | taken_back,
        asks_what_is_left=asks_what_is_left,
    )
    together = with_kinds(
        message, (PlacedStay.of(message, about.told, length) for length in several)
    )
    return Stays(
        found,
        [*unclear, *open_ones, *imprecise, *unsettled, *contradicting],
        sorted((*placed, *together), key=lambda stay: stay.start),
        [
            *(message.span(stay.start, stay.stop) for stay in (*between, *told)),
            *(message.span(length.start, length.stop) for length in online),
            *(message.span(index, index + 1) for index in sorted(parts)),
        ],
    )
