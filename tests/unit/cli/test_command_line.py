"""`python -m bot` as a program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import COMMANDS, main

ROOT = Path(__file__).parents[3]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in COMMANDS)


def test_a_command_that_does_not_exist_is_told_what_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dance"])
    assert ended.value.code == 2
    assert "run-or-preview" in capsys.readouterr().err


def test_every_command_can_tell_its_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
    assert "--port" in capsys.readouterr().out


def test_answering_on_the_command_line_does_not_load_telegram() -> None:
    program = (
        "import sys; from bot.cli import main\n"
        "try: main(['ask', '--help'])\n"
        "except SystemExit: pass\n"
        "assert 'bot.cli.ask' in sys.modules\n"
        "print([name for name in sys.modules if name in ('telegram', 'aiohttp', 'httpx')])"
    )
    assert run("-c", program).stdout.splitlines()[-1] == "[]"


def test_wrong_settings_are_lines_on_standard_error_and_status_two() -> None:
    ended = run("-m", "bot", "run", PORT="x", BOT_TOKEN="tajna")
    assert ended.returncode == 2
    assert ended.stdout == ""
    first, second = ended.stderr.splitlines()
    assert first.startswith("razmena: BOT_TOKEN is not a token")
    assert second.startswith("razmena: PORT is 'x'")
    assert "tajna" not in ended.stderr
