"""Institutions by all their names: those whose rules are told, and others whose are not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.messages.record import record
from bot.understanding.stance.stances import Stance
from bot.understanding.tokens import Phrases, Span, Tokens, WordSet, take_apart
from bot.understanding.understanding import OTHER
from knowledge.vocabulary import load_vocabulary
from rules.institutions import Institution, Registry, registry

_VOCABULARY = load_vocabulary("institutions")

_ABROAD = Phrases[str](_VOCABULARY.meanings("abroad"))
_STUDYING = _VOCABULARY.stems("studying")
_BEING_THERE = _VOCABULARY.words("being there")
_BEING_THERE_AFTER = _VOCABULARY.words("being there after")
_NOT_AT_HOME = _VOCABULARY.words("not at home")
_FACULTIES = _VOCABULARY.stems("faculties")
_IN_SHORT = _VOCABULARY.words("faculties in short")
_OF_ANY = _VOCABULARY.stems("any faculty")
_FACULTY = WordSet(
    lambda word: word in _IN_SHORT or (word.startswith(_FACULTIES) and not word.startswith(_OF_ANY))
)
_PEOPLE = _VOCABULARY.stems("people of it")
_NO_PEOPLE = _VOCABULARY.stems("no people")
# "Student beogradskog univerziteta".
_ADJECTIVES = ("og", "om", "oj")
_OURS = _VOCABULARY.words("ours")
_BELONGING = (*_STUDYING, *_VOCABULARY.stems("belonging"))
_ONLY_WISHED = _VOCABULARY.words("only wished")
_WISHED_BETWEEN = _VOCABULARY.words("wished between")
_ARTICLES = _VOCABULARY.words("articles")
_THERE = _VOCABULARY.words("there")
_THERE_OR_TO = _VOCABULARY.words("there or to")
_VOWELS, _ABBREVIATED = "aeiou", 3
# "Kod nas na mašinskom u ...".
_WITH, _US = "kod", "nas"
# "My girlfriend is at UB".
_IS = _VOCABULARY.words("is")
_PERSONS = frozenset(load_vocabulary("persons").meanings("named"))
_REACH_OF_STUDYING = 9
_REACH_OF_BEING = 3
_HOME = _VOCABULARY.stems("home")
_REACH_OF_HOME = 5
_OTHER_KINDS, _ITS_KIND = _VOCABULARY.stems("other kinds"), _VOCABULARY.words("of a kind")
_COMPARED, _BEFORE_A_NAME = _VOCABULARY.words("compared"), _VOCABULARY.words("before a name")
_WISHING = _VOCABULARY.words("wishing")
_KILOS = _VOCABULARY.words("kilos")
_KILOS_BEFORE = _VOCABULARY.words("kilos before")


@dataclass(frozen=True, slots=True)
class _Names:
    """What names institutions.

    Attributes:
        own: the words of those whose rules are known.
        acronyms: words that name one of them in capitals.
        cities: of a city, the institutions in it whose rules are known.
        others: names of those whose rules are not known.
    """

    own: Phrases[str]
    acronyms: Mapping[str, str]
    cities: Phrases[tuple[str, ...]]
    others: Phrases[str]


def prepare() -> None:
    """Read the words of the institutions in use, before a message is taken apart."""
    _names(registry())


@lru_cache(maxsize=2)
def _names(chosen: Registry) -> _Names:
    cities: dict[str, tuple[str, ...]] = {}
    for one in chosen:
        for phrase in one.cities:
            cities[phrase] = (*cities.get(phrase, ()), one.id)
    return _Names(
        own=Phrases({phrase: one.id for one in chosen for phrase in one.words}),
        acronyms={word: one.id for one in chosen for word in one.acronyms},
        cities=Phrases(cities),
        others=Phrases(_not_known(chosen)),
    )


def _not_known(chosen: Registry) -> Mapping[str, str]:
    """Return the names of other institutions, without those that have joined."""
    others = _VOCABULARY.meanings("others")
    table = Phrases(others)
    joined = {
        match.value
        for one in chosen
        for name in _spelled(one)
        for match in table.find(take_apart(name))
    }
    return {phrase: name for phrase, name in others.items() if name not in joined}


def _spelled(one: Institution) -> Iterator[str]:
    for name in (one.name, one.full):
        for words in (name.title, name.genitive, name.locative):
            yield from (words.sr, words.en)


@record
class Named:
    """The institutions of a message.

    Attributes:
        named: those whose rules are known, in the order in which they were named.
        other: another one that the message is about.
        places: each name, `other` among them, with where it stands.
        home: where the asker says that they study or work at one of them.
        in_the_city: a city that several of them are in, named alone: which, and where it stands.
        belonging: where somebody is said to study or work, or writes from: one of the named, or
            all that are in a city.
        faculty: where the faculty of somebody stands, of no university that is named.
        words: the places of words that name one of those, or its city.
    """

    named: tuple[str, ...]
    other: str | None
    places: tuple[tuple[str, Span], ...]
    home: tuple[str, int, int] | None
    in_the_city: tuple[tuple[tuple[str, ...], Span], ...] = ()
    belonging: tuple[str, ...] = ()
    faculty: Span | None = None
    words: frozenset[int] = frozenset()

    @property
    def only(self) -> str | None:
        """The one that was named, None when none or several were."""
        return self.named[0] if len(self.named) == 1 else None


def institutions(message: Tokens, told: tuple[Stance, ...]) -> Named:
    """Return which institutions a message names."""
    names = _names(registry())
    others = [(match.value, match.start, match.stop) for match in names.others.find(message)]
    others += _home_abroad(message, told)
    covered = {index for _, start, stop in others for index in range(start, stop)}
    found: list[tuple[str, int, int]] = [
        (match.value, match.start, match.stop)
        for match in names.own.find(message)
        if match.start not in covered and match.stop - 1 not in covered
        if not _is_compared(message, match.start)
        if not _is_of_another_kind(message, match.start, match.stop)
    ]
    for acronym in names.acronyms.keys() & message.acronyms:
        places_of_it = (i for i, word in enumerate(message.words) if word == acronym)
        found += [(names.acronyms[acronym], index, index + 1) for index in places_of_it]
    covered |= {index for _, start, stop in found for index in range(start, stop)}
    in_cities = names.cities.find(message)
    if not (found or others or in_cities):
        return Named((), None, (), None, faculty=_faculty(message, told))
    cities = [
        match
        for match in in_cities
        if match.start not in covered and not _kilograms(message, match.start)
        if not _is_compared(message, match.start)
    ]
    if not others:
        # A city names its university, unless another of its institutions is named.
        alone = [match for match in cities if len(match.value) == 1]
        found += [(match.value[0], match.start, match.stop) for match in alone]
    found.sort(key=lambda name: name[1])
    named = tuple(dict.fromkeys(name for name, _, _ in found))
    open_cities = tuple(
        (match.value, message.span(match.start, match.stop))
        for match in cities
        if len(match.value) > 1 and not set(match.value) & set(named)
    )
    placed = [*found, *((OTHER, start, stop) for _, start, stop in others)]
    places = [(name, message.span(start, stop)) for name, start, stop in placed]
    places.sort(key=lambda place: place[1])
    city_starts = {match.start for match in in_cities if len(match.value) == 1}
    homes = (one for one in found if _is_home(message, *one[1:], city=one[1] in city_starts))
    other = others[0][0] if others else None
    all_named: list[tuple[tuple[str, ...], int, int]] = [
        *(((name,), start, stop) for name, start, stop in found),
        *((one.value, one.start, one.stop) for one in cities),
    ]
    at_home = (of for of, start, stop in all_named if _belongs(message, start, stop, told))
    belonging = next(at_home, ())
    faculty = None if places or cities else _faculty(message, told)
    words = frozenset(i for _, start, stop in all_named for i in range(start, stop))
    home = next(homes, None)
    return Named(named, other, tuple(places), home, open_cities, belonging, faculty, words)


def _faculty(message: Tokens, told: tuple[Stance, ...]) -> Span | None:
    """Return where a faculty stands that somebody belongs to, and that many universities have."""
    for index in _FACULTY.places(message):
        if _belongs(message, index, index + 1, told):
            return message.span(index, index + 1)
    return None


def _belongs(message: Tokens, start: int, stop: int, told: tuple[Stance, ...]) -> bool:
    """Tell whether somebody studies or works there, and does not only want to go there.

    "Radim u ...", "prof sa ... univerziteta sam", "students of ..."; a place that somebody goes to
    stands in another case: "idem u ...".
    """
    if _are_its_people(message, stop) or _is_of_ours(message, start, stop):
        return True
    before = message.word(start - 1)
    if before in _ARTICLES:
        before = message.word(start - 2)
    # "PMF Kragujevac", "studenti Kragujevca", "student sam ekonomskog u ...".
    close = before.startswith((*_FACULTIES, *_BELONGING)) or before in _BEING_THERE_AFTER
    there = before in _THERE or before in message.acronyms
    there = there or ((close or before in _THERE_OR_TO) and _is_oblique(message.words[start]))
    if not there or told[start] is Stance.PLAN:
        return False
    for index in range(start - 1, max(-1, start - 1 - _REACH_OF_STUDYING), -1):
        if message.ends_clause(index):
            break
        word = message.words[index]
        if word in _NOT_AT_HOME or word in _WISHED_BETWEEN:
            return False
        near = message.words[max(0, index - _REACH_OF_BEING) : index]
        if (word == _US and _WITH in near[-1:]) or (word in _IS and not _PERSONS.isdisjoint(near)):
            return True
        if word.startswith(_BELONGING) or (
            word in _BEING_THERE and start - index <= _REACH_OF_BEING
        ):
            led_up_to = message.words[max(0, index - _REACH_OF_BEING) : index]
            return _ONLY_WISHED.isdisjoint(led_up_to)
    behind = range(stop, min(stop + _REACH_OF_BEING, len(message)))
    return any(message.words[index] in _BEING_THERE_AFTER for index in behind)


def _are_its_people(message: Tokens, stop: int) -> bool:
    """Return whether those of an institution are named by it: "X students"."""
    if not message.word(stop).startswith(_PEOPLE):
        stop += 1
    found = message.word(stop).startswith(_PEOPLE) and not message.ends_clause(stop - 1)
    return found and not message.word(stop + 1).startswith(_NO_PEOPLE)


def _is_of_ours(message: Tokens, start: int, stop: int) -> bool:
    """Return whether a name tells whose faculty one says "our" or "naš" of."""
    if message.word(start - 1) in _OURS:
        return message.word(stop).startswith(_FACULTIES)
    return message.word(start - 1).startswith(_FACULTIES) and message.word(start - 2) in _OURS


def _is_oblique(word: str) -> bool:
    """Return whether a Serbian name stands in the case of a place, and not in that of a goal."""
    return word[-1] in _VOWELS or word.endswith(_ADJECTIVES) or len(word) <= _ABBREVIATED


def _is_home(message: Tokens, start: int, stop: int, *, city: bool) -> bool:
    """Tell whether somebody studies there: "studiram na ...", "na ... sam", "I'm at ...".

    A city alone holds other universities too; with a faculty before it, it is enough.
    """
    near = message.words[max(0, start - _REACH_OF_STUDYING) : start]
    if city and not any(word.startswith(_FACULTIES) for word in near):
        return False
    for back in range(1, _REACH_OF_STUDYING + 1):
        index = start - back
        if index < 0 or message.ends_clause(index):
            break
        word = message.words[index]
        if word in _NOT_AT_HOME:
            return False
        if word.startswith(_STUDYING) or (word in _BEING_THERE and back <= _REACH_OF_BEING):
            return True
    behind = range(stop, min(stop + _REACH_OF_BEING, len(message)))
    return any(message.words[index] in _BEING_THERE_AFTER for index in behind)


def _home_abroad(message: Tokens, told: tuple[Stance, ...]) -> list[tuple[str, int, int]]:
    """Give institutions abroad where the person studies or works, not those they want to go to."""
    found: list[tuple[str, int, int]] = []
    for match in _ABROAD.find(message):
        if told[match.start] is Stance.PLAN or told[match.start] is Stance.PAST:
            continue
        before = range(max(0, match.start - _REACH_OF_HOME), match.start)
        if any(message.words[index].startswith(_HOME) for index in before):
            found.append((match.value, match.start, match.stop))
    return found


def _is_compared(message: Tokens, index: int) -> bool:
    """Return whether a name only says what something is like: "is there a minimum, like in X?"."""
    before = index - 1
    while before > 0 and message.words[before] in _BEFORE_A_NAME:
        before -= 1
    return message.word(before) in _COMPARED and message.word(before - 1) not in _WISHING


def _is_of_another_kind(message: Tokens, start: int, stop: int) -> bool:
    """Return whether a common word is part of another name: "a music academy"."""
    if stop - start > 1:
        return False
    before, behind = message.word(start - 1), message.word(stop)
    behind = message.word(stop + 1) if behind in _ITS_KIND else behind
    return before.startswith(_OTHER_KINDS) or behind.startswith(_OTHER_KINDS)


def _kilograms(message: Tokens, index: int) -> bool:
    before = message.word(index - 1)
    return message.words[index] in _KILOS and (before[:1].isdigit() or before in _KILOS_BEFORE)
