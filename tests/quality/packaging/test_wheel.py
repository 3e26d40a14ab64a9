"""The wheel works on a machine that has no checkout, and writes nothing beside its code."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.quality.packaging.locks import ROOT

pytestmark = pytest.mark.slow
PACKAGES = ("bot", "knowledge", "rules", "locales")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


class Installed:
    """An environment with the wheel in it, and the dependencies of the one that runs the tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "environment"
        self.home = folder / "home"
        self.home.mkdir()
        venv.create(self.folder, symlinks=True)
        (self.packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))

    @property
    def packages(self) -> Path:
        (found,) = (self.folder / "lib").glob("python*/site-packages")
        return found

    def install(self, wheel: Path) -> None:
        python = str(self.folder / "bin" / "python")
        pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet"]
        subprocess.run([*pip, "--no-index", "--no-deps", str(wheel)], check=True)

    def razmena(self, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.folder / "bin" / "razmena"), *words],
            cwd=self.home,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.home),
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            input=said,
            capture_output=True,
            text=True,
            check=False,
        )

    def files(self) -> set[Path]:
        return {file for name in PACKAGES for file in (self.packages / name).rglob("*")}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    installed = Installed(tmp_path_factory.mktemp("installed"))
    installed.install(wheel)
    return installed


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    wanted = {
        file.relative_to(ROOT).as_posix()
        for name in PACKAGES
        for file in (ROOT / name).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert len(wanted) > 300
    assert inside == wanted


def test_it_answers_a_question_and_leaves_its_own_folder_alone(installed: Installed) -> None:
    before = installed.files()
    asked = installed.razmena("ask", "how long is a BIP?")
    assert asked.returncode == 0, asked.stderr
    assert "5 to 30 days" in asked.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert installed.files() == before
    assert not (installed.packages / ".cache").exists()


def test_its_commands_are_those_of_the_checkout(installed: Installed) -> None:
    line = '{"programme": "short_phd", "facts": {"role": "student", "cycle": "master"}}\n'
    checked = installed.razmena("rules", "check", "--json", said=line)
    assert json.loads(checked.stdout)["outcome"] == "not_eligible"
    assert installed.razmena("--version").stdout.startswith("razmena ")
    found = installed.razmena("check", "--quick", "--errors")
    assert found.returncode == 0, found.stdout
    assert " 0 errors" in found.stdout


def test_it_has_the_page_the_fonts_and_the_migrations(installed: Installed) -> None:
    program = (
        "from bot.pictures.letters import FONTS\n"
        "from bot.preview.page_routes import FOLDER\n"
        "from bot.storage.sqlite.schema import MIGRATIONS\n"
        "from bot.storage.postgres.schema import MIGRATIONS as OTHERS\n"
        "folders = (FONTS, FOLDER, MIGRATIONS, OTHERS)\n"
        "print(*(file for folder in folders for file in folder.iterdir()))"
    )
    python = str(installed.folder / "bin" / "python")
    shown = subprocess.run(
        [python, "-c", program], cwd=installed.home, check=True, capture_output=True, text=True
    ).stdout
    assert str(installed.packages) in shown
    assert {".ttf", ".html", ".css", ".js", ".sql"} <= {Path(name).suffix for name in shown.split()}
