"""Numbers, units and forms at random: whatever is typed, a person gets a reply."""

import random
from collections.abc import Callable

from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.messages.effect import Reply
from bot.messages.event import Event, Said, Tapped
from tests.reliability.length import of_length
from tests.unit.dialogue.person import NOON

MESSAGES = of_length(short=1_500, long=20_000)
MOST_TURNS = 9

NUMBERS = (
    "0", "1", "2", "7.5", "7,5", "2,5", "0.5", "½", "7½", "8 1/2", "61", "90.5", "20", "30", "31",
    "45", "100", "100.01", "1000", "1.000", "1,000.5", "16383", "16384", "99999", "1e9", "-3",
    "−7", "10^6", "٢٠", "²", "dvadeset", "sedam i po", "pola", "half", "twenty", "00", "1.5.2027",
    "15.2.2027 - 30.6.2027", "2026-10-01", "5-10", "5 do 6", "20 or 30", "9" * 40, "3.14159265",
)  # fmt: skip
UNITS = (
    "", "days", "dana", "day", "months", "meseci", "semestra", "semesters", "sati", "časova",
    "hours", "ESPB", "ECTS", "credits", "poena", "points", "ocena", "grade", "km", "evra", "EUR",
    "godina", "years", "nedelja", "weeks", "putnih dana", "travel days", "%", "h", "d", "m",
)  # fmt: skip
FRAMES = (
    "{}", "{}?", "{} {}", "{}, {}", "{} i {}", "BIP {}", "BIP {} {}", "kratka doktorska {} {}",
    "STA {} {} profesor sa ugovorom", "STT {} {}", "praksa {} {} master", "studije {}, ranije {}",
    "how much money for {} {} PhD", "koliko para za {} doktorand", "koliko mi ostaje posle {}",
    "a za {}?", "and {}?", "umesto {} {}", "grade for {} at the Academy", "semester starts {}",
    "/grant {}", "/grant {} {}", "/duration {}", "/grade {}", "/grade {} {}", "/deadlines {}",
    "/eligibility {}", "/eligibility BIP {} {}", "/eligibility STA {} {}", "yes, {}", "da {} {}",
)  # fmt: skip
OPENINGS = (
    "/eligibility study", "/eligibility short_phd", "/eligibility BIP", "/eligibility STA",
    "/eligibility STT", "/eligibility praksa", "/grant", "/duration", "/grade", "/deadlines",
    "/start account",
)  # fmt: skip
STEPS = ("back", "change", "why", "ne znam", "da", "no", "student", "profesor", "master", "PhD")
_CYRILLIC = dict(
    zip("abvgdđežzijklmnoprstćufhcčšABVGDEZIJKLMNOPRSTUFHC",
        "абвгдђежзијклмнопрстћуфхцчшАБВГДЕЗИЈКЛМНОПРСТУФХЦ", strict=True)
)  # fmt: skip


def to_cyrillic(text: str) -> str:
    return "".join(_CYRILLIC.get(letter, letter) for letter in text)


SCRIPTS: tuple[Callable[[str], str], ...] = (str, str, to_cyrillic)


def test_whatever_number_is_typed_there_is_a_reply(assistant: Assistant) -> None:
    chance = random.Random(20261128)
    done = 0
    while done < MESSAGES:
        session, path = Session.new(), list[Said | Tapped]()
        replies: tuple[Reply, ...] = ()
        for turn in range(chance.randint(1, MOST_TURNS)):
            content = _next(chance, turn, replies)
            path.append(content)
            event = Event(content, client_language=chance.choice(("en", "sr", None)))
            try:
                if isinstance(content, Said) and turn == 0:
                    assistant.inline(content.text, event.client_language, NOON)
                session, effects = assistant.respond(session, event, NOON)
                session = Session.from_json(session.to_json())
            except Exception as error:
                raise AssertionError(f"{error!r} after {path}") from error
            replies = tuple(effect for effect in effects if isinstance(effect, Reply))
            assert all(reply.html.strip() for reply in replies), path
            assert replies, path
            assert not session.restarted, path
            done += 1


def _next(chance: random.Random, turn: int, replies: tuple[Reply, ...]) -> Said | Tapped:
    """Open a form, type a number in some frame, or tap whatever is shown."""
    buttons = [button.data for reply in replies for row in reply.buttons for button in row]
    buttons = [data for data in buttons if data]
    if buttons and chance.random() < 0.25:
        return Tapped(chance.choice(buttons))
    if turn == 0 and chance.random() < 0.5:
        return Said(chance.choice(OPENINGS))
    if chance.random() < 0.12:
        return Said(chance.choice(STEPS))
    return Said(chance.choice(SCRIPTS)(_typed(chance)))


def _typed(chance: random.Random) -> str:
    frame = chance.choice(FRAMES) if chance.random() < 0.6 else "{}"
    return frame.format(*(_amount(chance) for _ in range(frame.count("{}"))))


def _amount(chance: random.Random) -> str:
    return f"{chance.choice(NUMBERS)} {chance.choice(UNITS)}".strip()
