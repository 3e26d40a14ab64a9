"""From an answer of an office to an entry: drafted, completed, checked, approved, and live."""

from bot.editing.drafting import Answered, draft_entry
from bot.editing.overlay import (
    ApprovedEntry,
    beside_the_files,
    institution_in,
    source_of,
    write_overlay,
)

__all__ = [
    "Answered",
    "ApprovedEntry",
    "beside_the_files",
    "draft_entry",
    "institution_in",
    "source_of",
    "write_overlay",
]
