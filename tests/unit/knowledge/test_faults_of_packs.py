"""Everything that is wrong in a pack is told at once, each with its place."""

import re
from pathlib import Path

import pytest

from knowledge.pack_faults import all_faults, faults
from rules.institutions import read_registry
from rules.packs import fault_of, judge
from tests.unit.dub import change, copied


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copied(tmp_path)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "programmes/study.yaml",
            "source: dub-exchange/study",
            "source: dub-exchange/studi",
            "did you mean 'dub-exchange/study'",
        ),
        (
            "programmes/study.yaml",
            "value: 3, reference: dub-exchange/study",
            "value: 3, reference: dub-exchange/x",
            "study.yaml:11: the source 'dub-exchange/x' is not in sources.yaml",
        ),
        (
            "parameters/grades.yaml",
            "reference: dub-exchange/grades",
            "reference: ub-outgoing/introduction",
            "'ub-outgoing/introduction' is a text of ub",
        ),
        (
            "calls/2027.yaml",
            "source: dub-exchange/call-2027",
            "source: ub-outgoing/call-2027",
            "2027.yaml:4: 'ub-outgoing/call-2027' is a text of ub",
        ),
        (
            "calls/2027.yaml",
            "source: dub-exchange/call-2027",
            "source: dub-exchange/ofice",
            "the section 'ofice' is not in sources.yaml; did you mean 'office'",
        ),
        (
            "institution.yaml",
            "programmes: [",
            "overviews: {who: dub-ofice}\nprogrammes: [",
            "'dub-ofice' is no entry of dub; did you mean 'dub-office'",
        ),
        ("entries/faq.yaml", "<b>exchange office</b>", "<b></b>", "<b></b> holds nothing"),
        (
            "entries/faq.yaml",
            "<b>exchange office</b>",
            "<b>{call-2027.first_tier:money}</b>",
            "{call-2027.first_tier:money} is not a placeholder",
        ),
        (
            "entries/faq.yaml",
            "in the main building",
            "in room 8, open 9:30–14:00,",
            'such as `some_name: {value: "9:30–14:00", unit: text, reference: dub-exchange/office',
        ),
        (
            "entries/faq.yaml",
            "in the main building",
            "on floor 3",
            "typed in; write its name, as {group.name:form}: {study.minimum_months:months} or {stu",
        ),
    ],
)
def test_what_leads_nowhere_is_told_with_its_place(
    copy: Path, file: str, old: str, new: str, said: str
) -> None:
    change(copy / file, old, new)
    found = [str(one) for one in faults(read_registry([copy]), [copy])]
    assert any(said in one and file in one for one in found), found


def test_a_call_of_another_year_brings_its_own_section(copy: Path) -> None:
    text = (copy / "calls" / "2027.yaml").read_text(encoding="utf-8")
    (copy / "calls" / "2028.yaml").write_text(text.replace("2027", "2028"), encoding="utf-8")
    assert not faults(read_registry([copy]), [copy])


def test_the_mistakes_of_all_files_are_told_at_once(copy: Path) -> None:
    change(copy / "programmes" / "study.yaml", "kind: registered", "kind: known")
    change(copy / "programmes" / "study.yaml", "least: study.minimum_year", "least: study.year")
    change(copy / "parameters" / "grades.yaml", "unit: point", "unit: points")
    change(copy / "calls" / "2027.yaml", "second_tier: 40", "second_tier: many")
    change(copy / "entries" / "faq.yaml", "<b>exchange office</b>", "<i>exchange office</b>")
    change(copy / "entries" / "faq.yaml", "  contact: true", "  contakt: true")
    found = judge([copy], all_faults)
    assert found.sound == ()
    (line,) = found.lines
    assert re.match(r"PACKS: dub is left out: 5 mistakes\n", line)
    for said in (
        "kind 'known' is no condition",
        "there is no parameter 'study.year'",
        "unknown unit 'points'",
        "2027.yaml:9: a value in EUR",
        "contakt",
    ):
        assert said in line, said


def test_one_mistake_is_one_line(copy: Path) -> None:
    change(copy / "entries" / "faq.yaml", "<b>exchange office</b>", "<b></b>")
    assert fault_of(copy, (), all_faults).count("\n") == 0
