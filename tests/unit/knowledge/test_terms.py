"""The glossary: forms that texts do not use are found at their place, phrasings are left alone."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.checks import terms
from knowledge.checks.subject import Subject
from knowledge.glossary import read_glossary
from knowledge.load import collect
from knowledge.parts import FOLDER
from knowledge.problem import Problem
from rules import load_rulebook
from tests.unit.knowledge.figures import FIGURES

SAMPLE = Path(__file__).parent / "sample"
TODAY = date(2026, 11, 23)
GLOSSARY = """\
- say: {sr: "конкурс", en: "call"}
  because: "people apply to a конкурс"
  never: {sr: [амбасад*], en: [embassy]}
  unless: {en: [the embassy of Serbia]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "terms.yaml").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


def _told(folder: Path) -> list[Problem]:
    return list(terms.check(Subject(collect(folder), FIGURES, folder, TODAY)))


def test_a_forbidden_form_in_an_answer_is_told_with_its_line_and_the_term(folder: Path) -> None:
    file = folder / "entries" / "gaps" / "visa.yaml"
    text = file.read_text(encoding="utf-8")
    lines = {
        number for number, line in enumerate(text.splitlines(), 1) if "амбасад" in line.lower()
    }
    told = [problem for problem in _told(folder) if "амбасад" in problem.message]
    assert told, "the sample's answer names an embassy"
    assert {problem.line for problem in told} <= lines
    assert all(problem.error and "write 'конкурс'" in problem.message for problem in told)


def test_the_glossary_itself_is_checked_for_its_shape(folder: Path) -> None:
    (folder / "vocabulary" / "terms.yaml").write_text("- say: {sr: а, en: b}\n", encoding="utf-8")
    assert any("'never' is missing" in problem.message for problem in _told(folder))


def test_a_phrase_that_is_right_is_not_told() -> None:
    problems: list[Problem] = []
    (call,) = (
        term
        for term in read_glossary(FOLDER / "vocabulary" / "terms.yaml", problems)
        if term.preferred["sr"] == "конкурс"
    )
    assert not problems
    assert not list(call.found_in("износи за годину позива 2025 и позив 2023", "sr"))
    assert [words for _, words in call.found_in("Пријавите се на први позив.", "sr")] == ["позив"]


def test_no_text_of_ours_uses_a_forbidden_form() -> None:
    subject = Subject(collect(), load_rulebook(), FOLDER, TODAY)
    assert list(terms.check(subject)) == []
