"""Set-up on a machine where something is missing ends in one line that says what to do."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.quality.packaging.locks import ROOT

SCRIPT = ROOT / "scripts" / "set_up.py"
LOCK = "requirements.lock"
# Nobody listens there: as on a machine without a network.
NOWHERE = "http://127.0.0.1:9/simple"


# Runs the script as `python -m venv --without-pip` would make its environments.
WITHOUT_PIP = (
    "import runpy, subprocess, sys\n"
    "run = subprocess.run\n"
    "def quicker(command, **how):\n"
    "    return run([*command, *['--without-pip'] * ('venv' in command)], **how)\n"
    "subprocess.run = quicker\n"
    "sys.argv = sys.argv[1:]\n"
    "runpy.run_path(sys.argv[0], run_name='__main__')\n"
)


def half_made(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    (folder / "leftover").touch()


def set_up(
    folder: Path, *locks: str, made_by: str | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder.parent),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": NOWHERE,
    }
    script = [str(SCRIPT), str(folder), *locks]
    return subprocess.run(
        [sys.executable, *(() if made_by is None else ("-c", made_by)), *script],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def the_line(ended: subprocess.CompletedProcess[str]) -> str:
    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    assert line.startswith("razmena: ")
    return line


def test_a_folder_that_is_no_environment_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "diary.txt").write_text("dear diary")
    assert "is not a virtual environment" in the_line(set_up(folder, LOCK))
    assert (folder / "diary.txt").read_text() == "dear diary"


def test_an_extra_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    line = the_line(set_up(tmp_path / "environment", "requirements-oracle.lock"))
    assert "EXTRAS may be: postgresql" in line


def test_a_link_to_an_environment_of_somebody_else_is_never_emptied(tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "bin").mkdir(parents=True)
    (other / "bin" / "tool").write_text("theirs")
    link = tmp_path / "environment"
    link.symlink_to(other)
    assert "is a link" in the_line(set_up(link, LOCK))
    assert (other / "bin" / "tool").read_text() == "theirs"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_checkout_that_cannot_be_written_is_told_of_another_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        line = the_line(set_up(tmp_path / "environment", LOCK))
    finally:
        tmp_path.chmod(0o755)
    assert "make run VENV=" in line


@pytest.mark.slow
def test_without_a_network_it_says_so_and_a_half_made_environment_is_made_anew(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "environment"
    half_made(folder)
    (folder / ".unfinished").touch()
    ended = set_up(folder, LOCK)
    assert "no connection to the package index" in the_line(ended)
    assert "making it anew" in ended.stdout
    assert not (folder / "leftover").exists()
    # What is complete is left alone, and needs no network.
    recorded = folder / f".{Path(LOCK).stem}.installed"
    assert not recorded.exists()


@pytest.mark.slow
def test_an_environment_that_was_moved_is_made_anew(tmp_path: Path) -> None:
    half_made(tmp_path / "first")
    moved = (tmp_path / "first").rename(tmp_path / "second")
    # Where there is no pip, one is put in: that takes far longer than to tell what is amiss.
    ended = set_up(moved, LOCK, made_by=WITHOUT_PIP)
    assert re.search("was moved.*making it anew", ended.stdout)
    assert not (moved / "leftover").exists()
