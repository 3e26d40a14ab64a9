"""Long-term study mobility of students of the University of Belgrade."""

from rules.condition import Programme
from rules.programmes.enrolment import current_cycle, degree_programme, registered, second_year
from rules.programmes.lengths import study_duration, twelve_months
from rules.programmes.roles import students_only

_CONDITIONS = "ub-outgoing/study-conditions"

STUDY = Programme(
    name="study",
    conditions=(
        students_only("study", "ub-outgoing/introduction"),
        registered("study"),
        degree_programme("study", _CONDITIONS),
        second_year("study", _CONDITIONS),
        current_cycle("study", _CONDITIONS),
        study_duration("study", "ub-outgoing/long-term-study"),
        twelve_months("study", alone="study.maximum_months"),
    ),
    counts_long=True,
    source="ub-outgoing/long-term-study",
)
