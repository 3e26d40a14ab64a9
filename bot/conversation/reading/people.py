"""Who a person says to be: role, cycle of studies and year, in Serbian cases, English and slang.

Studies of medicine, dentistry, pharmacy and veterinary medicine are `integrated`: in Serbia they
are one-cycle studies that lead straight to the second degree, with no bachelor's in between. A
cycle that is named beside them ("master na farmaciji") holds all the same.
"""

import re
from dataclasses import dataclass

from bot.conversation.reading.found import Found, Unclear
from bot.conversation.reading.numbers import ordinal
from bot.conversation.reading.stance import Stance
from bot.conversation.reading.words import Message, Phrases, word_set

STAFF = frozenset({"teacher", "assistant", "researcher", "administrative"})

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
        "administrativac|administrativka": "administrative",
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
        "svrsen* student*": "graduate",
        "zavrsio|zavrsila ~ faks|fakultet|studije|skolovanje": "graduate",
        "zavrsio|zavrsila ~ master|doktorat|osnovne|integrisane": "graduate",
        "finished|completed ~ studies|degree|university|bachelor*|master*|phd": "graduate",
        "graduate school|studies|programme|program|level": "",
    }
)
_LEVEL, _PERSON, _SELF = range(3)
_CYCLES = Phrases[tuple[str, int]](
    {
        "doktoran*|doktoriram": ("doctoral", _PERSON),
        "phd|doctoral stud*|candidate*|folk*|people|guys|person|researcher*": ("doctoral", _PERSON),
        "phd ovac|ovka|ovci|ovce|ovca|jevac": ("doctoral", _PERSON),
        "doktorsk*|doktorat*|doctoral|doctorate*|phd|phds": ("doctoral", _LEVEL),
        "ph d": ("doctoral", _LEVEL),
        "ph d stud*|candidate*": ("doctoral", _PERSON),
        "dr studij*": ("doctoral", _LEVEL),
        "treci|treceg|trecem|trecim ciklus*|stepen*": ("doctoral", _LEVEL),
        "third cycle": ("doctoral", _LEVEL),
        "master|mastera|masteru|masterom|masters|master's|msc|mastersk*": ("master", _LEVEL),
        "magistarsk*|magistratur*": ("master", _LEVEL),
        "masterant*": ("master", _PERSON),
        "master|masters|master's|msc|ma stud*": ("master", _PERSON),
        "ma level|studies|studije|studijama|programme|program|mobility|nivo*": ("master", _LEVEL),
        "drugi|drugog|drugom|drugim ciklus*|stepen*": ("master", _LEVEL),
        "second cycle": ("master", _LEVEL),
        "bachelor*|becelor*|undergrad*|dodiplomsk*|bsc": ("bachelor", _LEVEL),
        "bachelor|bachelors|bachelor's|undergrad|undergraduate|ba|bsc stud*": ("bachelor", _PERSON),
        "ba level|studies|studije|studijama|programme|program|nivo*": ("bachelor", _LEVEL),
        "brucos*|freshman|freshmen|fresher*|sophomore*|osnovac|osnovci": ("bachelor", _PERSON),
        "prvi|prvog|prvom|prvim ciklus*|stepen*": ("bachelor", _LEVEL),
        "first cycle": ("bachelor", _LEVEL),
        "osnovn* akademsk*|strukovn*|studij*": ("bachelor", _LEVEL),
        "osnovn* akademsk*|strukovn* studij*": ("bachelor", _LEVEL),
        "integrisan*|jednociklusn*": ("integrated", _LEVEL),
        "integrated stud*|master*|program*|cycle": ("integrated", _LEVEL),
        "one|single cycle": ("integrated", _LEVEL),
        "integrisan* master|mastera|masteru": ("integrated", _LEVEL),
        "integrisan* osnovn* ~ master|mastera|masteru": ("integrated", _LEVEL),
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
_YEAR_WORDS = {
    "brucos": 1, "freshman": 1, "freshmen": 1, "fresher": 1, "sophomore": 2,
}  # fmt: skip

_SELF_BEFORE = word_set("sam am i'm im ja kao as smo jesam an a")
_SELF_ALONE = _SELF_BEFORE - {"a", "an"}
_OTHERS = (
    "moj", "nas", "njihov", "njegov", "njen", "tamosnj", "neki", "neka", "my", "our", "his", "her",
    "their", "your", "vas",
)  # fmt: skip
_OTHERS_DIRECTLY = word_set("od kod by from mentor")
_OTHERS_AFTER = word_set("kaze kazu rekao rekla predlozio predlozila said says told suggested")
_NEGATIONS = word_set("nisam nije nismo nisi not nisu nijedan")
_COURSES = ("predmet", "kurs", "course", "class", "ispit", "modul")
_FROM = word_set("sa s iz from of")
_AFTER_OSNOVNE = word_set(
    "na u sa i ili pa a ali sam je si su smo mi se da bio bila mogu moze idem od do za ub uk asss"
    " sad sada bg kg koliko kolko kad kada kako jel li vec mozemo dok te"
)
_OSNOVNE = word_set("osnovne osnovnim osnovnima osnovnih")
_STUDY_CONTEXT = (
    "student", "studir", "study", "godin", "year", "sam", "i'm", "upisa", "razmen", "praks",
)  # fmt: skip
_MOBILITIES = ("razmen", "mobilnost", "mobility", "mobilities", "exchange", "boravak", "boravk")
_TO_COME = word_set(
    "upisem upisemo upisati upisujem upisivanja enrol enroll enrolling enroling start starting"
    " upisacu predjem krenem bicu"
)
_CLITICS = word_set("sam mi je si smo")
_NOT_YEAR_BEFORE = word_set(
    "od from tek najranije posle nakon after until do least minimum upisanoj upisane since next"
    " sledece pred pre prije before mora must iz tokom during"
)
_FINISHED = (
    "zavrsio", "zavrsila", "zavrsen", "finished", "completed", "passed", "ocisti", "polozi",
)  # fmt: skip
_FIRST_IN_ROMAN = re.compile(r"\bI\.?\s?(?:god|год)")  # small, it is the Serbian "and"
_MOST_YEARS = 9


@dataclass(frozen=True, slots=True)
class Mention:
    """A role or a cycle that was named.

    Attributes:
        value: the role or cycle.
        rank: how close to the person it stands: a level of studies, a kind of person, oneself.
        stance: how it was told.
        start: index of its first word.
        stop: index after its last word.
        planned: a cycle that is named for the mobility to come ("razmena na masteru").
    """

    value: str
    rank: int
    stance: Stance
    start: int
    stop: int
    planned: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """What a message says of the person.

    Attributes:
        found: `role`, `cycle`, `mobility_cycle`, `year` as far as they are clear.
        unclear: what contradicts itself.
        past_cycle: the one cycle in which something past was told ("na osnovnim sam bio ...").
    """

    found: tuple[Found, ...]
    unclear: tuple[Unclear, ...]
    past_cycle: str | None


def people(message: Message, told: tuple[Stance, ...]) -> People:
    """Role, cycle, cycle of the mobility and year of the person who writes."""
    roles = _roles(message, told)
    cycles = _cycles(message, told)
    found: list[Found] = []
    unclear: list[Unclear] = []
    past = {cycle.value for cycle in cycles if cycle.stance is Stance.PAST}
    current = _strongest([cycle for cycle in cycles if _is_current(cycle)])
    if not current:
        current = _strongest([cycle for cycle in cycles if cycle.stance is not Stance.PAST])
    enrolled = bool(current)
    if not current:
        current = _strongest(cycles)
    role = _role(message, roles, current, found, unclear, enrolled=enrolled)
    if role == "graduate" or (role in STAFF and not _persons(current)):
        current = []
    if len({cycle.value for cycle in current}) == 1:
        found.append(_as_found("cycle", current[0]))
        _planned(cycles, current[0].value, found)
    elif current:
        span = message.span(current[0].start, current[-1].stop)
        candidates = tuple(dict.fromkeys(cycle.value for cycle in current))
        unclear.append(Unclear("cycle", "conflict", span, candidates))
    _year(message, found, unclear)
    return People(tuple(found), tuple(unclear), past.pop() if len(past) == 1 else None)


def _is_current(cycle: Mention) -> bool:
    return cycle.stance is not Stance.PAST and not cycle.planned


def _persons(mentions: list[Mention]) -> bool:
    return any(mention.rank >= _PERSON for mention in mentions)


def _as_found(field: str, mention: Mention) -> Found:
    return Found(field, mention.value, mention.start, mention.stop)


def _strongest(mentions: list[Mention]) -> list[Mention]:
    """The mentions of the highest rank; those told of now before all others."""
    now = [mention for mention in mentions if mention.stance is Stance.NOW]
    chosen = now or mentions
    highest = max((mention.rank for mention in chosen), default=0)
    return [mention for mention in chosen if mention.rank == highest]


def _planned(cycles: list[Mention], cycle: str, found: list[Found]) -> None:
    planned = [
        mention
        for mention in cycles
        if mention.planned and mention.value != cycle and mention.stance is not Stance.PAST
    ]
    if len({mention.value for mention in planned}) == 1:
        found.append(_as_found("mobility_cycle", planned[0]))


def _role(
    message: Message,
    roles: list[Mention],
    cycles: list[Mention],
    found: list[Found],
    unclear: list[Unclear],
    *,
    enrolled: bool,
) -> str | None:
    chosen = [role for role in roles if role.stance is not Stance.PAST or role.value == "graduate"]
    if enrolled and any(role.value == "graduate" for role in chosen):
        chosen = [role for role in chosen if role.value != "graduate"]
    chosen = _strongest(chosen) if len({role.value for role in chosen}) > 1 else chosen
    values = {role.value for role in chosen}
    if values and values <= STAFF and _persons(cycles) and enrolled:
        values |= {"student"}
    if len(values) > 1:
        span = message.span(chosen[0].start, chosen[-1].stop)
        unclear.append(Unclear("role", "conflict", span, tuple(sorted(values))))
        return None
    if chosen:
        found.append(_as_found("role", chosen[0]))
        return chosen[0].value
    if cycles and len({cycle.value for cycle in cycles}) == 1:
        found.append(Found("role", "student", cycles[0].start, cycles[0].stop))
        return "student"
    return None


def _roles(message: Message, told: tuple[Stance, ...]) -> list[Mention]:
    found: list[Mention] = []
    others_until = -1
    for match in _ROLES.find(message):
        if not match.value or _negated(message, match.start):
            continue
        itself = _of_oneself(message, match.start, match.stop)
        # "Assistant" alone may as well be this one: "are you an assistant?".
        alone = message.words[match.start] == "assistant" and match.stop == match.start + 1
        if alone and not itself:
            continue
        joined = others_until == match.start - 1 and message.word(others_until) in {"and", "i"}
        if joined or _of_others(message, match.start, match.stop):
            others_until = match.stop
            continue
        stance = told[match.start]
        if match.value == "graduate" and stance is Stance.PLAN:
            continue
        rank = _SELF if itself else _PERSON
        found.append(Mention(match.value, rank, stance, match.start, match.stop))
    return found


def _negated(message: Message, start: int) -> bool:
    before = {message.word(start - back) for back in (1, 2)}
    return bool(before & _NEGATIONS) and message.word(start - 1) != ","


def _of_oneself(message: Message, start: int, stop: int) -> bool:
    if message.word(stop) == "sam" or message.word(stop + 1) == "sam":
        return True
    for back in (1, 2, 3):
        if start < back or message.ends_clause(start - back):
            return False
        if message.words[start - back] in _SELF_ALONE:
            return True
    return False


def _of_others(message: Message, start: int, stop: int) -> bool:
    """Whether somebody else is meant: "moj profesor kaže", "od profesora", "our students"."""
    before = message.word(start - 1)
    if before in _OTHERS_DIRECTLY:
        return True
    near = {before, message.word(start - 2)}
    if any(word.startswith(_OTHERS) and word not in {"nase", "nas"} for word in near if word):
        return True
    after = {message.word(stop + ahead) for ahead in range(3)}
    return bool(after & _OTHERS_AFTER)


def _cycles(message: Message, told: tuple[Stance, ...]) -> list[Mention]:
    found: list[Mention] = []
    for match in _CYCLES.find(message):
        value, rank = match.value
        found += _cycle(message, told, value, rank, (match.start, match.stop))
    for index, word in enumerate(message.words):
        if word in _ACRONYM_CYCLES and word in message.acronyms:
            found += _cycle(message, told, _ACRONYM_CYCLES[word], _LEVEL, (index, index + 1))
        elif word in _OSNOVNE and _tells_studies(message, index):
            found += _cycle(message, told, "bachelor", _LEVEL, (index, index + 1))
    found = _without_doubles(found)
    return found or _of_field(message, told)


def _cycle(
    message: Message, told: tuple[Stance, ...], value: str, rank: int, place: tuple[int, int]
) -> list[Mention]:
    start, stop = place
    if _negated(message, start) or _of_courses(message, start, stop):
        return []
    if rank == _PERSON and _of_others(message, start, stop):
        return []
    if _of_oneself(message, start, stop):
        rank = _SELF
    stance = told[start]
    if message.word(start - 1) in {"upisao", "upisala", "upisan", "upisana"}:
        stance = Stance.NOW
    return [Mention(value, rank, stance, start, stop, _is_planned(message, start, stop))]


def _of_courses(message: Message, start: int, stop: int) -> bool:
    """Whether courses of a cycle are meant ("predmeti sa mastera"), not the person's own cycle."""
    if message.word(stop).startswith(_COURSES) or message.word(start - 1).startswith(_COURSES):
        return True
    before = [message.word(start - back) for back in (1, 2, 3, 4)]
    if not any(word in _FROM for word in before):
        return False
    return any(word.startswith(_COURSES) for word in before if word)


def _is_planned(message: Message, start: int, stop: int) -> bool:
    """Whether the cycle is that of a mobility, or one still to be enrolled in."""
    if message.word(stop).startswith(_MOBILITIES):
        return True
    for back in range(1, 5):
        if start < back or message.ends_clause(start - back):
            return False
        word = message.words[start - back]
        if word in _TO_COME or word.startswith(_MOBILITIES):
            return True
    return False


def _tells_studies(message: Message, index: int) -> bool:
    """Whether "osnovne" is the bachelor's, not "osnovna pravila" or "osnovna škola"."""
    after = message.word(index + 1)
    return (
        not after
        or not after[0].isalpha()
        or after in _AFTER_OSNOVNE
        or after.startswith(("godin", "razmen", "praks", "student", "erazm", "erasm"))
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
    return [Mention("integrated", _LEVEL, told[first.start], first.start, first.stop)]


def _year(message: Message, found: list[Found], unclear: list[Unclear]) -> None:
    years = [year for year in _years(message) if 1 <= year[0] <= _MOST_YEARS]
    values = {value for value, _, _ in years}
    if len(values) == 1:
        found.append(Found("year", *years[0]))
    elif values:
        span = message.span(years[0][1], years[-1][2])
        unclear.append(Unclear("year", "conflict", span, tuple(sorted(values))))


def _years(message: Message) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for index, word in enumerate(message.words):
        for stem, value in _YEAR_WORDS.items():
            if word.startswith(stem):
                found.append((value, index, index + 1))
        if word.startswith("god") or word in {"year", "years"}:
            year = _year_before(message, index) or _year_behind(message, index)
            if year is not None and not _not_current(message, year[1]):
                found.append(year)
        elif word == "na":
            found += _year_without_its_noun(message, index)
    return found


def _year_without_its_noun(message: Message, index: int) -> list[tuple[int, int, int]]:
    """As in "ja sam na trećoj", where nothing else follows that could be the third."""
    number = ordinal(message, index + 1)
    if number is None or number.whole is None or not message.word(index + 1).endswith("oj"):
        return []
    if message.word(number.stop) == "sam" or not message.word(number.stop)[:1].isalnum():
        return [(number.whole, index + 1, number.stop)]
    return []


def _year_before(message: Message, index: int) -> tuple[int, int, int] | None:
    """As in "Druga godina", "2. godini", "trećoj sam godini", "3rd-year", "na 2 godini"."""
    before = index - 1
    if message.word(before) in _CLITICS or message.word(before) == "-":
        before -= 1
    for start in (before - 2, before - 1, before):
        number = ordinal(message, start) if start >= 0 else None
        if number is not None and number.stop == before + 1 and number.whole is not None:
            return number.whole, start, index + 1
    digit = message.word(index - 1)
    if len(digit) == 1 and digit.isascii() and digit.isdigit():
        student = message.word(index - 2).startswith("student")
        if student or message.words[index] in {"godini", "godina", "godinu", "god"}:
            return (int(digit), index - 1, index + 1) if student or int(digit) < 5 else None
    if message.word(index - 1) == "i" and _FIRST_IN_ROMAN.search(message.text):
        return 1, index - 1, index + 1
    return None


def _year_behind(message: Message, index: int) -> tuple[int, int, int] | None:
    """As in "Year 2"."""
    digit = message.word(index + 1)
    if message.words[index] == "year" and len(digit) == 1 and "1" <= digit <= "9":
        return int(digit), index, index + 2
    return None


def _not_current(message: Message, start: int) -> bool:
    """Whether it is a limit, finished, or to come ("od druge godine", "završio prvu")."""
    if message.word(start - 1) in _NOT_YEAR_BEFORE:
        return True
    near = [message.word(start - back) for back in (1, 2, 3)]
    return any(word.startswith(_FINISHED) for word in near if word)
