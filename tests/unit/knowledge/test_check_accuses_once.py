"""One slip is told once, at its place; what cannot be true is an error."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.checks import run
from knowledge.checks.subject import Subject
from knowledge.checks.titles import in_latin
from knowledge.load import collect
from knowledge.problem import Problem
from tests.unit.knowledge.figures import FIGURES

SAMPLE = Path(__file__).parent / "sample"
THEMES = """\
- file: gaps/visa
  title: {sr: "Виза", en: "Visa"}
  first: [visa]
- file: ub/short-stays
  title: {sr: "Кратки боравци", en: "Short stays"}
- file: asss/grades
  title: {sr: "Оцене", en: "Grades"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "themes.yaml").write_text(THEMES, encoding="utf-8")
    return tmp_path


def _told(folder: Path, on: date = date(2026, 11, 23)) -> list[Problem]:
    return run(Subject(collect(folder), FIGURES, folder, on), quick=True)


def test_a_slip_in_an_entry_does_not_accuse_its_theme(folder: Path) -> None:
    file = folder / "entries" / "gaps" / "visa.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("kind: gap", 'kind: "gap'), "utf-8")
    told = _told(folder)
    assert [problem for problem in told if problem.file == file]
    assert not [problem for problem in told if problem.file.name == "themes.yaml"]


def test_a_day_that_has_not_come_is_an_error(folder: Path) -> None:
    told = [one for one in _told(folder, date(2026, 11, 21)) if "has not come" in one.message]
    assert told
    assert all(problem.error for problem in told)


@pytest.mark.parametrize(
    ("title", "latin"), [("Viza", True), ("CEEPUS", False), ("Виза", False), ("Шта је BIP", False)]
)
def test_a_latin_title_is_known_from_an_abbreviation(title: str, latin: bool) -> None:
    assert in_latin(title) is latin
