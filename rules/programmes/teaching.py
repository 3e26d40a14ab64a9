"""Require staff who may go to teach (STA)."""

from rules.condition import Programme
from rules.programmes.employment import contract, hours
from rules.programmes.lengths import days_between
from rules.programmes.roles import teaching_staff

_SOURCE = "ub-outgoing/teaching-staff"

TEACHING = Programme(
    name="teaching",
    conditions=(
        teaching_staff("teaching", _SOURCE),
        contract("teaching"),
        days_between(
            "teaching",
            "ub-outgoing/staff-duration",
            "staff_duration",
            least="staff.minimum_days",
            most="staff.maximum_days",
        ),
        hours("teaching", _SOURCE, "hours_teaching"),
    ),
    counts_long=False,
    source=_SOURCE,
)
