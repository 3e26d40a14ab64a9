import textwrap
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rules.strict_yaml import DEEPEST, StrictYamlError, YamlDocument, parse_yaml, read_yaml

FILE = Path("some.yaml")


def parse(text: str) -> YamlDocument:
    return parse_yaml(textwrap.dedent(text), FILE)


def refused(text: str) -> str:
    with pytest.raises(StrictYamlError) as caught:
        parse(text)
    return str(caught.value)


def test_values_are_what_an_editor_means() -> None:
    document = parse(
        """
        whole: 12
        exact: 0.5
        yes_is_a_word: yes
        off_is_a_word: off
        truth: true
        nothing:
        day: 2026-11-22
        quoted: "12"
        gazette: 160/11
        leading_zero: 012
        10: key is text
        list: [1, two]
        """
    )
    assert document.value == {
        "whole": 12,
        "exact": Decimal("0.5"),
        "yes_is_a_word": "yes",
        "off_is_a_word": "off",
        "truth": True,
        "nothing": None,
        "day": date(2026, 11, 22),
        "quoted": "12",
        "gazette": "160/11",
        "leading_zero": "012",
        "10": "key is text",
        "list": [1, "two"],
    }


def test_every_value_knows_its_line() -> None:
    document = parse(
        """
        first: 1
        group:
          inner:
            - a
            - b
          text: |
            long
        """
    )
    assert document.line(("first",)) == 2
    assert document.line(("group",)) == 3
    assert document.line(("group", "inner")) == 4
    assert document.value_line(("group", "inner")) == 5
    assert document.line(("group", "inner", 1)) == 6
    assert document.value_line(("group", "text")) == 7
    assert document.line(("group", "inner", 7, "x")) == 4


def test_a_key_that_stands_twice_is_refused_with_both_lines() -> None:
    message = refused("a: 1\nb: 2\na: 3\n")
    assert message == "some.yaml:3: the key 'a' stands twice, first on line 1; keep one"


def test_an_unknown_key_is_refused_with_what_is_allowed() -> None:
    document = parse("outer:\n  good: 1\n  bad: 2\n")
    with pytest.raises(StrictYamlError, match=r"some.yaml:3: unknown key 'bad'; allowed: good"):
        document.check_keys(("outer",), required=("good",))


def test_a_missing_key_is_told_where_it_belongs() -> None:
    document = parse("a: 1\nouter:\n  other: 1\n")
    with pytest.raises(StrictYamlError, match=r"some.yaml:2: 'outer' lacks the key 'good'"):
        document.check_keys(("outer",), required=("good",), optional=("other",))


def test_a_list_where_a_mapping_belongs_is_told() -> None:
    document = parse("outer: [1]\n")
    with pytest.raises(StrictYamlError, match=r"some.yaml:1: 'outer' must be a mapping"):
        document.check_keys(("outer",), required=("good",))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a: [1", "some.yaml:2: not valid YAML"),
        ("a: 1\n\tb: 2\n", "some.yaml:2: not valid YAML"),
        ("a: 1\n---\nb: 2\n", "some.yaml:2: not valid YAML"),
        ("a: 1\nb: \x07\n", "some.yaml:2: a character that YAML does not allow"),
        ("a: &x 1\nb: *x\n", "some.yaml:2: aliases"),
        ("a: 1\nb: !!int 3\n", "some.yaml:2: tags"),
        ("a: 2026-11-31\n", "some.yaml:1: there is no day 2026-11-31"),
        ("{[a]: 1}\n", "some.yaml:1: a key must be a word"),
        ("[" * (DEEPEST + 2) + "]" * (DEEPEST + 2), "some.yaml:1: nested too deeply"),
    ],
)
def test_what_is_not_allowed_is_told_with_its_line(text: str, where: str) -> None:
    with pytest.raises(StrictYamlError) as caught:
        parse_yaml(text, FILE)
    assert str(caught.value).startswith(where)


def test_an_empty_file_is_nothing_on_line_one() -> None:
    document = parse("# only a comment\n")
    assert document.value is None
    assert document.line() == 1


def test_a_path_that_is_not_there_is_a_key_error() -> None:
    document = parse("a: [1]\n")
    assert document.at(("a", 0)) == 1
    for path in (("b",), ("a", 1), ("a", "x"), ("a", 0, "x")):
        with pytest.raises(KeyError):
            document.at(path)


def test_a_file_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes(b"a: 1\nb: \xe6\n")
    with pytest.raises(StrictYamlError, match=r"latin.yaml:2: is not UTF-8"):
        read_yaml(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StrictYamlError, match=r"missing.yaml: cannot be read"):
        read_yaml(tmp_path / "missing.yaml")


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    file = tmp_path / "bom.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_yaml(file).value == {"a": 1}
