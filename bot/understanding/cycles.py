"""Cycles of studies by all their names, formal and slang.

Studies of medicine, dentistry, pharmacy and veterinary medicine are `integrated`: in Serbia they
are one-cycle studies that lead straight to the second degree, with no bachelor's in between. A
cycle that is named beside them ("master na farmaciji") holds all the same.
"""

from bot.understanding.mentions import Mention, Rank, negated, of_oneself, of_others
from bot.understanding.stance import Stance
from bot.understanding.tokens import Message, Phrases, word_set

_CYCLES = Phrases[tuple[str, Rank]](
    {
        "doktoran*|doktoriram": ("doctoral", Rank.PERSON),
        "phd|doctoral stud*|candidate*|folk*|people|guys|person|researcher*": (
            "doctoral",
            Rank.PERSON,
        ),
        "phd ovac|ovka|ovci|ovce|ovca|jevac": ("doctoral", Rank.PERSON),
        "doktorsk*|doktorat*|doctoral|doctorate*|phd|phds": ("doctoral", Rank.LEVEL),
        "ph d": ("doctoral", Rank.LEVEL),
        "ph d stud*|candidate*": ("doctoral", Rank.PERSON),
        "dr studij*": ("doctoral", Rank.LEVEL),
        "treci|treceg|trecem|trecim ciklus*|stepen*": ("doctoral", Rank.LEVEL),
        "third cycle": ("doctoral", Rank.LEVEL),
        "master|mastera|masteru|masterom|masters|master's|msc|mastersk*": ("master", Rank.LEVEL),
        "magistarsk*|magistratur*": ("master", Rank.LEVEL),
        "masterant*": ("master", Rank.PERSON),
        "master|masters|master's|msc|ma stud*": ("master", Rank.PERSON),
        "ma level|studies|studije|studijama|programme|program|mobility|nivo*": (
            "master",
            Rank.LEVEL,
        ),
        "drugi|drugog|drugom|drugim ciklus*|stepen*": ("master", Rank.LEVEL),
        "second cycle": ("master", Rank.LEVEL),
        "bachelor*|becelor*|undergrad*|dodiplomsk*|bsc": ("bachelor", Rank.LEVEL),
        "bachelor|bachelors|bachelor's|undergrad|undergraduate|ba|bsc stud*": (
            "bachelor",
            Rank.PERSON,
        ),
        "ba level|studies|studije|studijama|programme|program|nivo*": ("bachelor", Rank.LEVEL),
        "brucos*|freshman|freshmen|fresher*|sophomore*|osnovac|osnovci": ("bachelor", Rank.PERSON),
        "prvi|prvog|prvom|prvim ciklus*|stepen*": ("bachelor", Rank.LEVEL),
        "first cycle": ("bachelor", Rank.LEVEL),
        "osnovn* akademsk*|strukovn*|studij*": ("bachelor", Rank.LEVEL),
        "osnovn* akademsk*|strukovn* studij*": ("bachelor", Rank.LEVEL),
        "integrisan*|jednociklusn*": ("integrated", Rank.LEVEL),
        "integrated stud*|master*|program*|cycle": ("integrated", Rank.LEVEL),
        "one|single cycle": ("integrated", Rank.LEVEL),
        "integrisan* master|mastera|masteru": ("integrated", Rank.LEVEL),
        "integrisan* osnovn* ~ master|mastera|masteru": ("integrated", Rank.LEVEL),
    }
)

_ACRONYM_CYCLES = {
    "ba": "bachelor", "oas": "bachelor", "ma": "master", "mas": "master", "das": "doctoral",
    "ias": "integrated",
}  # fmt: skip

FIELDS_OF_INTEGRATED_STUDIES = Phrases[str](
    {
        "medicina|medicine|medicini|medicinu|medicinar*": "integrated",
        "stoma|stomi|stomu|stome|stomatologija|stomatologije": "integrated",
        "stomatologiji|stomatologiju": "integrated",
        "farmacija|farmacije|farmaciji|farmaciju|veterina|veterine|veterini|veterinu": "integrated",
        "medicinskom|medicinskog|stomatoloskom|farmaceutskom|veterinarskom": "integrated",
        "medical|med|dental|pharmacy|veterinary|vet stud*": "integrated",
        "dentistry|pharmacy": "integrated",
    }
)

_COURSES = ("predmet", "kurs", "course", "class", "ispit", "modul")

_FROM = word_set("sa s iz from of")

_AFTER_OSNOVNE = word_set(
    "na u sa i ili pa a ali sam je si su smo mi se da bio bila mogu moze idem od do za ub uk asss"
    " sad sada bg kg koliko kolko kad kada kako jel li vec mozemo dok te"
)

_STEMS_AFTER_OSNOVNE = (
    "godin", "razmen", "praks", "student", "erazm", "erasm", "master", "doktor",
)  # fmt: skip
_OSNOVNE = word_set("osnovne osnovnim osnovnima osnovnih")

_STUDY_CONTEXT = (
    "student", "studir", "study", "godin", "year", "sam", "i'm", "upisa", "razmen", "praks",
)  # fmt: skip

_MOBILITIES = ("razmen", "mobilnost", "mobilit", "exchange", "boravak", "boravk")
_ERASMUS = ("erasm", "erazm")
_AT_A_LEVEL = word_set("na za at for on during")
_OF_A_LEVEL = word_set("- level nivou studies studijama s")
_REACH_OF_MOBILITY = 5
_TO_COME = word_set(
    "upisem upisemo upisati upisujem upisivanja enrol enroll enrolling enroling start starting"
    " upisacu predjem krenem bicu"
)


def cycles_of(message: Message, told: tuple[Stance, ...]) -> list[Mention]:
    """Every cycle that may be the person's, from left to right."""
    found: list[Mention] = []
    for match in _CYCLES.find(message):
        value, rank = match.value
        found += _cycle(message, told, value, rank, (match.start, match.stop))
    for index, word in enumerate(message.words):
        if word in _ACRONYM_CYCLES and word in message.acronyms:
            found += _cycle(message, told, _ACRONYM_CYCLES[word], Rank.LEVEL, (index, index + 1))
        elif word in _OSNOVNE and _tells_studies(message, index):
            found += _cycle(message, told, "bachelor", Rank.LEVEL, (index, index + 1))
    found = _without_doubles(found)
    return found or _of_field(message, told)


def _cycle(
    message: Message, told: tuple[Stance, ...], value: str, rank: Rank, place: tuple[int, int]
) -> list[Mention]:
    start, stop = place
    if {message.word(start - 1), message.word(start - 2)} & {"post"}:
        return []
    if negated(message, start) or _of_courses(message, start, stop):
        return []
    if rank == Rank.PERSON and of_others(message, start, stop):
        return []
    if of_oneself(message, start, stop):
        rank = Rank.SELF
    of_mobility = _names_a_mobility(message, start, stop)
    to_come = False
    for back in range(1, _REACH_OF_MOBILITY + 1):
        if start < back or message.ends_clause(start - back):
            break
        word = message.words[start - back]
        of_mobility = of_mobility or word.startswith(_MOBILITIES)
        to_come = to_come or word in _TO_COME
    return [Mention(value, rank, told[start], start, stop, of_mobility or to_come, to_come)]


def _names_a_mobility(message: Message, start: int, stop: int) -> bool:
    """As in "MA mobility", "master-level exchange", "mastersku razmenu"."""
    end = stop
    while message.word(end) in _OF_A_LEVEL:
        end += 1
    if message.word(start - 1) in _AT_A_LEVEL and message.word(start - 2).startswith(_ERASMUS):
        return True
    return any(word.startswith(_MOBILITIES) for word in message.words[start : end + 1])


def _of_courses(message: Message, start: int, stop: int) -> bool:
    """Whether courses of a cycle are meant ("predmeti sa mastera"), not the person's own cycle."""
    if message.word(stop).startswith(_COURSES) or message.word(start - 1).startswith(_COURSES):
        return True
    before = [message.word(start - back) for back in (1, 2, 3, 4)]
    if not any(word in _FROM for word in before):
        return False
    return any(word.startswith(_COURSES) for word in before if word)


def _tells_studies(message: Message, index: int) -> bool:
    """Whether "osnovne" is the bachelor's, not "osnovna pravila" or "osnovna škola"."""
    after = message.word(index + 1)
    return (
        not after
        or not after[0].isalpha()
        or after in _AFTER_OSNOVNE
        or after.startswith(_STEMS_AFTER_OSNOVNE)
    )


def _without_doubles(mentions: list[Mention]) -> list[Mention]:
    """Each place once: "osnovne studije" is found by the phrase and by the word."""
    seen: set[int] = set()
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.stop)):
        if mention.start not in seen:
            kept.append(mention)
            seen.update(range(mention.start, mention.stop))
    return kept


def _of_field(message: Message, told: tuple[Stance, ...]) -> list[Mention]:
    """One-cycle studies named by their field, where somebody speaks of studying it."""
    matches = FIELDS_OF_INTEGRATED_STUDIES.find(message)
    if not matches or not any(word.startswith(_STUDY_CONTEXT) for word in message.words):
        return []
    first = matches[0]
    return [Mention("integrated", Rank.LEVEL, told[first.start], first.start, first.stop)]
