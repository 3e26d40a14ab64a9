"""What is said of the slips of a pack, which leave it out; the others go on."""

import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from knowledge import pack_faults
from knowledge.finder import store
from knowledge.pack_faults import faults
from knowledge.packs import judge
from rules.institutions import read_registry, registry
from rules.packs import JudgedPacks, fault_of, install, pack_folders
from rules.packs import judge as judge_without_memory
from rules.rulebook import rulebook_of
from tests.unit.dub import DUB, change, copied, in_use


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copied(tmp_path)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("institution.yaml", "    genitive:", "    genetive:", "institution.yaml:6: unknown key"),
        ("institution.yaml", "- udub", "- unibg", "'unibg' names ub already"),
        ("institution.yaml", "cities:", "citys:", "unknown key 'citys'"),
        (
            "programmes/summer_school.yaml",
            "words:\n  - letnj",
            "words:\n  - 5\n  - l",
            "is no phrase",
        ),
        (
            "programmes/summer_school.yaml",
            'en: "the summer school"}\nshort',
            'en: "of the summer school"}\nshort',
            "summer_school.yaml:7: en stands behind \"of\" as it is: write 'the summer school'",
        ),
        ("programmes/study.yaml", "kind: study", "kind: trip", "kind 'trip' is not known"),
        ("programmes/study.yaml", "kind: registered", "kind: known", "'known' is no condition"),
        ("programmes/study.yaml", "least: study.minimum_year", "least: study.year", "no parameter"),
        (
            "programmes/summer_school.yaml",
            "{value: 5, reference",
            "{value: 50, reference",
            "summer_school.minimum_days is 50, more than",
        ),
        ("calls/2027.yaml", "source: dub-exchange/call-2027", "", "lacks the key 'source'"),
        ("parameters/grades.yaml", "lowest:", "least:", "grades.lowest is missing"),
        (
            "programmes/study.yaml",
            "- kind: role\n    allowed: [student]",
            "- kind: degree_programme",
            "study.yaml:23: no condition says who may go; add one of kind role",
        ),
        (
            "programmes/study.yaml",
            "kind: study\n",
            'kind: study\nwords: ["letnj*|zimsk* skol*"]\n',
            "letnj\\* skol\\*' names the programme study already; take it out of one",
        ),
        ("programmes/summer_school.yaml", "words:\n", 'words:\n  - "~"\n', "between two words"),
        ("programmes/summer_school.yaml", "words:\n", 'words:\n  - "a||b"\n', "'' is no word"),
        ("programmes/summer_school.yaml", "words:\n", 'words:\n  - "*"\n', "two or more before"),
        ("institution.yaml", "- udub", "- udub|unibg", "'unibg' names ub already"),
        (
            "parameters/grades.yaml",
            "value: 95",
            "value: 94",
            r"grades.10.points_from is 94, but grade 9 ends with 94, so points would have the gr",
        ),
        ("parameters/grades.yaml", "value: 95", "value: 97", "what lies between has no grade"),
        ("parameters/grades.yaml", "value: 100", "value: 90", "grades.maximum_points is 90"),
    ],
)
def test_a_slip_is_told_with_its_place_and_leaves_the_pack_out(
    copy: Path, file: str, old: str, new: str, said: str
) -> None:
    change(copy / file, old, new)
    fault = fault_of(copy, [])
    assert re.search(said, fault), fault
    assert str(copy) in fault


def test_points_that_the_text_prints_in_two_bands_may_stand_in_both(copy: Path) -> None:
    grades = copy / "parameters" / "grades.yaml"
    change(grades, "value: 95", "value: 94")
    own = "{value: 94, unit: point, reference: dub-exchange/grades, checked_on: 2026-11-29}"
    with grades.open("a", encoding="utf-8") as file:
        file.write(f"in_two_bands: {own}\n")
    assert fault_of(copy, []) == ""
    rules = rulebook_of(read_registry([copy])).at("dub")
    found = rules.grade(points=94, on=date(2026, 11, 29))
    assert [row.grade for row in found.matches] == [10, 9]


def test_an_entry_that_leads_nowhere_is_told(copy: Path) -> None:
    change(copy / "entries" / "faq.yaml", "sources: [dub-exchange/office]", "sources: [dub-x/y]")
    (problem,) = faults(read_registry([copy]), [copy])
    assert "'dub-x/y' is not in sources.yaml" in problem.message
    assert problem.file == copy / "entries" / "faq.yaml"


def test_a_pack_that_fails_is_left_out_and_the_others_go_on(copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "vrh"
    shutil.copytree(DUB, other)
    (other / "programmes" / "study.yaml").write_text("kind: [\n", encoding="utf-8")
    with in_use(read_registry()):
        lines = install({"PACKS": str(tmp_path)})
        assert registry().available == (*read_registry().ids, "dub")
        assert registry().is_left_out("vrh")
    (line,) = lines
    assert line.startswith("PACKS: vrh is left out: ")
    assert f"{other / 'programmes' / 'study.yaml'}:" in line or "names dub already" in line


def test_packs_are_checked_anew_only_when_something_has_changed(
    copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(store, "folders", lambda: iter([tmp_path / "cache"]))
    looked_at: list[Path] = []

    def all_faults(_institutions: object, folders: Sequence[Path]) -> str:
        looked_at.extend(folders)
        return "" if "book" not in faq.read_text(encoding="utf-8") else "a book"

    monkeypatch.setattr(pack_faults, "all_faults", all_faults)
    faq = copy / "entries" / "faq.yaml"
    faulty = JudgedPacks((), ("PACKS: dub is left out: a book",))
    assert judge([copy]) == faulty
    looked_at.clear()
    assert judge([copy]) == faulty
    assert looked_at == []
    faq.write_text("[]", encoding="utf-8")
    assert judge([copy]) == JudgedPacks((copy,), ())
    assert looked_at == [copy]


def test_of_several_packs_each_that_fails_is_named(copy: Path, tmp_path: Path) -> None:
    shutil.copytree(copy, other := tmp_path / "vrh")
    found = judge_without_memory([copy, other, tmp_path / "none"])
    assert found.sound == (copy,)
    assert [line.split(":")[1] for line in found.lines] == [
        " vrh is left out",
        " none is left out",
    ]


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (folder,) = pack_folders(str(tmp_path / "nothing"))
    assert "there is no institution.yaml" in fault_of(folder, [])
