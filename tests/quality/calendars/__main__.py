"""Show our calendars to readers of others: `python -m tests.quality.calendars`.

Needs `pip install ics==0.7.3 recurring-ical-events==3.8.2`, node and npm with the network, and
khal, which is left out where it is missing. Prints a table; the exit status is 1 where a reader saw
something else than it should.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.cli.assistant import load_assistant
from bot.forms.calendar_feed import CalendarFeed
from locales import Locale
from tests.quality.calendars import readers
from tests.quality.calendars.readers import NODE_PACKAGES, NotInstalledError, Seen

ZONES = ("Europe/Belgrade", "America/New_York", "Asia/Tokyo")
MADE = datetime(2026, 9, 1, 12, tzinfo=UTC)
FIRST, MOVED, NEXT = date(2026, 10, 1), date(2026, 10, 5), date(2027, 2, 15)

Reader = Callable[[Sequence[Path], str], dict[str, Seen]]


def main() -> int:
    """Try every reader; return the exit status."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = _files(folder)
        wrong = 0
        print(f"{'reader':<34}{'once':>7}{'twice':>7}{'moved':>7}{'next':>7}{'9:00':>7}")
        for reader, read in _readers(folder).items():
            try:
                row = _tried(read, files)
            except NotInstalledError:
                print(f"{reader:<34} not installed")
                continue
            wrong += sum(cell.startswith("WRONG") for cell in row)
            print(f"{reader:<34}" + "".join(f"{cell:>7}" for cell in row))
    return 1 if wrong else 0


def _files(folder: Path) -> dict[str, Path]:
    """The same semester, moved two days later, and the semester after it."""
    assistant = load_assistant()
    files = {}
    made_of = {"first": (FIRST, 0), "moved": (MOVED, 2), "next": (NEXT, 3)}
    for name, (start, days) in made_of.items():
        made = MADE + timedelta(days=days)
        text = assistant.calendar(CalendarFeed(start, Locale.SR_CYRL, made, "asss").name, made)
        if text is None:
            raise SystemExit("no calendar was made")
        files[name] = folder / f"{name}.ics"
        files[name].write_bytes(text.encode())
    return files


def _readers(folder: Path) -> Mapping[str, Reader]:
    packages = folder / "node"
    packages.mkdir()
    subprocess.run(
        [readers.program("npm"), "install", "--silent", "--no-audit", "--no-fund", *NODE_PACKAGES],
        cwd=packages, check=True,
    )  # fmt: skip
    khal = folder / "khal"
    khal.mkdir()
    return {
        "ics.py": readers.ics_py,
        "icalendar + recurring-ical-events": readers.icalendar,
        "ical.js": readers.node("ical.js", packages),
        "node-ical": readers.node("node-ical", packages),
        "khal": readers.khal(khal),
    }


def _tried(read: Reader, files: Mapping[str, Path]) -> list[str]:
    """Whether a reader sees the right days and reminders, however the files are imported."""
    first, moved, following = files["first"], files["moved"], files["next"]
    cases = (
        ([first], _days(FIRST)),
        ([first, first], _days(FIRST)),
        ([first, first, moved], _days(MOVED)),
        ([first, moved, following], _days(MOVED) | _days(NEXT)),
    )
    row = []
    reminders: set[bool] = set()
    for imported, expected in cases:
        right = True
        for zone in ZONES:
            seen = read(imported, zone)
            right &= {event.day for event in seen.values()} == expected
            right &= len(seen) == len(expected)
            right &= all(event.described for event in seen.values())
            right &= all(event.transparent in (True, None) for event in seen.values())
            reminders |= {
                event.reminder == f"{date.fromisoformat(event.day) - timedelta(days=7)} 09:00"
                for event in seen.values()
                if event.reminder is not None
            }
        row.append("ok" if right else "WRONG")
    row.append("-" if not reminders else "ok" if reminders == {True} else "WRONG")
    return row


def _days(start: date) -> set[str]:
    """The two deadlines before a semester, by the Academy's published rule."""
    return {str(start - timedelta(days=7)), str(start - timedelta(days=3))}


if __name__ == "__main__":
    sys.exit(main())
