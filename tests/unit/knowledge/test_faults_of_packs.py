"""Everything that is wrong in a pack is told at once, each with its place."""

import re
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.pack_faults import all_faults, faults
from rules.institutions import read_registry
from rules.packs import fault_of, judge
from tests.unit.dub import change, copied, in_use


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


def test_one_mistake_hides_no_other(copy: Path) -> None:
    """In every file at once, the names of the institution among them."""
    change(copy / "institution.yaml", "    genitive:", "    genetive:")
    change(copy / "institution.yaml", "cities:", "citys:")
    change(copy / "institution.yaml", "programmes: [", "of_coming: [dub-choirs]\nprogrammes: [")
    change(copy / "sources.yaml", "    office: {sr:", "    office: {se:")
    change(copy / "calls" / "2027.yaml", "second_tier: 40", "second_tier: many")
    change(copy / "calls" / "2027.yaml", "travel_days: 2", "travel_days: 2.5")
    change(copy / "parameters" / "grades.yaml", "unit: grade", "unit: mark")
    change(copy / "parameters" / "grades.yaml", "value: 95", "value: 101")
    study = copy / "programmes" / "study.yaml"
    change(study, "value: 3,", "value: three,")
    change(study, "kind: registered", "kind: known")
    change(study, "quote: Bachelor", "qoute: Bachelor")
    change(copy / "programmes" / "summer_school.yaml", "title: {sr:", "title: {sx:")
    faq = copy / "entries" / "faq.yaml"
    change(faq, "in the main building", "on floor 3, from {study.minimum_months:months} on,")
    change(faq, "  contact: true", "  contakt: true")
    change(faq, "<b>to us only</b>", "<b>to us only, 200 EUR</b>")
    change(faq, "<b>short report</b>", "<b>short report</b> in {own.report:days}")
    (line,) = judge([copy], all_faults).lines
    for said in (
        "institution.yaml:4: 'name.sr' lacks the key 'genitive'",
        "institution.yaml:6: unknown key 'genetive'",
        "unknown key 'citys'",
        "'dub-choirs' is no entry of dub",
        "sources.yaml:10: ",
        "2027.yaml:9: a value in EUR must be a number",
        "2027.yaml:10: a value in day must be a whole number",
        "unknown unit 'mark'",
        "grades.10.points_from is 101, more than",
        "a value in month must be a number from 0, not 'three'",
        "kind 'known' is no condition",
        "unknown key 'qoute' of 'minimum_year'",
        "lacks quote: its sentence",
        "summer_school.yaml:5: unknown key 'sx'",
        "key that is known here",
        "the number 200 is typed in",
        "{own.report:days}: there is no such parameter",
    ):
        assert said in line, f"{said}\n{line}"
    # What follows from another mistake is none.
    assert "study.minimum_months" not in line


def test_the_command_that_checks_says_the_same_as_a_start(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Phrasings of others and their number are the business of editors of the other texts."""
    monkeypatch.setenv("PACKS", str(copy))
    with in_use(read_registry([copy])):
        assert main(["check", "--quick"]) == 0
        assert "PACKS: dub has no mistake" in capsys.readouterr().out
        change(copy / "entries" / "faq.yaml", "<b>exchange office</b>", "<b></b>")
        assert main(["check", "--quick"]) == 1
        told = capsys.readouterr().out
        assert "<b></b> holds nothing" in told
        assert "Not in this count, because left out: dub" in told


def test_every_mistake_of_a_row_is_told(copy: Path) -> None:
    own = copy / "parameters" / "own.yaml"
    own.write_text("fee: {value: 4500, unit: RSDs, reference: office}\n", encoding="utf-8")
    told = fault_of(copy, ())
    assert "lacks the key 'checked_on'" in told
    assert "unknown unit 'RSDs'" in told
    assert "must be document/section" in told
    change(own, "unit: RSDs, reference: office", "unit: RSD, checked_on: soon")
    told = fault_of(copy, ())
    assert "lacks the key 'reference'" in told
    assert "checked_on must be a date" in told


def test_one_mistake_is_one_line(copy: Path) -> None:
    change(copy / "entries" / "faq.yaml", "<b>exchange office</b>", "<b></b>")
    assert fault_of(copy, (), all_faults).count("\n") == 0
