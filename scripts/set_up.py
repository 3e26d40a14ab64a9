"""Make the virtual environment and install a lock file into it: `make` calls this.

    python3 scripts/set_up.py .venv requirements.lock ...

What is installed already is left alone, so this runs before every command. The packages are
installed by uv, itself a pinned package; where uv cannot do it, pip does: see
docs/decisions/0006-set-up-and-package.md. Whatever goes wrong ends in one line that says what to
do.
"""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
UV_LOCK = ROOT / "requirements-uv.lock"
# Stands in the environment while packages are being installed, and stays if that is interrupted.
UNFINISHED = ".unfinished"
_LOG = "set-up.log"
_CANNOT = 2
# pip's settings that uv does not read, and the variables it reads instead.
_FOR_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "cert": "SSL_CERT_FILE",
    "trusted-host": "UV_INSECURE_HOST",
    "proxy": "ALL_PROXY",
}
_PIP_SETTING = re.compile(r"^(?:global|site|user|install|:env:)\.([a-z-]+)='(.*)'$", re.MULTILINE)

_NETWORK = re.compile(
    r"name resolution|dns error|Name or service not known|getaddrinfo|Network is unreachable"
    r"|Connection refused|Failed to connect|NewConnectionError|ConnectTimeout|Read timed out"
    r"|Cannot connect to proxy|ProxyError|tcp connect error|operation timed out|nodename nor"
    r" servname",
    re.IGNORECASE,
)
_NOT_BUILT = re.compile(
    r"Failed to build (?:wheel for )?`?([\w.-]+?)(?:==[^`\s]+)?`?$"
    r"|Failed building wheel for ([\w.-]+)",
    re.MULTILINE,
)
_FULL = re.compile(r"No space left on device|Disk quota exceeded", re.IGNORECASE)
_CHANGED = re.compile(r"hash(?:es)? (?:mismatch|do not match|does not match)", re.IGNORECASE)


class SetUpError(Exception):
    """The environment cannot be set up; the message says why and what to do."""


def main(arguments: Sequence[str]) -> int:
    """Set up; return the exit status."""
    folder, *locks = arguments
    try:
        set_up(Path(folder), [ROOT / lock for lock in locks])
    except SetUpError as error:
        print(f"razmena: {error}", file=sys.stderr)
        return _CANNOT
    except KeyboardInterrupt:
        print("razmena: set-up was interrupted; the next start begins it anew", file=sys.stderr)
        return 130
    return 0


def set_up(folder: Path, locks: Sequence[Path]) -> None:
    """Bring the environment to what the lock files say.

    Raises:
        SetUpError: it cannot be done on this machine as it is.
    """
    unknown = [lock.name for lock in locks if not lock.exists()]
    if unknown:
        raise SetUpError(f"there is no {unknown[0]}; EXTRAS may be: postgresql, semantic")
    python = folder / "bin" / "python"
    sound = _is_sound(folder, python)
    due = [lock for lock in locks if not sound or not _is_installed(folder, lock)]
    if not due:
        return
    print("Setting up (once, some seconds) ...", flush=True)
    if not sound or not _has_pip(python):
        _make(folder)
    unfinished = folder / UNFINISHED
    _write(unfinished, "")
    try:
        for lock in due:
            _install(folder, python, lock)
            _write(_stamp(folder, lock), _fingerprint(lock))
    except SetUpError:
        # The installer ended by itself; what it left can be built upon.
        unfinished.unlink()
        raise
    unfinished.unlink()


def _is_sound(folder: Path, python: Path) -> bool:
    """Check that the environment is whole, where it was made, and its Python still there."""
    if (folder / UNFINISHED).exists() or not python.exists():
        return False
    told = _run([str(python), "-c", "import sys; print(sys.version_info >= (3, 11))"])
    return told.returncode == 0 and told.stdout.strip() == "True" and not _was_moved(folder)


def _was_moved(folder: Path) -> bool:
    """Check for another place than that of its programs, which name their Python in full."""
    if folder.is_symlink():
        return False  # it belongs to somebody else, who knows where it stands
    try:
        described = (folder / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return True
    made = re.search(r"^command = .* (/.*)$", described, re.MULTILINE)
    return made is not None and Path(made[1]).resolve() != folder.resolve()


def _has_pip(python: Path) -> bool:
    return _run([str(python), "-m", "pip", "--version"]).returncode == 0


def _make(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not _looks_like_an_environment(folder):
        raise SetUpError(
            f"{folder} is there and is not a virtual environment; move it away, or name another "
            "folder: make VENV=<folder>"
        )
    if folder.is_symlink():
        raise SetUpError(
            f"{folder} is a link to an environment that does not work; make that one anew, or "
            f"remove the link: rm {folder}"
        )
    if not folder.exists() and not os.access(folder.absolute().parent, os.W_OK):
        raise SetUpError(
            f"{folder.absolute().parent} cannot be written, and the packages go to {folder.name} "
            "in it; name another folder for them: make run VENV=/tmp/razmena-venv"
        )
    if folder.exists():
        print(f"{folder} is unfinished, was moved, or its Python is gone: making it anew")
    made = _run([sys.executable, "-m", "venv", "--clear", str(folder)])
    if made.returncode != 0:
        said = made.stdout + made.stderr
        if "ensurepip" in said:
            raise SetUpError(
                "this Python cannot make a virtual environment; on Debian and Ubuntu: "
                "apt install python3-venv"
            )
        raise SetUpError(_why(said, folder))


def _looks_like_an_environment(folder: Path) -> bool:
    return any((folder / name).exists() for name in ("pyvenv.cfg", "bin", UNFINISHED))


def _install(folder: Path, python: Path, lock: Path) -> None:
    if _install_with_uv(folder, python, lock):
        return
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = _run([*pip, "--retries", "2", "--require-hashes", "-r", str(lock)])
    if done.returncode != 0:
        said = done.stdout + done.stderr
        _write(folder / _LOG, said)
        raise SetUpError(_why(said, folder))


def _install_with_uv(folder: Path, python: Path, lock: Path) -> bool:
    """Install with uv; return False where pip has to do it.

    Raises:
        SetUpError: there is no network, so that pip need not try either.
    """
    uv = folder / "bin" / "uv"
    if not uv.exists():
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        only = ["--retries", "2", "--only-binary", ":all:", "--require-hashes"]
        got = _run([*pip, *only, "-r", str(UV_LOCK)])
        if got.returncode != 0:
            said = got.stdout + got.stderr
            if _NETWORK.search(said):
                _write(folder / _LOG, said)
                raise SetUpError(_why(said, folder))
            return False
    install = [str(uv), "pip", "install", "--quiet", "--python", str(python)]
    done = _run([*install, "--require-hashes", "-r", str(lock)], _settings_for_uv(python))
    return done.returncode == 0


def _settings_for_uv(python: Path) -> dict[str, str]:
    """Give uv the mirror, certificate and proxy that pip is set up with."""
    listed = _run([str(python), "-m", "pip", "config", "list"]).stdout
    return {
        _FOR_UV[name]: value
        for name, value in _PIP_SETTING.findall(listed)
        if name in _FOR_UV and _FOR_UV[name] not in os.environ
    }


def _why(said: str, folder: Path) -> str:
    """Say in one line why an installer failed."""
    log = f"(details: {folder / _LOG})" if (folder / _LOG).exists() else ""
    if _FULL.search(said):
        return f"the disk is full; packages and caches need about 400 MB {log}".strip()
    if _CHANGED.search(said):
        return (
            "a package that was downloaded is not the one that the lock file names: a mirror "
            f"or proxy changes it, or it was tampered with {log}"
        )
    if (built := _NOT_BUILT.search(said)) is not None:
        version = ".".join(map(str, sys.version_info[:2]))
        return (
            f"{built[1] or built[2]} has no ready-made package for Python {version} here and "
            "could not be compiled; install a C compiler (Debian: apt install build-essential "
            f"python3-dev) or take another Python: make run PYTHON=python3.12 {log}"
        )
    if _NETWORK.search(said):
        return (
            "packages cannot be downloaded: no connection to the package index; check the "
            f"network, or name a mirror: PIP_INDEX_URL=https://... make run {log}"
        )
    lines = [line for line in said.splitlines() if line.strip()]
    return (
        f"packages cannot be installed: {lines[-1].strip() if lines else 'no reason given'} {log}"
    )


def _is_installed(folder: Path, lock: Path) -> bool:
    try:
        return _stamp(folder, lock).read_text(encoding="utf-8") == _fingerprint(lock)
    except OSError:
        return False


def _stamp(folder: Path, lock: Path) -> Path:
    return folder / f".{lock.stem}.installed"


def _fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SetUpError(f"{file} cannot be written: {error.strerror}") from None


def _run(
    command: Sequence[str], settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **(settings or {})},
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
