"""Firefox without geckodriver: its own Marionette protocol, as far as tests need it."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest

T = TypeVar("T")

NO_FIREFOX = (
    "the pages were NOT tried in Firefox: firefox-esr is missing (apt-get install firefox-esr)"
)
_START_SECONDS, _WAIT_SECONDS = 60.0, 15.0
_PREFERENCES = {
    "marionette.port": 0,
    "browser.startup.page": 0,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.server": "",
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "http://127.0.0.1:9",
    "dom.disable_open_during_load": True,
    # As people have it who do not want to be recognised: a canvas tells nothing true.
    "privacy.resistFingerprinting": True,
}


class Firefox:
    """A browser that is told what to do."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._file = connection.makefile("rb")
        self._number = 0
        self._read()
        self._ask("WebDriver:NewSession", {"capabilities": {}})

    def _read(self) -> Any:
        length = b""
        while (each := self._file.read(1)) != b":":
            length += each
        return json.loads(self._file.read(int(length)))

    def _ask(self, command: str, parameters: dict[str, Any]) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        self._connection.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = self._read()
        assert error is None, error
        return result

    def open(self, address: str) -> None:
        self._ask("WebDriver:Navigate", {"url": address})

    def run(self, script: str, *arguments: object) -> Any:
        """Give what a script returns."""
        asked = {"script": script, "args": list(arguments), "newSandbox": False}
        return self._ask("WebDriver:ExecuteScript", asked)["value"]

    def run_until_done(self, script: str, *arguments: object) -> Any:
        """Give what a script hands to the function that is its last argument."""
        asked = {"script": script, "args": list(arguments), "newSandbox": False}
        return self._ask("WebDriver:ExecuteAsyncScript", asked)["value"]

    def type(self, keys: str) -> None:
        """Press keys, as a person does, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        asked = {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]}
        self._ask("WebDriver:PerformActions", asked)

    def size(self, width: int, height: int) -> None:
        """Make what a page has of the window so wide and high."""
        self._ask("WebDriver:SetWindowRect", {"width": width, "height": height})
        inner = self.run("return [innerWidth, innerHeight]")
        outer = {"width": 2 * width - inner[0], "height": 2 * height - inner[1]}
        self._ask("WebDriver:SetWindowRect", outer)

    def into_frame(self, script: str) -> None:
        """Go into the frame that a script returns."""
        frame = self._ask("WebDriver:ExecuteScript", {"script": script, "args": []})["value"]
        self._ask("WebDriver:SwitchToFrame", {"element": frame})

    def out_of_frames(self) -> None:
        self._ask("WebDriver:SwitchToFrame", {"id": None})

    def until(self, condition: Callable[[], T]) -> T:
        end = time.monotonic() + _WAIT_SECONDS
        while time.monotonic() < end:
            found = condition()
            if found:
                return found
            time.sleep(0.03)
        raise AssertionError(f"this did not happen in {_WAIT_SECONDS:g} s; {self.texts('body')}")

    def texts(self, selector: str) -> list[str]:
        script = "return [...document.querySelectorAll(arguments[0])].map(each => each.innerText)"
        found: list[str] = self.run(script, selector)
        return [text.replace("\N{NO-BREAK SPACE}", " ") for text in found]

    def sees(self, selector: str, text: str) -> None:
        self.until(lambda: any(text in each for each in self.texts(selector)))

    def click(self, selector: str) -> None:
        self.run("document.querySelector(arguments[0]).click()", selector)


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Firefox with nothing stored, and no way but to this machine."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip(NO_FIREFOX)
    lines = [
        f"user_pref({json.dumps(key)}, {json.dumps(_PREFERENCES[key])});" for key in _PREFERENCES
    ]
    (profile / "user.js").write_text("\n".join(lines))
    running = subprocess.Popen(
        [program, "--headless", "--marionette", "--no-remote", "--profile", str(profile)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        port = _port_of(profile, running)
        with socket.create_connection(("127.0.0.1", port), timeout=_START_SECONDS) as connection:
            yield Firefox(connection)
    finally:
        running.terminate()
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _port_of(profile: Path, running: "subprocess.Popen[bytes]") -> int:
    """Give the port on which Firefox listens; it writes it down once it does."""
    file = profile / "MarionetteActivePort"
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and running.poll() is None:
        if file.exists() and (text := file.read_text()).strip():
            return int(text)
        time.sleep(0.05)
    raise AssertionError("Firefox did not start")
