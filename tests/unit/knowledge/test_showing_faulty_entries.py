"""`python -m knowledge show` on entries that an editor is not done with."""

import shutil
from pathlib import Path

import pytest

from knowledge.__main__ import main

FAULT = "{short.maximun:days}: there is no such parameter"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(Path(__file__).parent / "sample", tmp_path / "knowledge"))


def test_an_entry_with_an_unknown_figure_is_told_with_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "entries" / "talk" / "manners.yaml"
    text = file.read_text(encoding="utf-8").replace("You are welcome", "{short.maximun:days}")
    file.write_text(text, encoding="utf-8")
    assert main(["--folder", str(folder), "show", "thanks"]) == 1
    line = text[: text.index("{short")].count("\n") + 1
    assert f"{file}:{line}: thanks: {FAULT}\n" in capsys.readouterr().out


def test_an_entry_that_cannot_be_read_is_not_just_called_missing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "entries" / "talk" / "manners.yaml"
    text = file.read_text(encoding="utf-8").replace("kind: talk", "kind: tale")
    file.write_text(text, encoding="utf-8")
    assert main(["--folder", str(folder), "show", "thanks"]) == 1
    out = capsys.readouterr().out
    assert "there is no entry 'thanks'" in out
    assert (
        f"{file}:3: kind: 'tale' is not allowed; allowed: 'answer', 'overview', 'gap' or 'talk'"
        in out
    )
