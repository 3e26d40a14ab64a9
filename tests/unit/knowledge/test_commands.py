"""`python -m knowledge`, as editors and other programs call it."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.__main__ import main

SAMPLE = Path(__file__).parent / "sample"
EXAMPLES = [
    *({"text": text, "label": "weather"} for text in ("will it rain", "is it sunny", "snow today")),
    *({"text": text, "label": "food"} for text in ("order a pizza", "burger please", "get soup")),
]


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    file = tmp_path / "examples.jsonl"
    file.write_text("\n".join(map(json.dumps, EXAMPLES)) + "\n", encoding="utf-8")
    return file


def _classify(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lines: list[str],
    *arguments: str,
) -> list[dict[str, Any]]:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    assert main(["classify", "--json", *arguments]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_classify_answers_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], examples: Path
) -> None:
    lines = ['{"text": "any rain?"}', '{"text": "a pizza", "more": 1}']
    first, second = _classify(monkeypatch, capsys, lines, "--examples", str(examples))
    assert (first["label"], second["label"]) == ("weather", "food")
    assert set(first) == {"label", "score", "known"}
    assert isinstance(first["score"], float)
    assert isinstance(first["known"], bool)


def test_classify_tells_what_is_wrong_with_a_line_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], examples: Path
) -> None:
    lines = ["nonsense", "{}", '{"text": 5}', "", '{"text": "rain"}']
    *errors, last = _classify(monkeypatch, capsys, lines, "--examples", str(examples))
    assert [error["error"]["code"] for error in errors] == [
        *("invalid_json", "invalid_value", "invalid_value", "invalid_json")
    ]
    assert [error["error"]["field"] for error in errors] == ["", "text", "text", ""]
    assert last["label"] == "weather"


def test_classify_learns_from_tuning_lines_what_to_refuse(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    examples: Path,
    tmp_path: Path,
) -> None:
    tune = tmp_path / "tune.jsonl"
    tuning = [
        *({"text": text, "label": "weather"} for text in ("rain again", "sunny today")),
        *({"text": text, "label": "food"} for text in ("pizza", "some soup please")),
        *({"text": text, "label": None} for text in ("who is the king", "xyzzy", "open my mail")),
    ]
    tune.write_text("\n".join(map(json.dumps, tuning)), encoding="utf-8")
    lines = [
        '{"text": "rain today"}',
        '{"text": "where is my umbrella made"}',
        '{"text": "qwerty"}',
    ]
    found = _classify(monkeypatch, capsys, lines, "--examples", str(examples), "--tune", str(tune))
    assert [one["known"] for one in found] == [True, False, False]


def test_classify_does_not_start_on_examples_it_cannot_use(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "examples.jsonl"
    file.write_text('{"text": "a", "label": "b"}\n{"text": "a"}\n', encoding="utf-8")
    assert main(["classify", "--examples", str(file)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"{file}:2: " in captured.err
    assert main(["classify", "--examples", str(tmp_path / "none.jsonl")]) == 2


def test_an_entry_is_shown_as_each_reader_sees_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--folder", str(SAMPLE), "show", "visa"]) == 0
    out = capsys.readouterr().out
    for line in ("== en · Visa", "== sr-Latn · Viza", "== sr-Cyrl · Виза"):
        assert line in out
    assert "Zna ambasada zemlje" in out


def test_a_misspelt_id_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--folder", str(SAMPLE), "show", "vissa"]) == 1
    assert "did you mean 'visa'?" in capsys.readouterr().out


def test_a_new_entry_has_every_key_and_only_blanks_to_fill(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["new", "bank-account", "--kind", "gap", "--institution", "any"]) == 0
    (entry,) = yaml.safe_load(capsys.readouterr().out)
    assert entry["id"] == "bank-account"
    assert entry["kind"] == "gap"
    assert entry["institution"] == "any"
    assert {"title", "phrasings", "answer", "sources", "facts", "related"} <= set(entry)


def test_coverage_lists_facts_and_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--folder", str(SAMPLE), "coverage"]) == 0
    out = capsys.readouterr().out
    assert "ub.short-phd.rate     short-phd-grant" in out
    assert "3 of 3 facts covered" in out


def test_a_fact_that_nothing_covers_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "knowledge"))
    shutil.rmtree(folder / "entries" / "asss")
    assert main(["--folder", str(folder), "coverage"]) == 1
    assert "asss.grades.table     NOT COVERED" in capsys.readouterr().out
