"""Which program this is, read from its folder."""

from pathlib import Path

import pytest

from bot.cli.version import ROOT, version

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1.2.3"\n')
    (tmp_path / ".git" / "refs" / "heads").mkdir(parents=True)
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    return tmp_path


def test_a_clone_tells_version_and_commit(clone: Path) -> None:
    (clone / ".git" / "refs" / "heads" / "main").write_text(f"{COMMIT}\n")
    assert version(clone) == "1.2.3 (0123456789)"


def test_a_branch_may_be_packed_with_others(clone: Path) -> None:
    (clone / ".git" / "packed-refs").write_text(
        f"# pack-refs with: peeled fully-peeled sorted\n{'f' * 40} refs/heads/other\n"
        f"{COMMIT} refs/heads/main\n^{'e' * 40}\n"
    )
    assert version(clone) == "1.2.3 (0123456789)"


def test_a_commit_may_be_checked_out_without_a_branch(clone: Path) -> None:
    (clone / ".git" / "HEAD").write_text(COMMIT)
    assert version(clone) == "1.2.3 (0123456789)"


@pytest.mark.parametrize("head", ["", "ref: refs/heads/main", "ref: ../../etc/passwd", "\x80"])
def test_without_a_commit_there_is_the_version(clone: Path, head: str) -> None:
    (clone / ".git" / "HEAD").write_text(head, encoding="latin-1")
    assert version(clone) == "1.2.3"


def test_a_folder_may_tell_nothing(tmp_path: Path) -> None:
    assert version(tmp_path) is None
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    assert version(tmp_path) is None


def test_this_program_has_a_version() -> None:
    assert version(ROOT) is not None
