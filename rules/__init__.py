"""What the mobility programmes say: checks, grants, durations, grades and deadlines.

Numbers stand in the folders of the institutions, each with its source; conditions are small
Python next to the sentence they come from. This package knows nothing of chat, search or Telegram,
and hands out texts as data (`locales.Text`).
"""

from rules.account import Account
from rules.deadlines import Deadlines
from rules.duration import DateRange, Days, Duration, Months, Semesters
from rules.error import FactError, QuestionError
from rules.error import NoPublishedRateError as NoPublishedRate
from rules.estimate import Estimate
from rules.estimate_lines import EstimateLine
from rules.estimate_request import EstimateRequest
from rules.facts import UNKNOWN, Fact, Facts, fact_to_json, parse_facts
from rules.fits import Fit, Fits
from rules.grades import GradeMatch, GradeMatches
from rules.parameter import NotInForceError, ParameterError, ParameterValue
from rules.rulebook import Rulebook, load_rulebook
from rules.verdict import Note, Reason, StatedCondition, Verdict

__all__ = [
    "UNKNOWN",
    "Account",
    "DateRange",
    "Days",
    "Deadlines",
    "Duration",
    "Estimate",
    "EstimateLine",
    "EstimateRequest",
    "Fact",
    "FactError",
    "Facts",
    "Fit",
    "Fits",
    "GradeMatch",
    "GradeMatches",
    "Months",
    "NoPublishedRate",
    "NotInForceError",
    "Note",
    "ParameterError",
    "ParameterValue",
    "QuestionError",
    "Reason",
    "Rulebook",
    "Semesters",
    "StatedCondition",
    "Verdict",
    "fact_to_json",
    "load_rulebook",
    "parse_facts",
]
