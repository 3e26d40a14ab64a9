"""How the Bot API says no: a code, words, and now and then a parameter for the bot."""

from typing import Any


class RefusalError(Exception):
    """A call that Telegram would refuse, in its own words.

    Attributes:
        code: the HTTP status and `error_code`.
        description: the words, prefix included ("Bad Request: chat not found").
        parameters: `retry_after` in seconds or `migrate_to_chat_id`, where Telegram gives one.
    """

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def to_json(self) -> dict[str, Any]:
        """Return the body of the answer."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(words: str) -> RefusalError:
    """Return the refusal 400 with Telegram's prefix."""
    return RefusalError(400, f"Bad Request: {words}")


def forbidden(words: str) -> RefusalError:
    """Return the refusal 403 with Telegram's prefix."""
    return RefusalError(403, f"Forbidden: {words}")


def too_many_requests(retry_after: int) -> RefusalError:
    """Return the refusal 429; `retry_after` is in seconds."""
    return RefusalError(
        429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after
    )
