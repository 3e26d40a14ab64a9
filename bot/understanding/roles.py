"""Roles: student, graduate and the kinds of staff, by all their names."""

from bot.understanding.mentions import Mention, Rank, negated, of_oneself, of_others
from bot.understanding.stance import Stance
from bot.understanding.tokens import Message, Phrases
from bot.understanding.understanding import Holder

STAFF = frozenset({"teacher", "assistant", "researcher", "administrative"})

# Staff of a kind that was not told: enough for lengths and hours.
ANY_STAFF = "staff"

_ROLES = Phrases[str](
    {
        # Not the plural: "is it for students?" tells nothing of the one who asks.
        "student|studenta|studentu|studentom|studentkinj*|studentic*": "student",
        "apsolvent*|studiram|studiramo": "student",
        "graduate|grad|postgraduate student|students": "student",
        "i study": "student",
        "student|students|student's|students' mobility|exchange|affairs|office|records|dorm*": "",
        "student|students visa|card|housing|loan": "",
        "profesor*|profa|profu|docent*|predavac*|nastavnik*|nastavnic*": "teacher",
        "professor*|prof|lecturer*|teacher|teachers": "teacher",
        "assistant|associate|full professor*": "teacher",
        "asistent*|assistant": "assistant",
        "teaching assistant*": "assistant",
        "assistant teacher*": "assistant",
        "saradnik|saradnica|saradnika|saradnici u nastavi": "assistant",
        "istrazivac|istrazivaca|istrazivacu|istrazivacem|istrazivaci|istrazivace": "researcher",
        "istrazivacima|istrazivacic*|researcher*|scientist|scientists": "researcher",
        "istrazivac pripravnik*|saradnik*": "researcher",
        "naucni|naucna|naucnog|naucnu saradnik*|saradnic*|savetnik*|savetnic*": "researcher",
        "naucni|naucna sam saradnik|saradnica|savetnik|savetnica": "researcher",
        "naucno|naucnog osobl*": "researcher",
        "research|scientific fellow*|staff|associate*|assistant*": "researcher",
        "nenastavn*|bibliotekar*|librarian*|referent*": "administrative",
        "administrativac|administrativka|racunovodja|knjigovodja": "administrative",
        "administrativn* radnik*|radnic*|osobl*|sluzb*|zaposlen*": "administrative",
        "administrative|admin staff|employee*|worker*|officer*|assistant*": "administrative",
        "non teaching|academic staff|employee*": "administrative",
        "radim|zaposlen|zaposlena u ~ sluzbi|administraciji|rektoratu|dekanatu": "administrative",
        "radim|zaposlen|zaposlena u ~ biblioteci|kancelariji|referatu": "administrative",
        "work|working|employed in|at ~ office|library|administration|rectorate": "administrative",
        "u administraciji": "administrative",
        "diplomirao|diplomirala|diplomirani|diplomirana|diplomiranih|diplomirane": "graduate",
        "diplomac|diplomci|diplomaca|graduated|alumni|alumnus|alumna": "graduate",
        "graduate|graduates": "graduate",
        "recent graduate*|grad|grads": "graduate",
        "svrsen*|diplomiran* student*": "graduate",
        "odbranio|odbranila|defended ~ doktorat|tezu|disertaciju|phd|thesis|doctorate": "graduate",
        "zavrsio|zavrsila ~ faks|fakultet|studije|skolovanje": "graduate",
        "zavrsio|zavrsila ~ master|doktorat|osnovne|integrisane": "graduate",
        "finished|completed ~ studies|degree|university|bachelor*|master*|phd": "graduate",
        "staff|osoblje|osoblja|osoblju|osobljem|employee|employees": ANY_STAFF,
        "zaposlen|zaposlena|zaposleni|zaposlenih|zaposlenog|zaposlenima|zaposlene": ANY_STAFF,
        "graduate school|studies|programme|program|level": "",
    }
)


def roles_of(
    message: Message, told: tuple[Stance, ...], whose: tuple[Holder, ...]
) -> list[Mention]:
    """Return every role that is the writer's or of whom they write for, from left to right."""
    found: list[Mention] = []
    others_until = -1
    for match in _ROLES.find(message):
        if not match.value or negated(message, match.start):
            continue
        itself = of_oneself(message, match.start, match.stop)
        # "Assistant" alone may as well be this one: "are you an assistant?".
        alone = message.words[match.start] == "assistant" and match.stop == match.start + 1
        if alone and not itself:
            continue
        joined = others_until == match.start - 1 and message.word(others_until) in {"and", "i"}
        elsewhere = joined or of_others(message, match.start, match.stop, itself=itself)
        if elsewhere and whose[match.start] == "asker":
            others_until = match.stop
            continue
        stance = told[match.start]
        if match.value == "graduate" and stance is Stance.PLAN:
            continue
        rank = Rank.SELF if itself else Rank.PERSON
        found.append(Mention(match.value, rank, stance, match.start, match.stop))
    return found
