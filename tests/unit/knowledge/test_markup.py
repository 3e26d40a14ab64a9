"""What may stand in an answer, and what a fault is told as."""

import pytest

from knowledge.markup import Placeholder, PlainWords, Tag, parse


def test_an_answer_comes_apart_into_words_tags_and_placeholders() -> None:
    parsed = parse(
        'Up to <b>{short_stay.maximum_days:days}</b> &amp; <a href="https://x.org">so</a>'
    )
    assert parsed.faults == ()
    assert [type(piece) for piece in parsed.pieces] == [
        *(PlainWords, Tag, Placeholder, Tag, PlainWords, Tag, PlainWords, Tag)
    ]
    assert parsed.placeholders == (Placeholder("short_stay.maximum_days", "days"),)
    assert parsed.links == ("https://x.org",)
    assert parsed.words.split() == ["Up", "to", "&", "so"]


@pytest.mark.parametrize(
    "name", ["rates.ub-published.first_tier", "grades.10.points_from", "computed.sum"]
)
def test_names_of_parameters_may_have_several_parts(name: str) -> None:
    assert parse(f"{{{name}}}").placeholders == (Placeholder(name, None),)


@pytest.mark.parametrize(
    ("answer", "line", "says"),
    [
        ("fine\n<u>no</u>", 1, "<u> is not allowed"),
        ("<b>open", 0, "never closed"),
        ("<b><i>x</b></i>", 0, "closes nothing here"),
        ("<b>x<b>y</b></b>", 0, "<b> inside <b>"),
        ("a & b", 0, "write &amp;"),
        ("1 < 2", 0, "&lt;"),
        ("{Bad Name}", 0, "is not a placeholder"),
        ("one\ntwo } three", 1, "without its {"),
        ("<a>x</a>", 0, "a link is written"),
        ('<b href="https://x.org">x</b>', 0, "a link is written"),
        ("{nogroup}", 0, "is not a placeholder"),
        ("{open", 0, "a { without its }"),
    ],
)
def test_a_fault_is_told_with_its_line(answer: str, line: int, says: str) -> None:
    faults = parse(answer).faults
    assert faults
    assert faults[0].line == line
    assert says in faults[0].message


def test_all_faults_are_told_at_once() -> None:
    assert len(parse("<u>a</u> & {x}").faults) == 4
