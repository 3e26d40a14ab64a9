"""Short-term mobility of doctoral students of the University of Belgrade."""

from rules.condition import Programme
from rules.programmes.enrolment import doctoral, registered
from rules.programmes.lengths import days_between, twelve_months
from rules.programmes.roles import students_only

_SOURCE = "ub-outgoing/short-term-phd"

SHORT_PHD = Programme(
    name="short_phd",
    conditions=(
        students_only("short_phd", _SOURCE),
        registered("short_phd"),
        doctoral("short_phd", _SOURCE),
        days_between(
            "short_phd",
            _SOURCE,
            "short_phd_duration",
            least="short_stay.minimum_days",
            most="short_stay.maximum_days",
            longer="study.doctoral_minimum_months",
        ),
        twelve_months("short_phd"),
    ),
    counts_long=False,
    source=_SOURCE,
)
