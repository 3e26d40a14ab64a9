"""`python -m knowledge check`: one planted mistake per rule, each told at its place."""

import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from knowledge.checks import overmatch, run
from knowledge.checks.subject import Subject
from knowledge.evaluation.run import Workbench
from knowledge.finder import store
from knowledge.load import collect
from knowledge.parts import FOLDER
from knowledge.problem import Problem
from rules import load_rulebook
from tests.tables import read_table
from tests.unit.knowledge.figures import FIGURES

SAMPLE = Path(__file__).parent / "sample"
TODAY = date(2026, 11, 23)

STAYS = "entries/ub/short-stays.yaml"
VISA = "entries/gaps/visa.yaml"

CHECKLIST = """\
- id: ub-exchange
  institution: ub
  title: {sr: "Размена", en: "Exchange"}
  before:
    - {id: year, entry: second-year, sr: "Проверити годину", en: "See about the year"}
  during: []
  after:
    - {id: grant, entry: short-phd-grant, sr: "Погледати дневницу", en: "Look at the grant"}
"""
LEXICON = """\
- meaning: money
  sr: [novac, lova]
  en: [money, cash]
"""
EXAMPLES = """\
second-year:
  sr: ["сме ли бруцош да иде преко"]
  en: ["can a fresher go"]
"""
OUTSIDE = """\
sr: ["kakvo je vreme sutra"]
en: ["who won the match"]
"""


@dataclass(frozen=True)
class Mistake:
    """One slip, as the head of `planted_mistakes.yaml` tells it."""

    name: str
    file: str
    old: str
    new: str
    at: str
    says: list[str]
    times: int = 1
    warning: bool = False
    told_in: str = ""
    with_others: bool = False


MISTAKES = [Mistake(**one) for one in read_table(Path(__file__).with_name("planted_mistakes.yaml"))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sample without mistakes, with all the files that there may be."""
    copy = tmp_path / "knowledge"
    shutil.copytree(SAMPLE, copy)
    for name, content in (("checklists", CHECKLIST), ("lexicon", LEXICON), ("outside", OUTSIDE)):
        (copy / f"{name}.yaml").write_text(content, encoding="utf-8")
    (copy / "examples").mkdir()
    (copy / "examples" / "stays.yaml").write_text(EXAMPLES, encoding="utf-8")
    return copy


def _check(folder: Path, on: date = TODAY, *, quick: bool = True) -> list[Problem]:
    return run(Subject(collect(folder), FIGURES, folder, on), quick=quick)


def _plant(folder: Path, mistake: Mistake) -> tuple[Path, int]:
    """Make the slip; returns the place that must be named."""
    file = folder / mistake.file
    text = file.read_text(encoding="utf-8")
    assert text.count(mistake.old) == 1
    file.write_text(text.replace(mistake.old, mistake.new * mistake.times), encoding="utf-8")
    named = folder / (mistake.told_in or mistake.file)
    return named, _line_of(named, mistake.at)


def _line_of(file: Path, words: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    (line,) = [number for number, text in enumerate(lines, start=1) if words in text]
    return line


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is learned from these samples is kept apart from what the bot has learned."""
    monkeypatch.setattr(store, "folders", lambda: iter([tmp_path / "cache"]))


def test_a_sample_without_mistakes_gives_nothing(folder: Path) -> None:
    assert _check(folder, quick=False) == []


@pytest.mark.parametrize(
    "mistake",
    MISTAKES,
    ids=lambda mistake: mistake.name,
)
def test_a_planted_mistake_is_told_at_its_line_with_what_to_do(
    folder: Path, mistake: Mistake
) -> None:
    file, line = _plant(folder, mistake)
    problems = _check(folder)
    told = [
        problem
        for problem in problems
        if (problem.file, problem.line, problem.error) == (file, line, not mistake.warning)
        and all(words in problem.message for words in mistake.says)
    ]
    assert len(told) == 1, "\n".join(map(str, problems))
    assert mistake.with_others or problems == told


def test_a_phrasing_that_another_entry_wins_is_told_with_both_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The finder's scores mean something from a few dozen entries on, hence real ones.
    folder = tmp_path / "some"
    for name in (
        "entries/talk/talk.yaml",
        "institutions/asss/entries/grades.yaml",
        "institutions/uk/entries/department.yaml",
        "sources.yaml",
        "outside.yaml",
        "lexicon.yaml",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(FOLDER / name, folder / name)
    talk = folder / "entries/talk/talk.yaml"
    planted = "which points make the highest grade on the grading scale of the academy"
    text = talk.read_text(encoding="utf-8")
    assert text.count('"how are you",') == 1
    talk.write_text(text.replace('"how are you",', f'"{planted}",'), encoding="utf-8")

    told = _overmatches(folder)
    (found,) = [problem for problem in told if planted in problem.message]
    assert (found.file, found.line, found.error) == (talk, _line_of(talk, planted), False)
    assert found.message.startswith(f"talk-how-are-you: without itself in the list, {planted!r}")
    (winner,) = re.findall(r"give talk-how-are-you more .* or take from (asss-\S+)", found.message)
    assert (
        f"is found under {winner} ({folder / 'institutions/asss/entries/grades.yaml'}:"
        in found.message
    )

    def not_again(*_: object) -> None:
        pytest.fail("the phrasings were held out again although nothing changed")

    monkeypatch.setattr(Workbench, "held_out", not_again)
    assert _overmatches(folder) == told

    # An editor who has looked at it and leaves it says so; a pair that does not occur is told.
    accepted = folder / "accepted.yaml"
    accepted.write_text(
        f'- {{entry: talk-how-are-you, winner: {winner}, because: "planted"}}\n'
        '- {entry: talk-how-are-you, winner: uk-fields, because: "planted"}\n',
        encoding="utf-8",
    )
    left = _overmatches(folder)
    assert [problem for problem in left if planted in problem.message] == []
    assert [(one.file, one.line, one.error) for one in left if one.file == accepted] == [
        (accepted, 2, False)
    ]


def _overmatches(folder: Path) -> list[Problem]:
    return list(overmatch.check(Subject(collect(folder), FIGURES, folder, TODAY)))


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (date(2027, 6, 20), "short.first_tier (used by 1 entries) is valid until 2027-06-30; look"),
        (date(2027, 7, 1), "was valid until 2027-06-30: readers are told so; look up in"),
    ],
)
def test_a_value_past_its_last_day_or_near_it_is_told(folder: Path, on: date, says: str) -> None:
    (told,) = _check(folder, on)
    grant = folder / STAYS
    assert (told.file, told.line) == (grant, _line_of(grant, "Докторанди добијају"))
    assert says in told.message
    # The sample has no file of parameters, and a file that does not exist is not named.
    assert "parameters/" not in told.message
    assert not told.error
    assert _check(folder, date(2027, 4, 1)) == []


def test_a_document_that_nobody_compared_for_long_is_told(folder: Path) -> None:
    sources = folder / "sources.yaml"
    told = [problem for problem in _check(folder, date(2027, 10, 1)) if problem.file == sources]
    lines = sources.read_text(encoding="utf-8").splitlines()
    assert len(told) == 3
    assert all("checked_on" in lines[problem.line - 1] for problem in told)
    assert all("compare it again and change checked_on" in problem.message for problem in told)


def test_values_that_nobody_checked_for_long_are_told_as_warnings() -> None:
    told = run(Subject(collect(), load_rulebook(), FOLDER, date(2027, 12, 1)), quick=True)
    figures = [problem.message for problem in told if "/parameters/" in problem.message]
    assert not any(problem.error for problem in told)
    assert figures
    for message in figures:
        assert "was last checked on" in message
        assert "counts as out of date: readers are told so; compare it with" in message


def test_the_entries_of_the_project_have_no_mistake() -> None:
    subject = Subject(collect(), load_rulebook(), FOLDER, TODAY)
    assert [str(problem) for problem in run(subject, quick=True) if problem.error] == []
