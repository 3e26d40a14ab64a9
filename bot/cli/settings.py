"""Settings from the environment. What is wrong is told all at once; secrets are never repeated."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from bot.cli.contacts import Contacts, ContactsError, read_contacts
from bot.storage import DEFAULT_URL, AddressError, check_address
from bot.telegram.options import Options, Webhook

DEFAULT_RETENTION_DAYS = 90
_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{1,256}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_ORIGIN = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
# https://core.telegram.org/bots/api#setwebhook
_TELEGRAM_PORTS = (443, 80, 88, 8443)
_LONGEST_RETENTION_DAYS = 3650

Value = TypeVar("Value")


class SettingsError(Exception):
    """Settings that cannot be used.

    Attributes:
        lines: one line for each: which one, what is wrong, what is allowed.
    """

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True, slots=True)
class Settings:
    """How the operator wants the bot to run.

    Attributes:
        telegram: token, address, polling or webhook, host and port, retention, admins.
        database_url: where everything is kept.
        contacts: what the operator gives as contacts, per institution.
    """

    telegram: Options
    database_url: str = field(repr=False)
    contacts: Mapping[str, str] = field(default_factory=dict)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings in the environment. One that is empty counts as not set.

    Raises:
        SettingsError: for what is missing or wrong.
    """
    reader = _Reader(environment)
    token = reader.take("BOT_TOKEN", _token, required=_WITHOUT_ONE)
    api_url = reader.take("BOT_API_URL", _api_url)
    database_url = reader.take("DATABASE_URL", _database_url) or DEFAULT_URL
    mode = reader.take("BOT_MODE", _mode) or "polling"
    webhook = _webhook(reader, own_server=api_url is not None) if mode == "webhook" else None
    host = reader.take("HOST", _host) or "127.0.0.1"
    port = reader.take("PORT", _port)
    retention = reader.take("RETENTION_DAYS", _retention_days)
    staff_chat_id = reader.take("STAFF_CHAT_ID", _chat_id)
    admin_ids = reader.take("ADMIN_IDS", _admin_ids)
    contacts = reader.take("CONTACTS", _contacts) or Contacts()
    if staff_chat_id is not None:
        contacts = contacts.with_general_chat(staff_chat_id)
    elif contacts.lacks_a_chat:
        reader.problems.append(
            "STAFF_CHAT_ID is not set, and CONTACTS has a default office without a staff_chat; "
            "set one of them"
        )
    calendar = reader.take("CALENDAR", _calendar)
    api = reader.take("API", _switch)
    web = reader.take("WEB", _web)
    origins = reader.take("WEB_ORIGINS", _origins)
    if reader.problems or token is None:
        raise SettingsError(tuple(reader.problems))
    options = Options(
        token=token,
        api_url=api_url,
        webhook=webhook,
        host=host,
        port=8080 if port is None else port,
        retention_days=DEFAULT_RETENTION_DAYS if retention is None else retention,
        admin_ids=admin_ids or frozenset(),
        calendar=calendar not in (None, "0"),
        calendar_url=calendar if calendar not in (None, "0", "1") else None,
        api=api or False,
        web=web not in (None, "0"),
        web_url=web if web not in (None, "0", "1") else None,
        web_origins=origins or (),
        offices=contacts.offices,
    )
    return Settings(options, database_url, contacts.texts)


def read_database_url(environment: Mapping[str, str]) -> str:
    """Return where everything is kept, for a command that needs nothing else.

    Raises:
        SettingsError: it is no such address.
    """
    reader = _Reader(environment)
    url = reader.take("DATABASE_URL", _database_url) or DEFAULT_URL
    if reader.problems:
        raise SettingsError(tuple(reader.problems))
    return url


def read_preview_settings(environment: Mapping[str, str]) -> tuple[int | None, tuple[str, ...]]:
    """Return the port that is set, None for any, and the sites that may show the chat.

    Raises:
        SettingsError: one of them is wrong.
    """
    reader = _Reader(environment)
    port = reader.take("PORT", _port)
    origins = reader.take("WEB_ORIGINS", _origins)
    if reader.problems:
        raise SettingsError(tuple(reader.problems))
    return port, origins or ()


class _Reader:
    """Takes settings one by one and notes what is wrong with them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.problems: list[str] = []

    def take(
        self, name: str, read: Callable[[str], Value], *, required: str | None = None
    ) -> Value | None:
        """Return a setting's value; None when it is not set, or wrong."""
        text = self._environment.get(name, "").strip()
        if not text:
            if required is not None:
                self.problems.append(f"{name} is not set; {required}")
            return None
        try:
            return read(text)
        except ValueError as error:
            self.problems.append(f"{name} {error}")
            return None


def _webhook(reader: _Reader, *, own_server: bool) -> Webhook | None:
    def public_url(text: str) -> str:
        return _webhook_url(text, own_server=own_server)

    url = reader.take(
        "WEBHOOK_URL",
        public_url,
        required="BOT_MODE=webhook needs the public address, such as https://bot.example.org/hook",
    )
    secret = reader.take(
        "WEBHOOK_SECRET",
        _secret,
        required="BOT_MODE=webhook needs a secret of 16 to 256 letters, digits, _ and -; make one "
        "with: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'",
    )
    return None if url is None or secret is None else Webhook(url, secret)


_WITHOUT_ONE = (
    "get a token from @BotFather on Telegram (send /newbot), then start with "
    "BOT_TOKEN=<token>; without one, try: python -m bot preview"
)


def _token(text: str) -> str:
    if _TOKEN.fullmatch(text) is None:
        raise ValueError(
            "is not a token; a token from @BotFather looks like 123456789:AbC-dEf (digits, a "
            "colon, letters): copy it again"
        )
    return text


def _api_url(text: str) -> str:
    parts = _split(text)
    if parts is None or parts.scheme not in ("http", "https") or parts.query or parts.fragment:
        raise ValueError(
            "is not an address of a Bot API server; allowed: http:// or https:// with a host, such "
            "as http://127.0.0.1:8081"
        )
    return text.rstrip("/")


def _webhook_url(text: str, *, own_server: bool) -> str:
    parts = _split(text)
    schemes = ("https", "http") if own_server else ("https",)
    if parts is None or parts.scheme not in schemes or parts.fragment:
        raise ValueError(
            "is not an address that Telegram can send to; allowed: https:// with a host, such as "
            "https://bot.example.org/hook"
        )
    if not own_server and (parts.port or 443) not in _TELEGRAM_PORTS:
        allowed = ", ".join(map(str, _TELEGRAM_PORTS))
        raise ValueError(f"has port {parts.port}, where Telegram does not send; allowed: {allowed}")
    return text


def _split(text: str) -> Any:
    """Return the parts of an address with a host; None for what is none."""
    if re.search(r"\s", text):
        return None
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if has_host else None


def _database_url(text: str) -> str:
    try:
        check_address(text)
    except AddressError as error:
        raise ValueError(str(error)) from None
    return text


def _mode(text: str) -> str:
    if text not in ("polling", "webhook"):
        raise ValueError(f"is {text!r}; allowed: polling (default), webhook")
    return text


def _secret(text: str) -> str:
    if _SECRET.fullmatch(text) is None:
        raise ValueError(
            "is too short or too long, or has a character that is not allowed; allowed: 16 to 256 "
            "letters, digits, _ and -"
        )
    return text


def _host(text: str) -> str:
    if re.search(r"[\s/]", text):
        raise ValueError(f"is {text!r}; allowed: an address or a host name, such as 127.0.0.1")
    return text


def _port(text: str) -> int:
    return _number(text, 0, 65535, "a port number from 1 to 65535 (0: any free one)")


def _retention_days(text: str) -> int:
    return _number(
        text, 1, _LONGEST_RETENTION_DAYS, f"whole days from 1 to {_LONGEST_RETENTION_DAYS}"
    )


def _chat_id(text: str) -> int:
    allowed = "the whole number that Telegram gives the chat"
    number = _number(text, -(1 << 60), 1 << 60, allowed)
    if not number:
        raise ValueError(f"is 0; allowed: {allowed}")
    return number


def _admin_ids(text: str) -> frozenset[int]:
    allowed = "user ids separated by commas, such as 123456789,987654321"
    return frozenset(_number(part.strip(), 1, 1 << 60, allowed) for part in text.split(","))


def _switch(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(f"is {text[:60]!r}; allowed: 1 (on), 0 (off)")
    return text == "1"


def _calendar(text: str) -> str:
    if text in ("0", "1"):
        return text
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(
            f"is {text[:60]!r}; allowed: 1, 0, or the public address of the bot's own server, such "
            "as https://bot.example.org"
        )
    return text.rstrip("/")


def _web(text: str) -> str:
    if text in ("0", "1"):
        return text
    if _origin(text.rstrip("/")) is None:
        raise ValueError(
            f"is {text[:60]!r}; allowed: 1, 0, or the public address of the bot's own server, "
            "without a path, such as https://bot.example.org"
        )
    return text.rstrip("/")


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(dict.fromkeys(part.strip().rstrip("/").lower() for part in text.split(",")))
    for origin in origins:
        if _origin(origin) is None:
            raise ValueError(
                f"has {origin[:60]!r}; allowed: origins separated by commas, without a path, such "
                "as https://www.example.org,https://example.org"
            )
    return origins


def _origin(text: str) -> str | None:
    """Return an origin; None for what is none. Letters that end a header's part are in no host."""
    return text if _ORIGIN.fullmatch(text) and _split(text) is not None else None


def _number(text: str, least: int, most: int, allowed: str) -> int:
    if re.fullmatch(r"-?[0-9]{1,19}", text) is None or not least <= int(text) <= most:
        raise ValueError(f"is {text[:40]!r}; allowed: {allowed}")
    return int(text)


def _contacts(text: str) -> Contacts:
    try:
        return read_contacts(Path(text))
    except ContactsError as error:
        raise ValueError(f"names a file that cannot be used: {error}") from None
