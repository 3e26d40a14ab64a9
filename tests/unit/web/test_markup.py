"""Replies as HTML: what a person reads stays, and nothing else comes through."""

import pytest

from bot.messages.effect import Button, FactTable, Picture, PicturePart, Reply
from bot.web.markup import figure, table, to_html
from bot.web.replies import as_json
from locales import Locale


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
        ("<b>Yes</b>\n• a\n• b", "<p><strong>Yes</strong></p><ul><li>a</li><li>b</li></ul>"),
        ("• why\n  <i>source</i>", "<ul><li>why<br><em>source</em></li></ul>"),
        ("• a\nafter\n• b", "<ul><li>a</li></ul><p>after</p><ul><li>b</li></ul>"),
        ("20 days", "<p>20\N{NO-BREAK SPACE}days</p>"),
        ("a &lt; b &amp; c", "<p>a &lt; b &amp; c</p>"),
        ("<blockquote expandable>x</blockquote>z", "<blockquote><p>x</p></blockquote><p>z</p>"),
        ('<tg-time unix="1" format="r">in 2 days</tg-time>', "<p>in 2\N{NO-BREAK SPACE}days</p>"),
        ("<b>open <i>crossed</b> on", "<p><strong>open <em>crossed</em></strong> on</p>"),
        ("<script>alert(1)</script>", "<p>alert(1)</p>"),
        ('<img src="x" onerror="y">', ""),
        ('<a href="javascript:alert(1)">here</a>', "<p>here</p>"),
        ('<b onclick="x">bold</b>', "<p><strong>bold</strong></p>"),
        ("1 < 2", "<p>1 &lt; 2</p>"),
    ],
)  # fmt: skip
def test_telegrams_html_becomes_that_of_a_page(given: str, expected: str) -> None:
    assert to_html(given) == expected


def test_a_link_opens_beside_the_chat_and_cannot_break_out() -> None:
    found = to_html('<a href="https://example.org/?a=1&amp;b=&quot;x">rules</a>')
    assert 'href="https://example.org/?a=1&amp;b=&quot;x"' in found
    assert 'target="_blank" rel="noopener noreferrer"' in found


def test_a_table_has_headings_for_columns_or_for_both() -> None:
    plain = table(FactTable(("Grade", "ECTS"), (("9", "B"),)), "Table")
    assert '<th scope="col">Grade</th>' in plain
    assert "<td>9</td><td>B</td>" in plain
    compared = table(FactTable(("", "One", "Two"), (("Total", "1 < 2", "2"),)), "Table")
    assert '<th scope="row">Total</th>' in compared
    assert "1 &lt; 2" in compared


def test_a_picture_is_a_figure_with_its_figures_in_words() -> None:
    parts = (PicturePart("days", "980 EUR", 980), PicturePart("train", "50 EUR", 50))
    found = figure(Picture("Grant", "1,030 EUR", parts, PicturePart("Limit", "", 1000)))
    assert "<figcaption>Grant: <strong>1,030\N{NO-BREAK SPACE}EUR</strong></figcaption>" in found
    assert 'aria-hidden="true"' in found
    assert "days: 980\N{NO-BREAK SPACE}EUR" in found
    assert 'class="limit"' in found
    assert "style=" not in found


def test_buttons_keep_what_they_do() -> None:
    rows = (
        (Button("Tap", "c"), Button("Copy", "", copy="2026-09-24")),
        (Button("Open", "", start="c_x"),),
        (Button("Too much", "x" * 65),),
    )
    (shown,) = as_json([Reply("x", Locale.SR_LATN, rows, in_place=True)])
    assert shown["buttons"] == [
        [{"label": "Tap", "data": "c"}, {"label": "Copy", "copy": "2026-09-24"}],
        [{"label": "Open", "start": "c_x"}],
    ]
    assert (shown["lang"], shown["place"]) == ("sr-Latn", "same")
