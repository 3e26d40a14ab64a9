"""Times that a clock wrote which was ahead: they are brought back to now.

Else, once the clock is right again, what was written is kept for as much longer as it was ahead:
conversations beyond the days that people were told, numbers of updates until Telegram gives them
anew, and the number where polling goes on beyond the week for which it means something.
"""

from dataclasses import dataclass

from bot.storage.changes import Statement

# Clocks of replicas differ a little.
AHEAD_SECONDS = 3600.0
_BRING_BACK = (
    "UPDATE inbox SET received = ? WHERE received > ?",
    "UPDATE session SET changed = ? WHERE changed > ?",
    "UPDATE outbox SET created = ? WHERE created > ?",
    "UPDATE button_owner SET since = ? WHERE since > ?",
    "UPDATE polling SET saved = ? WHERE saved > ?",
    "UPDATE clearing SET since = ? WHERE since > ?",
    "UPDATE office_talk SET touched = ? WHERE touched > ?",
    "UPDATE entry_draft SET made = ? WHERE made > ?",
    "UPDATE announcement SET made = ? WHERE made > ?",
    "UPDATE pace SET free_at = ? WHERE free_at > ?",
)


@dataclass(frozen=True, slots=True)
class BringBackTimes:
    """Set times of all bots that lie ahead to now."""

    def statements(self, _: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return tuple(Statement(sql, (now, now + AHEAD_SECONDS)) for sql in _BRING_BACK)
