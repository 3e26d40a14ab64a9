"""Calendar readers of others: what each makes of our files, imported one after the other."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import ics
import recurring_ical_events
from icalendar import Calendar

HERE = Path(__file__).parent
NODE_PACKAGES = ("ical.js@2.2.1", "node-ical@0.27.2")


@dataclass(frozen=True, slots=True)
class Seen:
    """An event as a reader shows it.

    Attributes:
        day: the day it stands on.
        reminder: when it reminds, by the local clock; None where the reader does not tell.
        transparent: whether it keeps nobody busy; None where the reader does not tell.
        described: whether its description is there.
    """

    day: str
    reminder: str | None
    transparent: bool | None
    described: bool


class NotInstalledError(Exception):
    """The reader is not on this machine."""


def program(name: str) -> str:
    """Return the path of a program of this machine.

    Raises:
        NotInstalledError: there is none.
    """
    found = shutil.which(name)
    if found is None:
        raise NotInstalledError(name)
    return found


def ics_py(files: Sequence[Path], zone: str) -> dict[str, Seen]:
    """Read with ics.py, with the zone in force."""
    found: dict[str, tuple[int, Seen]] = {}
    for file in files:
        for event in ics.Calendar(file.read_text(encoding="utf-8")).events:
            sequence = int(next(line.value for line in event.extra if line.name == "SEQUENCE"))
            trigger = event.alarms[0].trigger if event.alarms else None
            reminder = None if trigger is None else _minute(event.begin.date(), trigger, zone)
            seen = Seen(
                str(event.begin.date()), reminder, event.transparent, bool(event.description)
            )
            if event.uid not in found or found[event.uid][0] <= sequence:
                found[event.uid] = sequence, seen
    return {uid: seen for uid, (_, seen) in found.items()}


def icalendar(files: Sequence[Path], zone: str) -> dict[str, Seen]:
    """Read with icalendar and expand with recurring-ical-events, as feed readers do."""
    found: dict[str, tuple[int, Seen]] = {}
    for file in files:
        calendar = Calendar.from_ical(file.read_bytes())
        for event in recurring_ical_events.of(calendar).between((2026, 1, 1), (2028, 1, 1)):
            day = event.decoded("dtstart")
            alarms = event.walk("VALARM")
            trigger = alarms[0].decoded("trigger") if alarms else None
            seen = Seen(
                str(day),
                None if trigger is None else _minute(day, trigger, zone),
                event["transp"] == "TRANSPARENT",
                bool(event["description"]),
            )
            uid, sequence = str(event["uid"]), int(event["sequence"])
            if uid not in found or found[uid][0] <= sequence:
                found[uid] = sequence, seen
    return {uid: seen for uid, (_, seen) in found.items()}


def node(library: str, packages: Path) -> Callable[[Sequence[Path], str], dict[str, Seen]]:
    """Read with a JavaScript library that npm put into `packages`."""

    def read(files: Sequence[Path], zone: str) -> dict[str, Seen]:
        command = [program("node"), str(HERE / "read_ical.cjs"), library, *map(str, files)]
        environment = {**os.environ, "TZ": zone, "NODE_PATH": str(packages / "node_modules")}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
        return {
            uid: Seen(each["day"], each["reminder"], each["transparent"], each["description"] > 0)
            for uid, each in json.loads(done.stdout).items()
        }

    return read


def khal(folder: Path) -> Callable[[Sequence[Path], str], dict[str, Seen]]:
    """Import into khal and list what its calendar then shows."""

    def read(files: Sequence[Path], zone: str) -> dict[str, Seen]:
        khal_program = program("khal")
        home = Path(tempfile.mkdtemp(dir=folder))
        settings = home / "config"
        settings.write_text(
            f"[calendars]\n[[own]]\npath = {home}/own\ntype = calendar\n"
            f"[locale]\nlocal_timezone = {zone}\ndefault_timezone = {zone}\n"
            "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            f"[sqlite]\npath = {home}/khal.db\n[default]\ndefault_calendar = own\n",
            encoding="utf-8",
        )
        (home / "own").mkdir()
        # A khal of the system must not see the packages of this environment.
        environment = {"PATH": "/usr/bin:/bin", "TZ": zone, "HOME": str(home), "LANG": "C.UTF-8"}

        def run(*arguments: str) -> str:
            done = subprocess.run(
                [khal_program, "-c", str(settings), *arguments],
                capture_output=True, text=True, env=environment, check=True,
            )  # fmt: skip
            return done.stdout

        for file in files:
            run("import", "--batch", str(file))
        listed = run(
            "list", "--day-format", "", "--format", "{uid}|{start-date}|{description}@@",
            "2026-01-01", "730d",
        )  # fmt: skip
        found = {}
        for entry in listed.split("@@"):
            match = re.match(r"\s*([^|\s]+)\|([^|]+)\|(.*)", entry, re.DOTALL)
            if match is not None:
                uid, day, description = match.groups()
                if uid in found:
                    raise AssertionError(f"khal shows {uid} twice")
                found[uid] = Seen(day, None, None, bool(description.strip()))
        return found

    return read


def _minute(day: date, trigger: timedelta | datetime, zone: str) -> str:
    """When an alarm of an all-day event rings, by the clock of a zone."""
    midnight = datetime.combine(day, datetime.min.time(), ZoneInfo(zone))
    at = trigger if isinstance(trigger, datetime) else midnight + trigger
    return f"{at:%Y-%m-%d %H:%M}"
