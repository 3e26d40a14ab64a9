"""The name of a conversation with an office: it opens every message about it in the staff chat.

A reply to such a message is known by it, whatever happened to the bot between sending the message
and noting that it is out. Telegram shows it as a hashtag, which finds the whole conversation.
"""

import re
import secrets

# Without letters and digits that are taken for one another.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 7
_ASIDE = " – "
_CODE = re.compile(rf"#([{_LETTERS}]{{{_LENGTH}}})(?![A-Za-z0-9_])")


def new_code() -> str:
    """Return a code that nobody can guess and that is not in use."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def coded(code: str, html: str) -> str:
    """Return a message of the staff chat under the code of its conversation."""
    return f"#{code} · {html}"


def aside(code: str, html: str) -> str:
    """Return a line to the staff alone under the code of a conversation."""
    return f"#{code}{_ASIDE}{html}"


def is_aside(text: str) -> bool:
    """Return whether a message is a line to the staff alone, about a conversation."""
    found = _CODE.match(text)
    return found is not None and text[found.end() :].startswith(_ASIDE)


def code_of(text: str) -> str | None:
    """Return the code that a message opens with; None where it opens with none."""
    found = _CODE.match(text)
    return None if found is None else found[1]
