"""Units that a length is counted in, and a count of them as a fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.tokens import Phrases

UNITS = Phrases[str](
    {
        "dan|dana|dane|dani|danima|day|days": "day",
        "nedelja|nedelje|nedelju|nedeljama|sedmica|sedmice|sedmicu": "week",
        "tjedan|tjedna|tjedana|tjedni|tjedne|week|weeks|wk|wks": "week",
        "fortnight|fortnights": "fortnight",
        "mesec|meseca|meseci|mesece|mesecima|mes|mj|mjesec|mjeseca|mjeseci|mjesece": "month",
        "month|months|mo|mos|mth|mths": "month",
        "semestar|semestra|semestara|semestre|semestri|semester|semesters": "semester",
        "godina|godine|godinu|god|year|years|yr|yrs": "year",
        "akademsk*|skolsk*|studijsk* godina|godine|godinu": "academic year",
        "academic|school year|years": "academic year",
    }
)

DAYS_OF: Mapping[str, int] = {"day": 1, "week": 7, "fortnight": 14}

ADJECTIVES = Phrases[str](
    {
        "dnevni|dnevna|dnevno|dnevnu|dnevnog|dnevne|dnevnoj|dnevnom": "day",
        "nedeljn*|sedmicn*": "week",
        "mesecni|mesecna|mesecno|mesecnu|mesecnog|mesecne|mesecnoj|mesecnom": "month",
        "semestraln*": "semester",
        "godisnji|godisnja|godisnje|godisnju|godisnjeg|godisnjoj": "year",
    }
)

_MOST: Mapping[str, int] = {"day": 3650, "month": 120, "semester": 20}


@dataclass(frozen=True, slots=True)
class Length:
    """A length that was told.

    Attributes:
        value: in the form of the facts: `{"days": 20}`, `{"months": 2, "days": 15}`, ...
        unit: what it was counted in: `day`, `month` or `semester`.
        start: index of its first word.
        stop: index after its last word.
    """

    value: Mapping[str, int]
    unit: str
    start: int
    stop: int


def as_length(count: int | Decimal, unit: str) -> Mapping[str, int] | None:
    """A count of a unit as a fact; None when it makes no whole days or is beyond sense."""
    if unit in DAYS_OF:
        days = count * DAYS_OF[unit]
        return {"days": int(days)} if days == int(days) and 1 <= days <= _MOST["day"] else None
    if unit == "semester":
        whole = isinstance(count, int) and 1 <= count <= _MOST["semester"]
        return {"semesters": int(count)} if whole else None
    months = count * 12 if unit == "year" else count
    if not 0 <= months <= _MOST["month"]:
        return None
    whole_months, rest = int(months), months - int(months)
    if rest == 0:
        return {"months": whole_months}
    if rest != Decimal("0.5"):
        return None
    return {"months": whole_months, "days": 15} if whole_months else {"days": 15}
