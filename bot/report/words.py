"""A report in words, for a terminal."""

from collections.abc import Iterable, Mapping

from bot.report.figures import FormUse, Report

NAMES = {
    "answer": "answered",
    "suggest": "offered a choice",
    "ask": "asked back",
    "unknown": "not known",
}
_MOST = 15


def as_text(report: Report) -> str:
    """Return the report as plain text."""
    when = f"since {report.since}" if report.since else "of all that is kept"
    parts = [
        f"What people asked, {when}: {report.replies} replies",
        _table("Outcome", {NAMES[name]: number for name, number in report.outcomes.items()}),
        _table("Language", report.languages),
        _table("Institution", report.institutions),
        _table("Theme", report.themes),
        _lines(
            "Helped, did not help",
            (f"{one.helped:5} {one.not_helped:5}  {one.name}" for one in report.rated),
        ),
        _lines("Forms: questions asked, and results", map(_form, report.forms)),
        f"Offices: {report.asked_offices} questions, {report.office_answers} answers",
        _lines(
            "Not answered, by at least three people each",
            (
                f"{one.people:5}+ people, {one.questions} questions: {one.shown}"
                for one in report.groups
            ),
        ),
        f"Not answered, asked by fewer: {report.hidden} questions, not shown",
        _lines(f"Entries that nobody found: {len(report.never)}", report.never),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(title: str, numbers: Mapping[str, int]) -> str:
    return _lines(title, (f"{number:7}  {name}" for name, number in numbers.items()))


def _lines(title: str, lines: Iterable[str]) -> str:
    every = list(lines)
    if not every:
        return ""
    left = [f"    … {len(every) - _MOST} more"] if len(every) > _MOST else []
    return "\n".join([title, *(f"  {line}" for line in every[:_MOST]), *left])


def _form(form: FormUse) -> str:
    asked = ", ".join(f"{slot} {times}" for slot, times in form.asked)
    return f"{form.name}: {asked} → {form.results} results"
