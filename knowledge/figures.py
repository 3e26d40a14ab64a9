"""Numbers and dates in answers: they come from the rulebook by name, in the reader's form."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeAlias

from locales import DateInASentence, Money, Ordinal, Text, Value
from rules.quantity import CURRENCIES, YEARLY_DATE

FigureValue: TypeAlias = "Decimal | int | str | date"


class Figure(Protocol):
    """What is known about one parameter on one day."""

    @property
    def value(self) -> FigureValue:
        """The value in `unit`."""

    @property
    def unit(self) -> str:
        """day, month, EUR … as the parameter's file says."""

    @property
    def reference(self) -> str:
        """The source, `document/section`."""

    @property
    def checked_on(self) -> date:
        """When the value was last compared with its source."""

    @property
    def valid_until(self) -> date | None:
        """The last day of the value, where its source dates it."""

    @property
    def outside(self) -> bool:
        """Whether the source is none of the three institutions' texts."""

    def stale(self, on: date) -> bool:
        """Return whether the value may have changed by then."""


class Figures(Protocol):
    """Where parameters are looked up; `rules.Rulebook` is one."""

    def at(self, institution: object) -> "Figures":
        """Return the parameters as the answers of an institution name them."""

    def parameter(self, name: str, *, on: date | None = None) -> Figure:
        """Return the parameter in force; KeyError when there is none of that name."""

    def parameter_names(self) -> frozenset[str]:
        """Return the names of all parameters."""


def in_force(figures: Figures, name: str, on: date | None) -> Figure:
    """Return the parameter on a day.

    Before its first day the newest: an answer never fails for a date.
    """
    try:
        return figures.parameter(name, on=on)
    except LookupError:
        return figures.parameter(name)


class FormError(ValueError):
    """A placeholder asks for a form that its value cannot take."""


def _counted(message: str) -> Callable[[Figure], Value]:
    def put(figure: Figure) -> Value:
        return Text(message, count=_whole(figure.value))

    return put


def _whole(value: FigureValue) -> int:
    if isinstance(value, int | Decimal) and value == int(value):
        return int(value)
    raise FormError(f"{value} is not a whole number")


def _number(value: FigureValue) -> Decimal:
    if isinstance(value, int | Decimal):
        return Decimal(value)
    raise FormError(f"{value} is not a number")


def _date(figure: Figure) -> Value:
    return DateInASentence(_day(figure.value), with_year=figure.unit == "date")


def _date_genitive(figure: Figure) -> Value:
    return DateInASentence(_day(figure.value), with_year=figure.unit == "date", genitive=True)


def _day(value: FigureValue) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return date.fromisoformat(f"{_A_LEAP_YEAR}-{value}")
    raise FormError(f"{value} is not a date")


# The form of a placeholder, and the units of parameters that may take it.
_FORMS: Mapping[str, tuple[Callable[[Figure], Value], frozenset[str]]] = {
    "days": (_counted("units.days"), frozenset({"day"})),
    "weeks": (_counted("units.weeks"), frozenset({"week"})),
    "months": (_counted("units.months"), frozenset({"month"})),
    "semesters": (_counted("units.semesters"), frozenset({"semester"})),
    "years": (_counted("units.years"), frozenset({"year"})),
    "hours": (_counted("units.hours"), frozenset({"hour"})),
    "points": (_counted("units.points"), frozenset({"point"})),
    "ects": (_counted("units.ects"), frozenset({"ects"})),
    "institutes": (_counted("units.institutes"), frozenset({"count"})),
    "percent": (
        lambda figure: Text("units.percent", {"number": _number(figure.value)}),
        frozenset({"percent"}),
    ),
    "money": (
        lambda figure: Money(_number(figure.value), figure.unit),
        frozenset(CURRENCIES),
    ),
    "ordinal": (
        lambda figure: Ordinal(_whole(figure.value)),
        frozenset({"ordinal", "count", "year", "day", "week", "month", "semester"}),
    ),
    "date": (_date, frozenset({"date", YEARLY_DATE})),
    "date_genitive": (_date_genitive, frozenset({"date", YEARLY_DATE})),
}
FORMS = tuple(_FORMS)
_BARE = frozenset({"count", "grade", "km", "number", "text"})
# 29 February comes in some years only.
_A_LEAP_YEAR = 2028


def form_of(figure: Figure, form: str | None) -> Value:
    """Return a parameter's value as data that `locales.format_value` puts into words.

    Raises:
        FormError: for an unknown form, or one that does not suit the parameter's unit.
    """
    if form is None:
        if figure.unit == YEARLY_DATE:
            raise FormError("a day of each year needs a form: date or date_genitive")
        return figure.value
    if form not in _FORMS:
        raise FormError(f"there is no form {form!r}; allowed: {', '.join(FORMS)}")
    put, units = _FORMS[form]
    if figure.unit not in units:
        allowed = "an amount of money" if form == "money" else " or ".join(sorted(units))
        raise FormError(f"the form {form!r} is for {allowed}, and this is in {figure.unit}")
    return put(figure)


def form_for(figure: Figure) -> str | None:
    """Return the usual form of a parameter's unit; None where the bare value is as good."""
    if figure.unit in _BARE:
        return None
    return next((form for form, (_, units) in _FORMS.items() if figure.unit in units), None)
