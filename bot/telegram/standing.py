"""What somebody whose session is gone has asked for, as the database still holds it."""

from collections.abc import Iterable, Iterator

from bot.messages.reminder import Reminder, StoredReminder
from bot.messages.standing import Standing
from bot.storage.standing import KeptRow


def standing_of(rows: Iterable[KeptRow]) -> Standing:
    """Return what rows of the database say; a reminder that cannot be read is left out."""
    rows = tuple(rows)
    return Standing(
        tuple(_reminders(row.content for row in rows if row.kind == "reminder")),
        tuple(row.content for row in rows if row.kind == "news"),
    )


def _reminders(stored: Iterable[str]) -> Iterator[Reminder]:
    for one in stored:
        try:
            yield StoredReminder.from_json(one).reminder
        except ValueError:
            continue  # the clerk that would send it says so in the log
