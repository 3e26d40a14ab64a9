"""Why the bot cannot run, each in one line for the operator."""


class CannotRunError(Exception):
    """The bot cannot run as it is set up; the message is one line that says what to do."""


class TokenRefusedError(CannotRunError):
    """Telegram does not know the token. The token is not in the message."""

    def __init__(self) -> None:
        super().__init__(
            "BOT_TOKEN: Telegram refuses this token; copy it again from @BotFather (/mybots, "
            "API Token), and check BOT_API_URL if you set it"
        )


class AddressTakenError(CannotRunError):
    """Nobody else may listen on the address."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(
            f"HOST, PORT: cannot listen on {host}:{port} ({why}); set PORT to a free port, or stop "
            "the program that uses it"
        )
