"""Require staff who may go to train (STT)."""

from rules.condition import Programme
from rules.programmes.employment import contract, hours
from rules.programmes.lengths import days_between
from rules.programmes.roles import training_staff

_SOURCE = "ub-outgoing/administrative-staff"

TRAINING = Programme(
    name="training",
    conditions=(
        training_staff("training", _SOURCE),
        contract("training"),
        days_between(
            "training",
            "ub-outgoing/staff-duration",
            "staff_duration",
            least="staff.minimum_days",
            most="staff.maximum_days",
        ),
        hours("training", _SOURCE, "hours_training"),
    ),
    counts_long=False,
    source=_SOURCE,
)
