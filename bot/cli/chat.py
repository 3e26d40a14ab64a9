"""`python -m bot chat`: a conversation in the terminal; `#2` taps the second button."""

import argparse
from datetime import UTC, datetime

from bot.cli.assistant import CannotLoad, load_assistant
from bot.cli.refuse import refuse
from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.messages.effect import Button, Effect, Reply
from bot.messages.event import Event, Said, Tapped
from bot.messages.markup import plain
from locales import keep_together

_PROMPT = "> "


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "--language", default="en", help="the language of the client: en (default) or sr"
    )


def main(arguments: argparse.Namespace) -> int:
    """Talk until the input ends; return the exit status."""
    try:
        assistant = load_assistant()
    except CannotLoad as error:
        return refuse(*str(error).splitlines())
    session = Session.new()
    buttons: list[Button] = []
    line = "/start"
    while True:
        session, buttons = _turn(assistant, session, buttons, line, arguments.language)
        try:
            # Bytes that are no text become question marks, as a front end must see to.
            line = input(_PROMPT).encode(errors="replace").decode()
        except (EOFError, KeyboardInterrupt):
            print()
            return 0


def _turn(
    assistant: Assistant, session: Session, buttons: list[Button], line: str, language: str
) -> tuple[Session, list[Button]]:
    content: Said | Tapped = Said(line)
    if line.startswith("#") and line[1:].isdecimal() and 1 <= int(line[1:]) <= len(buttons):
        content = Tapped(buttons[int(line[1:]) - 1].data)
    event = Event(content, client_language=language)
    session, effects = assistant.respond(session, event, datetime.now(UTC))
    # A session goes through JSON here as it does in storage, so what works here works there.
    session = Session.from_json(session.to_json())
    return session, _show(effects) or buttons


def _show(effects: tuple[Effect, ...]) -> list[Button]:
    buttons: list[Button] = []
    for effect in effects:
        if not isinstance(effect, Reply):
            continue
        print(f"\n{keep_together(plain(effect.html))}\n")
        for row in effect.buttons:
            for button in row:
                buttons.append(button)
                print(f"  #{len(buttons)} {button.label}")
    return buttons
