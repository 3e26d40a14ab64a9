"""`python -m bot` as a program."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import COMMANDS, PASSED_ON, main

ROOT = Path(__file__).parents[3]
# A few entries, so that the checks take no second.
SAMPLE = ROOT / "tests" / "unit" / "knowledge" / "sample"


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
    assert all(name in shown for name in (*COMMANDS, *PASSED_ON))


def test_a_command_that_does_not_exist_is_told_what_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dance"])
    assert ended.value.code == 2
    shown = capsys.readouterr().err
    assert "run-or-preview" in shown
    assert "rules" in shown


def test_every_command_can_tell_its_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    for name in (*COMMANDS, *PASSED_ON):
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


def test_wrong_settings_are_lines_on_standard_error_and_status_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "x")
    assert main(["preview"]) == 2
    assert "PORT is 'x'" in capsys.readouterr().err
    monkeypatch.setenv("BOT_TOKEN", "tajna")
    assert main(["run"]) == 2
    out, told = capsys.readouterr()
    assert out == ""
    first, second = told.splitlines()
    assert first.startswith("razmena: BOT_TOKEN is not a token")
    assert second.startswith("razmena: PORT is 'x'")
    assert "tajna" not in told


@pytest.mark.slow
def test_the_preview_says_why_it_cannot_listen_where_it_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = str(other.getsockname()[1])
        ended = run("-m", "bot", "preview", PORT=taken)
    assert ended.returncode == 2
    assert f"127.0.0.1:{taken}" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.slow
def test_rules_and_check_are_the_command_lines_of_those_packages(tmp_path: Path) -> None:
    line = '{"programme": "short_phd", "facts": {"role": "student", "cycle": "master"}}'
    checked = [
        subprocess.run(
            [sys.executable, "-m", *words, "check", "--json"],
            cwd=ROOT,
            input=line,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for words in (("bot", "rules"), ("rules",))
    ]
    assert checked[0] == checked[1]
    assert '"not_eligible"' in checked[0]
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "sample"))
    (folder / "entries" / "ub" / "broken.yaml").write_text("- id: [\n")
    found = [
        run("-m", *words, "--folder", str(folder), "check", "--quick")
        for words in (("bot", "knowledge"), ("knowledge",))
    ]
    assert found[0].returncode == found[1].returncode == 1
    assert "broken.yaml:" in found[0].stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the program, to put mistakes into."""
    for name in ("bot", "knowledge", "rules", "locales"):
        left_out = shutil.ignore_patterns("questions") if name == "knowledge" else None
        shutil.copytree(ROOT / name, tmp_path / name, ignore=left_out)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("command", [("ask", "hello"), ("ask", "--json"), ("chat",)])
@pytest.mark.parametrize(
    ("file", "mistake"),
    [
        ("knowledge/institutions/ub/parameters/rates.yaml", "\nrates: {\n"),
        ("knowledge/institutions/ub/entries/broken.yaml", "- id: x\n  institution: mars\n"),
    ],
)
def test_a_mistake_in_a_rate_or_entry_is_a_line_with_its_place(
    checkout: Path, command: tuple[str, ...], file: str, mistake: str
) -> None:
    with (checkout / file).open("a") as text:
        text.write(mistake)
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *command],
        cwd=checkout,
        input='{"text": "hello"}\n',
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    lines = ended.stderr.splitlines()
    assert lines
    assert all(re.match(rf"razmena: \S*{file}:\d+: \S", line) for line in lines)
