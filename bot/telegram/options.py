"""How the operator wants the bot to run."""

from dataclasses import dataclass, field

from bot.office import Offices


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram sends updates.

    Attributes:
        url: the public address.
        secret: what Telegram proves itself by.
    """

    url: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Options:
    """Everything about the connection to Telegram.

    Attributes:
        token: the bot's token.
        api_url: the Bot API server; None for Telegram's own.
        webhook: None for polling.
        host: where the bot's own server listens.
        port: on which port; 0 for any that is free.
        retention_days: how long a silent session is kept.
        admin_ids: who may use the commands of operators.
        calendar: calendar feeds are served.
        calendar_url: where the bot's own server is reached from outside; None where that is the
            webhook's host, or else this machine alone.
        offices: who answers what the bot cannot.
        api: the rules are served to other programs.
        web: the pages for visitors are served.
        web_url: where they are reached from outside; None where that is the webhook's host, or else
            this machine alone.
        web_origins: sites that may show the chat in a frame.
    """

    token: str = field(repr=False)
    api_url: str | None = None
    webhook: Webhook | None = None
    host: str = "127.0.0.1"
    port: int = 8080
    retention_days: int = 90
    admin_ids: frozenset[int] = frozenset()
    calendar: bool = False
    calendar_url: str | None = None
    api: bool = False
    offices: Offices = field(default_factory=Offices)
    web: bool = False
    web_url: str | None = None
    web_origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """What is known of the program itself, for its operators.

    Attributes:
        version: its version, and its commit where that is known.
        load_seconds: how long it took to load what the bot knows.
        second_opinion: who is asked where finding by words is not sure; None: nobody.
    """

    version: str | None = None
    load_seconds: float | None = None
    second_opinion: str | None = None


UNKNOWN_PROGRAM = Program()
