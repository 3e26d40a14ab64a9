"""Statements that are true or false of the person, and hours: "imam ugovor", "8 časova nastave"."""

from collections.abc import Mapping

from bot.conversation.reading.found import Found, Unclear
from bot.conversation.reading.limits import not_the_persons
from bot.conversation.reading.numbers import Number
from bot.conversation.reading.words import Message, Phrases, word_set

_STATEMENTS = Phrases[tuple[str, bool]](
    {
        "pokriva|pokrivam|obuhvata ceo|celi|cijeli semestar": ("covers_term", True),
        "ne pokriva|pokrivam|obuhvata ceo|celi|cijeli semestar": ("covers_term", False),
        "nije|manje ceo|celi|cijeli semestar": ("covers_term", False),
        "cover|covers|covering the|a whole|full|entire semester|term": ("covers_term", True),
        "not cover the|a whole|full|entire semester|term": ("covers_term", False),
        "doesn't cover the|a whole|full|entire semester|term": ("covers_term", False),
        "not the|a whole|full|entire semester|term": ("covers_term", False),
        "sa virtueln*|onlajn|online del*": ("virtual_part", True),
        "ima virtueln*|onlajn|online deo": ("virtual_part", True),
        "bez virtueln*|onlajn|online del*": ("virtual_part", False),
        "nema virtueln*|onlajn|online del*|deo": ("virtual_part", False),
        "with a|an virtual|online part": ("virtual_part", True),
        "has a|an virtual|online part": ("virtual_part", True),
        "no|without virtual|online part": ("virtual_part", False),
        "without a|an|any virtual|online part": ("virtual_part", False),
        "preko faksa|fakulteta": ("through_faculty", True),
        "preko svog|mog faksa|fakulteta": ("through_faculty", True),
        "fakultet|faks me|nas nominuje|nominovao|salje|poslao": ("through_faculty", True),
        "fakultet|faks me|nas je nominovao|poslao": ("through_faculty", True),
        "through|via my|the|our faculty": ("through_faculty", True),
        "faculty nominated|nominates|nominating me|us": ("through_faculty", True),
        "nominated by my|the|our faculty": ("through_faculty", True),
        "direktno ~ prijavim|prijavljujem|apliciram": ("through_faculty", False),
        "prijavim|prijavljujem|apliciram|prijaviti ~ direktno": ("through_faculty", False),
        "apply|applying|applied ~ directly": ("through_faculty", False),
        "directly apply|applied": ("through_faculty", False),
        "imam ~ ugovor o radu": ("contract", True),
        "imam ~ radni ugovor": ("contract", True),
        "nemam ~ ugovor o radu": ("contract", False),
        "nemam ~ radni ugovor": ("contract", False),
        "stalno zaposlen|zaposlena": ("contract", True),
        "zaposlen|zaposlena ~ ub|univerzitet*|fakultet*|institut*": ("contract", True),
        "have|with a valid|permanent ~ contract": ("contract", True),
        "have|with a|an work|employment|valid contract": ("contract", True),
        "employed ~ university|faculty|institute|ub": ("contract", True),
        "no|without a|an work|employment|valid contract": ("contract", False),
        "no|without work|employment|valid contract": ("contract", False),
        "don't have a|an work|employment contract": ("contract", False),
        "student|studentkinja|studenta|doktorand|doktorandkinja ub": ("registered", True),
        "student|studentkinja|doktorand|doktorandkinja sa|na|iz ub": ("registered", True),
        "student|studentkinja univerziteta u beogradu": ("registered", True),
        "student|studentkinja beogradskog univerziteta": ("registered", True),
        "studiram|upisan|upisana na ub": ("registered", True),
        "studiram|upisan|upisana na univerzitetu u beogradu": ("registered", True),
        "studiram|upisan|upisana na beogradskom univerzitetu": ("registered", True),
        "ub|belgrade student": ("registered", True),
        "student|study|enrolled|registered at|of|from|in the university of belgrade": (
            "registered",
            True,
        ),
        "student|study|enrolled|registered at|of|from|in ub": ("registered", True),
        "prijavio|prijavila ~ dok sam bio|bila student*": ("applied_while_enrolled", True),
        "prijavio|prijavila ~ dok sam bio|bila na": ("applied_while_enrolled", True),
        "prijavio|prijavila ~ kao student*": ("applied_while_enrolled", True),
        "prijavio|prijavila ~ pre diplom*": ("applied_while_enrolled", True),
        "prijavio|prijavila ~ posle|nakon diplom*": ("applied_while_enrolled", False),
        "applied ~ while|when ~ student|enrolled": ("applied_while_enrolled", True),
        "applied ~ before ~ graduat*": ("applied_while_enrolled", True),
        "applied ~ after ~ graduat*": ("applied_while_enrolled", False),
    }
)
_ASKING = word_set("da jel jeli li dal does is must mora moraju should do are")
_NEGATIONS = word_set("nisam nije nismo not no ne neither never")
_NEVER_USED = Phrases[bool](
    {
        "nisam|nikad|nikada ~ isao|isla|bio|bila na|nigde razmeni|razmenu|erazmus*|erasmus*": True,
        "nisam|nikad|nikada ~ isao|isla|bio|bila na mobilnost*|praks*": True,
        "nisam|nikad|nikada ~ isao|isla|bio|bila nikad|nikada|nigde|jos|ranije|dosad": True,
        "nikad|nikada nisam isao|isla|bio|bila": True,
        "nisam nikad|nikada isao|isla|bio|bila": True,
        "nisam ~ koristio|koristila ~ mobilnost*|razmen*|erazmus*|erasmus*": True,
        "bez prethodn* mobilnost*|razmen*": True,
        "nemam prethodn* mobilnost*|razmen*": True,
        "no previous|prior|earlier mobility|mobilities|exchange*|erasmus": True,
        "never|not ~ been|gone|went|done|had ~ erasmus*|exchange*|mobility|abroad": True,
        "haven't ~ been|gone|done|used|had ~ erasmus*|exchange*|mobility|abroad": True,
        "prvi put idem|odlazim na razmenu|erazmus*|erasmus*|mobilnost": True,
        "first time on|going erasmus*|exchange": True,
    }
)
_HOURS = Phrases[bool](
    {"cas|casa|casova|casove|casovi|sat|sata|sati|hour|hours|hrs|skolskih|nastavnih": True}
)
_HOUR_ADJECTIVES = word_set("skolskih nastavnih teaching")
_RATED = word_set("dnevno nedeljno daily weekly per")


def statements(
    message: Message, numbers: Mapping[int, Number]
) -> tuple[list[Found], list[Unclear]]:
    """Facts told as true or false, no earlier mobility, and hours of teaching or training."""
    found: list[Found] = []
    unclear: list[Unclear] = []
    for match in _STATEMENTS.find(message):
        field, value = match.value
        if message.word(match.start - 1) in _ASKING - {"da"} or _asks(message, match.start):
            continue
        if value and _negated(message, match.start):
            value = False
        found.append(Found(field, value, match.start, match.stop))
    found += [
        Found("used", {"months": 0}, never.start, never.stop) for never in _NEVER_USED.find(message)
    ]
    _hours(message, numbers, found, unclear)
    return found, unclear


def _asks(message: Message, start: int) -> bool:
    """As in "Da li ima onlajn deo?" asks of the rule."""
    return (message.word(start - 2), message.word(start - 1)) == ("da", "li")


def _negated(message: Message, start: int) -> bool:
    for back in (1, 2, 3):
        if start < back or message.ends_clause(start - back):
            return False
        if message.words[start - back] in _NEGATIONS:
            return True
    return False


def _hours(
    message: Message, numbers: Mapping[int, Number], found: list[Found], unclear: list[Unclear]
) -> None:
    for index, number in numbers.items():
        stop = _hours_stop(message, number)
        if stop is None:
            continue
        span = message.span(index, stop)
        reason = not_the_persons(message, index, stop)
        if message.word(stop) in _RATED | {"a"} or message.word(index - 1) == "-":
            reason = "range" if message.word(index - 1) == "-" else "rule"
        if reason is None and number.value is None:
            reason = "nonsense"
        if reason is not None or number.value is None:
            unclear.append(Unclear("hours", reason or "nonsense", span))
            continue
        value = number.value if isinstance(number.value, int) else float(number.value)
        found.append(Found("hours", value, index, stop))


def _hours_stop(message: Message, number: Number) -> int | None:
    place = number.stop
    if message.word(place) in {"h", "hrs"}:
        return place + 1
    if message.word(place) in _HOUR_ADJECTIVES or message.word(place) == "-":
        place += 1
    if place >= len(message):
        return None
    match = _HOURS.at(message, place)
    return None if match is None else match.stop
