"""One call of the Bot API as it arrives: everything is text or an uploaded file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""A JSON object, as the Bot API speaks it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call (multipart)."""

    name: str
    content_type: str
    content: bytes


@dataclass(slots=True)
class Call:
    """A call and what became of it.

    Attributes:
        method: the method's name as the bot wrote it.
        arguments: parameter name to its text; JSON values stay JSON texts.
        files: uploaded files by the name of their part.
        at: seconds since the epoch, by the server's clock.
        status: HTTP status of the answer; None while it is open, 0 when the connection was cut.
        answer: `result`, or the description of the refusal.
    """

    method: str
    arguments: Mapping[str, str]
    files: Mapping[str, Upload] = field(default_factory=dict)
    at: float = 0.0
    status: int | None = None
    answer: Any = None
