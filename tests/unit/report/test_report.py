"""The report: figures of what people asked, in words and as a page."""

import re

import pytest

from bot.report import as_page, as_text, make_report
from bot.report.figures import Report
from bot.storage.questions import KeptQuestion
from bot.storage.tallies import Tally
from bot.telegram.digest import digest
from knowledge import EntryKind, Knowledge
from locales import Locale


@pytest.fixture
def report(knowledge: Knowledge) -> Report:
    known = next(one for one in knowledge.entries.values() if one.kind is EntryKind.ANSWER)
    day, next_day, entry = "2026-11-23", "2026-11-24", f"entry:{known.id}"
    counts = [
        Tally("answer", entry, "en", day, 5),
        Tally("answer", entry, "sr_Latn", next_day, 2),
        Tally("answer", "form:eligibility", "en", day, 3),
        Tally("ask", "form:eligibility/role", "en", day, 9),
        Tally("ask", "form:eligibility/cycle", "en", day, 4),
        Tally("unknown", "", "en", next_day, 1),
        Tally("helped", entry, "en", day, 4),
        Tally("not_helped", entry, "en", day, 6),
        Tally("asked_office", "institution:", "en", day, 2),
        Tally("office_answered", "institution:", "en", day, 1),
    ]
    questions = [KeptQuestion("<b>parking</b> & [name]", "en", day, who) for who in ("a", "b", "c")]
    questions += [KeptQuestion("a secret of two people", "en", day, who) for who in ("a", "b")]
    return make_report(counts, questions, knowledge, since=day)


def test_the_figures_are_those_that_were_counted(report: Report) -> None:
    assert report.replies == 24
    assert report.outcomes == {"answer": 10, "suggest": 0, "ask": 13, "unknown": 1}
    assert report.languages == {"en": 22, "sr-Latn": 2}
    assert list(report.institutions.values()) == [7]
    assert list(report.themes.values()) == [7]
    (rated,) = report.rated
    assert (rated.helped, rated.not_helped) == (4, 6)
    (form,) = report.forms
    assert (form.asked, form.results) == ((("role", 9), ("cycle", 4)), 3)
    assert (report.asked_offices, report.office_answers) == (2, 1)


def test_entries_that_were_given_are_not_among_those_nobody_found(
    report: Report, knowledge: Knowledge
) -> None:
    spoken = [one for one in knowledge.entries.values() if one.kind is not EntryKind.TALK]
    assert len(report.never) == len(spoken) - 1


def test_what_fewer_than_three_people_asked_is_nowhere(report: Report) -> None:
    assert report.hidden == 2
    for shown in (as_text(report), as_page(report), digest(report, Locale.EN)):
        assert "parking" in shown
        assert "secret" not in shown


def test_the_page_is_whole_loads_nothing_and_shows_markup_as_it_was_written(
    report: Report,
) -> None:
    page = as_page(report)
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=|url\(|@import|https?://", page)
    assert 'name="viewport" content="width=device-width, initial-scale=1"' in page
    assert "&lt;b&gt;parking&lt;/b&gt; &amp; [name]" in page
    for plot in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        assert re.search(r'aria-label="[^"]+"', plot)
        assert re.search(r'viewBox="0 0 (\d+) ', plot)[1] == "360"


def test_a_report_of_nothing_says_so(knowledge: Knowledge) -> None:
    empty = make_report([], [], knowledge)
    assert "Nothing was asked." in as_page(empty)
    assert "0 replies" in as_text(empty)


@pytest.mark.parametrize("locale", list(Locale))
def test_the_digest_has_the_figures_in_each_written_form(report: Report, locale: Locale) -> None:
    words = digest(report, locale)
    for figure in ("24", "10", "13", "4", "6", "&lt;b&gt;parking"):
        assert figure in words
