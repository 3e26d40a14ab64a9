"""From an answer of an office to an entry: drafted, completed, checked, approved, and live."""

from bot.editing.drafting import Answered, draft_entry
from bot.editing.overlay import ApprovedEntry, write_overlay

__all__ = ["Answered", "ApprovedEntry", "draft_entry", "write_overlay"]
