"""A small rulebook for the tests of the knowledge: a few parameters, one of them from outside."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from knowledge.figures import FigureValue


@dataclass(frozen=True, slots=True)
class SampleFigure:
    value: FigureValue
    unit: str
    reference: str = "ub-outgoing/short-term-phd"
    checked_on: date = date(2026, 11, 22)
    outside: bool = False
    valid_until: date | None = None

    def stale(self, on: date) -> bool:
        return self.valid_until is not None and on > self.valid_until


@dataclass(frozen=True, slots=True)
class SampleFigures:
    parameters: dict[str, SampleFigure]

    def at(self, _institution: object) -> "SampleFigures":
        return self

    def parameter(self, name: str, *, on: date | None = None) -> SampleFigure:
        figure = self.parameters[name]
        if on is not None and on < figure.checked_on - timedelta(days=3650):
            raise KeyError(name)
        return figure

    def parameter_names(self) -> frozenset[str]:
        return frozenset(self.parameters)


FIGURES = SampleFigures(
    {
        "short.first_tier": SampleFigure(Decimal(1780), "EUR", valid_until=date(2027, 6, 30)),
        "short.first_tier_days": SampleFigure(14, "day"),
        "short.maximum": SampleFigure(21, "day"),
        "study.minimum_months": SampleFigure(2, "month"),
        "study.minimum_year": SampleFigure(2, "year"),
        "grades.maximum_points": SampleFigure(100, "point", reference="asss-recognition/grades"),
        "call.top_up": SampleFigure(
            Decimal(100), "EUR", reference="erasmus-calls/call-2025", outside=True
        ),
        "documents.gazette": SampleFigure("Гласник 160/11", "text"),
        "call.opened": SampleFigure(date(2026, 3, 1), "date"),
        "call.closes": SampleFigure("09-30", "yearly_date"),
        "call.fee": SampleFigure(Decimal(4500), "RSD"),
        "call.course": SampleFigure(3, "week"),
        "call.average": SampleFigure(Decimal("8.50"), "number"),
    }
)
