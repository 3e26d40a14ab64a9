"""The version that the program tells."""

import importlib.metadata
import tomllib
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.version import version

PROJECT = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))


def test_an_installed_program_tells_the_version_of_its_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: f"7.8.9 of {name}")
    assert version() == "7.8.9 of razmena"


def test_a_checkout_tells_the_version_of_its_project(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", missing)
    assert version() == PROJECT["project"]["version"]


def test_the_command_line_tells_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith(f"razmena {version()} (finding: words ")
