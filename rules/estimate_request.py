"""What an estimate is asked for, and whether it can be made."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from locales import Text
from rules.condition import Numbers
from rules.error import NoPublishedRateError, fact_error
from rules.facts import (
    BIP,
    PROGRAMMES,
    SHORT_PHD,
    STUDY,
    TEACHING,
    TRAINEESHIP,
    TRAINING,
    unknown_programme,
)
from rules.rates import UB_PUBLISHED, rate_set, rate_sets
from rules.reading import read_choice, read_truth, read_whole
from rules.wording import programme_name

FARTHEST_KM = 20_038  # half the way round the earth

# Where the published text speaks of the programme and its money.
SECTIONS: Mapping[str, str] = {
    SHORT_PHD: "ub-outgoing/short-term-phd",
    BIP: "ub-outgoing/bip",
    STUDY: "ub-outgoing/long-term-study",
    TRAINEESHIP: "ub-outgoing/traineeship",
    TEACHING: "ub-outgoing/teaching-staff",
    TRAINING: "ub-outgoing/administrative-staff",
}
# The parameters that bound the days of a stay, of the programmes whose amounts are published.
LIMITS: Mapping[str, tuple[str, str]] = {
    SHORT_PHD: ("short_stay.minimum_days", "short_stay.maximum_days"),
    BIP: ("bip.minimum_days", "bip.maximum_days"),
}


@dataclass(frozen=True, slots=True)
class EstimateRequest:
    """What an estimate is made for.

    Attributes:
        days: days of the physical stay, without travel days.
        programme: one whose amounts are published: `short_phd` or `bip`.
        green_travel: by train, bus or the like, for the main part of the way.
        travel_days: days on the way for which support is applied for.
        fewer_opportunities: the participant has fewer opportunities.
        rates: the set of rates.
        distance_km: one way, in whole kilometres.
    """

    days: int | None
    programme: str = SHORT_PHD
    green_travel: bool = False
    travel_days: int = 0
    fewer_opportunities: bool = False
    rates: str = UB_PUBLISHED
    distance_km: int | None = None


def checked(request: EstimateRequest, numbers: Numbers) -> EstimateRequest:
    """Return the request with whole numbers, once everything in it is known to be usable.

    Raises:
        NoPublishedRateError: no source publishes the amounts of this programme.
        FactError: something is of a wrong type or out of range.
    """
    if request.programme not in PROGRAMMES:
        raise unknown_programme(request.programme)
    name = read_choice("rates", request.rates, rate_sets(numbers))
    if request.programme not in LIMITS:
        raise NoPublishedRateError(
            Text(
                f"rules.no_published_rate.{request.programme}",
                {"programme": programme_name(request.programme)},
            ),
            SECTIONS[request.programme],
        )
    if request.days is None:
        raise fact_error("missing_key", "days")
    green = read_truth("green_travel", request.green_travel)
    most = rate_set(name, numbers).most_travel_days(green=green)
    shortest, longest = map(numbers.days, LIMITS[request.programme])
    distance = request.distance_km
    if distance is not None:
        distance = read_whole("distance_km", distance, least=0, most=FARTHEST_KM)
    return replace(
        request,
        days=read_whole("days", request.days, least=shortest, most=longest),
        travel_days=read_whole("travel_days", request.travel_days, least=0, most=most),
        fewer_opportunities=read_truth("fewer_opportunities", request.fewer_opportunities),
        distance_km=distance,
    )
