"""Statements that are true or false of the person: "imam ugovor", "nisam išao nikad"."""

from bot.understanding.found import Found
from bot.understanding.tokens import Message, Phrases, word_set

_STATEMENTS = Phrases[tuple[str, bool]](
    {
        "pokriva|pokrivam|obuhvata ceo|celi|cijeli semestar": ("covers_term", True),
        "ne pokriva|pokrivam|obuhvata ceo|celi|cijeli semestar": ("covers_term", False),
        "ceo|celi|cijeli semestar pokriva|pokrivam": ("covers_term", True),
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
        "fakultet|faks ucestvuje": ("through_faculty", True),
        "faculty participates|participating": ("through_faculty", True),
        "faculty takes|is taking part": ("through_faculty", True),
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
        "ub student|studentkinja": ("registered", True),
        "student|study at|of|from|in the university of belgrade": ("registered", True),
        "student|study at|of|from|in ub": ("registered", True),
        "am|i'm|im enrolled|registered at|in the university of belgrade": ("registered", True),
        "am|i'm|im enrolled|registered at|in ub": ("registered", True),
        "not enrolled|registered at|in ub": ("registered", False),
        "not enrolled|registered at|in the university of belgrade": ("registered", False),
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
# Of these people ask whether they are needed; the others are told, also within a question.
_ASKED_OF_THE_RULE = frozenset(
    {"covers_term", "virtual_part", "contract", "applied_while_enrolled"}
)
_ASKING = word_set("jel jeli li dal l does is must mora moraju moram should do are need needs")
_REACH_OF_A_QUESTION = 8
_WHOEVER = word_set("who those koji koje oni onima")
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


def statements(message: Message) -> list[Found]:
    """Facts told as true or false, and that there was no earlier mobility."""
    found: list[Found] = []
    for match in _STATEMENTS.find(message):
        field, value = match.value
        if field in _ASKED_OF_THE_RULE and _asks(message, match.start):
            continue
        if match.value == ("through_faculty", True) and _doubts(message, match.start):
            continue
        if value and _negated(message, match.start):
            value = False
        found.append(Found(field, value, match.start, match.stop))
    found += [
        Found("used", {"months": 0}, never.start, never.stop)
        for never in _NEVER_USED.find(message)
        if not {message.word(never.start - back) for back in (1, 2)} & _WHOEVER
    ]
    return found


def _doubts(message: Message, start: int) -> bool:
    """As in "preko fakulteta ili direktno", "kako znam da li moj faks učestvuje"."""
    return _asks(message, start) or any(word.startswith("dire") for word in message.words)


def _asks(message: Message, start: int) -> bool:
    """Whether the clause asks what the rule is: "da li mora da pokriva ceo semestar?"."""
    for back in range(1, _REACH_OF_A_QUESTION + 1):
        if start < back or message.ends_clause(start - back):
            return False
        if message.words[start - back] in _ASKING:
            return True
    return False


def _negated(message: Message, start: int) -> bool:
    for back in (1, 2, 3):
        if start < back or message.ends_clause(start - back):
            return False
        if message.words[start - back] in _NEGATIONS:
            return True
    return False
