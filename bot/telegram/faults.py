"""What Telegram's refusals mean for a message that is to be sent."""

import re
from dataclasses import dataclass
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.transport import UnsureError


class Remedy(StrEnum):
    """What to do about a refusal; the values are names in the metrics."""

    WAIT = "wait"  # too many requests: again after so many seconds
    UNSURE = "unsure"  # the line broke on the way: once more, and never a third time
    RETRY = "retry"  # the network, or Telegram's own trouble: again, later and later
    MOVED = "moved"  # the group has a new id: again, there
    GONE = "gone"  # blocked, put out, deleted: forget the chat
    UNCHANGED = "unchanged"  # the message reads like this already: as good as done
    STALE = "stale"  # the tap is too old to be answered: as good as done
    NOT_EDITABLE = "not_editable"  # send a new message instead
    MARKUP = "markup"  # send it without markup
    BUTTONS = "buttons"  # send it without buttons
    RICH = "rich"  # send it as a text
    MEDIA = "media"  # send it without picture or file
    THREAD = "thread"  # send it outside the topic
    REFUSED = "refused"  # nothing helps


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal and what belongs to it.

    Attributes:
        fault: what to do about it.
        seconds: how long to wait, for `WAIT`.
        chat: the new id, for `MOVED`.
    """

    fault: Remedy
    seconds: float = 0.0
    chat: int = 0


# Telegram tells these apart by words alone; lower case, parts of the description.
_BY_WORDS: tuple[tuple[Remedy, tuple[str, ...]], ...] = (
    (Remedy.UNCHANGED, ("message is not modified",)),
    (Remedy.STALE, ("query is too old", "query id is invalid", "query_id_invalid")),
    (
        Remedy.NOT_EDITABLE,
        (
            "message to edit not found",
            "message can't be edited",
            "message_id_invalid",
            "message identifier is not specified",
            "there is no text in the message to edit",
        ),
    ),
    (Remedy.THREAD, ("message thread not found", "topic_closed", "topic_deleted", "topic closed")),
    (
        Remedy.MEDIA,
        (
            "photo_",
            "image_process_failed",
            "wrong file",
            "file must be non-empty",
            "rights to send photos",
            "rights to send documents",
            "file is too big",
        ),
    ),
    (
        Remedy.RICH,
        (
            "rich_message",
            "rich message",
            "richblock",
            "inputrich",
            "pageblock",
            "rich text",
            "rich_validate",
        ),
    ),
    (Remedy.MARKUP, ("can't parse entities", "entity_")),
    (Remedy.BUTTONS, ("button_", "inline keyboard", "reply markup", "reply_markup")),
    (
        Remedy.GONE,
        (
            "chat not found",
            "user not found",
            "peer_id_invalid",
            "user is deactivated",
            "chat was deleted",
            "user_is_blocked",
            "bot was kicked",
        ),
    ),
)


def classify(error: TelegramError) -> Refusal:
    """Return what to do about an error of the library."""
    match error:
        case RetryAfter():
            return Refusal(Remedy.WAIT, seconds=retry_seconds(error))
        case ChatMigrated():
            return Refusal(Remedy.MOVED, chat=error.new_chat_id)
        case Forbidden():
            return Refusal(Remedy.GONE)
        case BadRequest():
            return Refusal(_by_words(error.message.lower()))
        case UnsureError():
            return Refusal(Remedy.UNSURE)
        case TimedOut() | NetworkError() | InvalidToken():
            return Refusal(Remedy.RETRY)
        case _:
            return Refusal(Remedy.RETRY)


def retry_seconds(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


def _by_words(description: str) -> Remedy:
    for fault, parts in _BY_WORDS:
        if any(part in description for part in parts):
            return fault
    return Remedy.REFUSED


def describe(error: TelegramError) -> str:
    """Return the error for the log.

    Its kind, and Telegram's words without what it quotes of ours.
    """
    if isinstance(error, BadRequest | Forbidden):
        words = re.sub(r'"[^"]*"|\'[^\']*\'', '"…"', error.message)
        return f"{type(error).__name__}: {words[:200]}"
    cause = error.__cause__
    return type(error).__name__ + (f" ({type(cause).__name__})" if cause is not None else "")
