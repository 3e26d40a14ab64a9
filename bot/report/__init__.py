"""What people ask, and what became of it, in figures: for a digest, a terminal and a page."""

from bot.report.figures import Report, make_report
from bot.report.groups import FEWEST_PEOPLE, QuestionGroup, group_questions
from bot.report.page import as_page
from bot.report.words import as_text

__all__ = [
    "FEWEST_PEOPLE",
    "QuestionGroup",
    "Report",
    "as_page",
    "as_text",
    "group_questions",
    "make_report",
]
