"""A report as one page: plots as SVG, each with its figures; no script, and nothing is loaded."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from bot.report.figures import OUTCOMES, FormUse, Report
from bot.report.words import NAMES

_COLOURS = {"answer": "#1b7f4d", "suggest": "#2a6fb0", "ask": "#8a6d00", "unknown": "#b3362b"}
_BAR = "#2a6fb0"
_MOST = 20
_WIDTH, _HEIGHT, _ROW = 360, 160, 22

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 44rem; padding: 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
svg { display: block; width: 100%; height: auto; }
svg text { font: 12px system-ui, sans-serif; fill: currentColor; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8886; padding: .25rem .5rem; text-align: left;
  overflow-wrap: anywhere; vertical-align: top; }
td.number, th.number { text-align: right; white-space: nowrap; }
.key span { display: inline-block; margin-right: 1rem; }
.key i { display: inline-block; width: .8em; height: .8em; margin-right: .3em; }
"""


def as_page(report: Report) -> str:
    """Return the report as an HTML document."""
    when = f"since {report.since}" if report.since else "all that is kept"
    body = [
        f"<h1>What people ask <small>({escape(when)})</small></h1>",
        f"<p>{report.replies} replies. Counts only: nobody is in here.</p>",
        _section("By day", _days(report), _outcome_table(report)),
        _bars("By language", report.languages),
        _bars("By institution", report.institutions),
        _bars("By theme", report.themes),
        _rated(report),
        _forms(report.forms),
        _section(
            "Offices",
            f"<p>{report.asked_offices} questions sent, {report.office_answers} answers.</p>",
        ),
        _groups(report),
        _never(report),
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>What people ask</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(filter(None, body))
        + "\n</body>\n</html>\n"
    )


def _section(title: str, *parts: str) -> str:
    inner = "\n".join(filter(None, parts))
    return f"<section>\n<h2>{escape(title)}</h2>\n{inner}\n</section>" if inner else ""


def _days(report: Report) -> str:
    """Return a column for each day, its outcomes one above the other."""
    if not report.days:
        return "<p>Nothing was asked.</p>"
    most = max(sum(outcomes.values()) for outcomes in report.days.values())
    step = _WIDTH / len(report.days)
    marks = []
    for place, (day, outcomes) in enumerate(report.days.items()):
        top = float(_HEIGHT)
        for name in OUTCOMES:
            height = outcomes.get(name, 0) * (_HEIGHT - 20) / most
            top -= height
            if height:
                marks.append(
                    f'<rect x="{place * step:.1f}" y="{top:.1f}" width="{max(step - 1, 0.5):.1f}" '
                    f'height="{height:.1f}" fill="{_COLOURS[name]}">'
                    f"<title>{day}: {outcomes[name]} {NAMES[name]}</title></rect>"
                )
    first, last = min(report.days), max(report.days)
    labels = (
        f'<text x="0" y="{_HEIGHT + 15}">{first}</text>'
        f'<text x="{_WIDTH}" y="{_HEIGHT + 15}" text-anchor="end">{last}</text>'
        f'<text x="0" y="12">{most} a day at most</text>'
    )
    key = "".join(
        f'<span><i style="background:{_COLOURS[name]}"></i>{NAMES[name]}</span>'
        for name in OUTCOMES
    )
    drawn = _svg(_HEIGHT + 20, "Replies by day and outcome", "".join(marks) + labels)
    return f'{drawn}\n<p class="key">{key}</p>'


def _outcome_table(report: Report) -> str:
    rows = [(NAMES[name], number) for name, number in report.outcomes.items()]
    return _table(("Outcome", "Replies"), rows)


def _bars(title: str, numbers: Mapping[str, int]) -> str:
    """Return a bar for each name, with the name and figure in it."""
    shown = list(numbers.items())[:_MOST]
    if not shown:
        return ""
    most = max(number for _, number in shown)
    marks = "".join(
        f'<rect x="0" y="{place * _ROW + 14}" width="{max(number * _WIDTH / most, 1):.1f}" '
        f'height="5" fill="{_BAR}"/>'
        f'<text x="0" y="{place * _ROW + 11}">{escape(name)}: {number}</text>'
        for place, (name, number) in enumerate(shown)
    )
    left = len(numbers) - len(shown)
    more = f"<p>… and {left} more.</p>" if left else ""
    return _section(title, _svg(len(shown) * _ROW + 4, title, marks), more)


def _rated(report: Report) -> str:
    rows = [(one.name, one.helped, one.not_helped) for one in report.rated[:_MOST]]
    return _section("Did it help?", _table(("Answer", "Helped", "Did not"), rows)) if rows else ""


def _forms(forms: Iterable[FormUse]) -> str:
    rows = [
        (form.name, ", ".join(f"{slot} {times}" for slot, times in form.asked), form.results)
        for form in forms
    ]
    heading = ("Form", "Questions asked", "Results")
    return _section("Where forms are left", _table(heading, rows)) if rows else ""


def _groups(report: Report) -> str:
    rows = [(one.shown, one.questions, one.people) for one in report.groups[:_MOST]]
    table = _table(("Question", "Times", "People, at least"), rows) if rows else ""
    hidden = f"<p>{report.hidden} more, asked by fewer than three people each, are not shown.</p>"
    return _section("Asked without an answer", table, hidden)


def _never(report: Report) -> str:
    names = ", ".join(map(escape, report.never))
    return _section("Entries that nobody found", f"<p>{len(report.never)}: {names}</p>")


def _table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    first, *others = heading
    head = f"<th>{escape(first)}</th>" + "".join(
        f'<th class="number">{escape(one)}</th>' for one in others
    )
    body = "".join(
        f"<tr><td>{escape(str(row[0]))}</td>" + "".join(map(_cell, row[1:])) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    kind = ' class="number"' if isinstance(value, int) else ""
    return f"<td{kind}>{escape(str(value))}</td>"


def _svg(height: float, title: str, marks: str) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height:g}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{marks}</svg>"
    )
