"""Did this help? Two small buttons under a reply, one tap, and a count of it without who tapped."""

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.messages.button_data import Verb, data, parse
from bot.storage.tallies import Count
from bot.telegram import words
from bot.telegram.incoming import Incoming
from bot.telegram.keyboard import BUTTON_DATA_BYTES
from bot.telegram.outgoing import Key, Outgoing
from locales import Locale

_HELPED, _NOT_HELPED = "helped", "not_helped"
_KIND_OF = {"e": "entry", "f": "form"}
_REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class Rating:
    """What somebody said of a reply.

    Attributes:
        what: `helped` or `not_helped`.
        subject: of what, such as `entry:visa-cost`.
    """

    what: str
    subject: str


class Ratings:
    """Takes ratings, one of each message."""

    def __init__(self) -> None:
        # A second tap may come before the buttons are gone.
        self._rated: OrderedDict[tuple[int, int | None], None] = OrderedDict()

    def counts(self, incoming: Incoming, rating: Rating, locale: Locale) -> tuple[Count, ...]:
        """Return what is counted: nothing for a second tap under the same message."""
        key = incoming.chat, incoming.message
        if key in self._rated:
            return ()
        self._rated[key] = None
        if len(self._rated) > _REMEMBERED:
            self._rated.popitem(last=False)
        return (Count(rating.what, rating.subject, locale.value),)


def rating_row(subject: str | None, locale: Locale) -> tuple[Key, ...]:
    """Return the buttons that ask about a reply; none where nobody is asked."""
    if subject is None:
        return ()
    kind, _, name = subject.partition(":")
    try:
        keys = [
            Key(say(locale), data(Verb.RATED, answer, kind[:1], name))
            for answer, say in (("yes", words.helped), ("no", words.not_helped))
        ]
    except ValueError:
        return ()
    return tuple(keys) if all(len(key.data) <= BUTTON_DATA_BYTES for key in keys) else ()


def read_rating(tapped: str) -> Rating | None:
    """Return what a tapped button says of a reply; None for another button."""
    pressed = parse(tapped)
    if pressed is None or pressed.verb is not Verb.RATED:
        return None
    match pressed.arguments:
        case ("yes" | "no" as answer, kind, name) if kind in _KIND_OF:
            what = _HELPED if answer == "yes" else _NOT_HELPED
            return Rating(what, f"{_KIND_OF[kind]}:{name}")
    return None


def remaining_keyboard(message: Mapping[str, Any], tapped: str) -> str | None:
    """Return the buttons of a message without the row that was tapped, as JSON.

    None where the message has no such button: what was tapped is no button of the bot's then.
    """
    markup = message.get("reply_markup")
    rows = markup.get("inline_keyboard") if isinstance(markup, Mapping) else None
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        return None
    others = [row for row in rows if not _has(row, tapped)]
    if len(others) == len(rows):
        return None
    return json.dumps({"inline_keyboard": others}, ensure_ascii=True, separators=(",", ":"))


def _has(row: Any, tapped: str) -> bool:
    buttons = row if isinstance(row, Sequence) and not isinstance(row, str) else ()
    return any(isinstance(one, Mapping) and one.get("callback_data") == tapped for one in buttons)


def thanks(incoming: Incoming, locale: Locale) -> tuple[Outgoing, ...]:
    """Return the end of a rating: the buttons go, and a short notice says thanks."""
    return (
        Outgoing(
            locale=locale.value,
            edit=incoming.message,
            keyboard=incoming.keyboard,
            query=incoming.query,
            notice=words.thanks(locale),
        ),
    )
