"""Files that editors write, with the mistakes that editors make."""

import shutil
from pathlib import Path

import pytest

from knowledge import KnowledgeError, load_knowledge
from knowledge.load import collect
from tests.unit.knowledge.figures import FIGURES

SAMPLE = Path(__file__).parent / "sample"
SHORT_STAYS = Path("entries/ub/short-stays.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "knowledge"))


def _change(file: Path, old: str, new: str) -> int:
    """Put a mistake into a file; returns the line on which it stands."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_sample_is_read_without_a_problem() -> None:
    collection = collect(SAMPLE)
    assert collection.problems == ()
    assert list(collection.entries) == [
        *("grade-table", "visa", "thanks", "short-phd-grant", "second-year")
    ]
    assert set(collection.facts) == {
        *("ub.short-phd.rate", "ub.study.second-year", "asss.grades.table")
    }


def test_parts_of_an_entry_are_found_by_their_line() -> None:
    collection = collect(SAMPLE)
    entry = collection.entries["second-year"]
    lines = (SAMPLE / SHORT_STAYS).read_text(encoding="utf-8").splitlines()
    line = collection.line(entry, "phrasings", "en", 1)
    assert lines[line - 1].strip() == '- "I am in my first year, may I apply"'


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  tool: grant\n", "  tol: grant\n", "'tol' is not a key that is known here"),
        ("  tool: grant\n", "  tool: money\n", "tool: 'money' is not allowed; allowed: "),
        ("  institution: ub\n", "  institution: bu\n", "institution: 'bu' is not allowed"),
        ("related: [second-year]", "related: second-year", "related must be a list"),
        ("related: [second-year]", "related: [a, b, c, d]", "may hold at most 3; there are 4"),
        ("id: short-phd-grant", "id: Short PhD", "write small letters, digits"),
        ("sources: [ub-outgoing/short-term-phd]", "sources: [bip]", "write document/section"),
        ('      - "daily rate for short', '      - 12\n      - "daily rate for short', "not text"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_what_is_allowed(
    folder: Path, old: str, new: str, says: str
) -> None:
    line = _change(folder / SHORT_STAYS, old, new)
    problems = collect(folder).problems
    assert [(problem.file, problem.line) for problem in problems] == [(folder / SHORT_STAYS, line)]
    assert says in problems[0].message
    assert str(problems[0]).startswith(f"{folder / SHORT_STAYS}:{line}: ")


def test_a_missing_part_is_told_at_the_entry(folder: Path) -> None:
    _change(folder / SHORT_STAYS, "  institution: ub\n", "")
    (problem,) = collect(folder).problems
    assert (problem.line, problem.message) == (
        1,
        "'institution' is missing here; add it: ub, uk, asss, any",
    )


def test_an_id_that_is_taken_is_told_with_the_place_of_the_other(folder: Path) -> None:
    line = _change(folder / SHORT_STAYS, "- id: second-year", "- id: grade-table")
    (problem,) = collect(folder).problems
    assert problem.line == line
    assert f"is taken ({folder / 'entries/asss/grades.yaml'}:1)" in problem.message


def test_a_key_that_stands_twice_is_refused(folder: Path) -> None:
    line = _change(folder / SHORT_STAYS, "  tool: grant\n", "  tool: grant\n  tool: grade\n")
    (problem,) = collect(folder).problems
    assert problem.line == line + 1
    assert "twice" in problem.message


def test_mistakes_of_all_files_are_told_at_once(folder: Path) -> None:
    _change(folder / SHORT_STAYS, "  tool: grant\n", "  tool: money\n")
    _change(folder / SHORT_STAYS, "  tool: eligibility\n", "  tool: money\n")
    (folder / "entries/gaps/visa.yaml").write_text("- id: [", encoding="utf-8")
    _change(folder / "sources.yaml", "institution: asss", "institute: asss")
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(FIGURES, folder)
    files = [problem.file.name for problem in caught.value.problems]
    assert files.count("short-stays.yaml") == 2
    assert files.count("sources.yaml") == 2
    assert files.count("visa.yaml") == 1
    assert str(caught.value).count("\n") == len(files) - 1


def test_a_faulty_entry_does_not_hide_the_others_of_its_file(folder: Path) -> None:
    _change(folder / SHORT_STAYS, "  tool: grant\n", "  tool: money\n")
    assert "second-year" in collect(folder).entries


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"entries:\n  - id: x\n", "must be a list of entries"),
        (b"- just text\n", "must hold keys with values"),
    ],
)
def test_a_file_of_another_kind_is_told(folder: Path, content: bytes, says: str) -> None:
    (folder / "entries/gaps/visa.yaml").write_bytes(content)
    (problem,) = collect(folder).problems
    assert problem.file == folder / "entries/gaps/visa.yaml"
    assert says in problem.message


def test_an_empty_file_is_no_mistake(folder: Path) -> None:
    (folder / "entries/gaps/visa.yaml").write_text("# nothing yet\n", encoding="utf-8")
    assert collect(folder).problems == ()


def test_a_folder_without_entries_is_told(folder: Path) -> None:
    shutil.rmtree(folder / "entries")
    with pytest.raises(KnowledgeError, match="there are no entries"):
        load_knowledge(FIGURES, folder)


def test_a_missing_file_is_told(folder: Path) -> None:
    (folder / "sources.yaml").unlink()
    (problem,) = collect(folder).problems
    assert problem.file == folder / "sources.yaml"
    assert "cannot be read" in problem.message
