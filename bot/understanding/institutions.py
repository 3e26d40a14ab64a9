"""Institutions by all their names: the three whose rules are told, and others whose are not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from bot.understanding.stances import Stance
from bot.understanding.tokens import Phrases, Span, Tokens
from bot.understanding.understanding import OTHER
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("institutions")

Institution: TypeAlias = Literal["ub", "uk", "asss"]
_OWN = Phrases[Institution](cast("Mapping[str, Institution]", _VOCABULARY.meanings("own")))
_BELGRADE = Phrases[bool](_VOCABULARY.phrases("belgrade"))
_KRAGUJEVAC = Phrases[bool](_VOCABULARY.phrases("kragujevac"))
_OTHERS = Phrases[str](_VOCABULARY.meanings("others"))
_ABROAD = Phrases[str](_VOCABULARY.meanings("abroad"))
KRAGUJEVAC = "kragujevac"
_STUDYING = _VOCABULARY.stems("studying")
_BEING_THERE = _VOCABULARY.words("being there")
_BEING_THERE_AFTER = _VOCABULARY.words("being there after")
_NOT_AT_HOME = _VOCABULARY.words("not at home")
_FACULTIES = _VOCABULARY.stems("faculties")
_REACH_OF_STUDYING = 7
_REACH_OF_BEING = 3
_HOME = _VOCABULARY.stems("home")
_REACH_OF_HOME = 5
_KILOS_BEFORE = _VOCABULARY.words("kilos before")


@dataclass(frozen=True, slots=True)
class Named:
    """The institutions of a message.

    Attributes:
        named: those of the three, in the order in which they were named.
        other: another one that the message is about.
        places: each name, `other` or `kragujevac` among them, with where it stands.
        home: where the asker says that they study or work at one of the three.
    """

    named: tuple[Institution, ...]
    other: str | None
    places: tuple[tuple[str, Span], ...]
    home: tuple[Institution, int, int] | None

    @property
    def kragujevac_ambiguous(self) -> bool:
        """Whether "Kragujevac" was named without the university or the Academy."""
        return any(name == KRAGUJEVAC for name, _ in self.places)

    @property
    def only(self) -> Institution | None:
        """The one that was named, None when none or several were."""
        return self.named[0] if len(self.named) == 1 else None


def institutions(message: Tokens, told: tuple[Stance, ...]) -> Named:
    """Return which institutions a message names."""
    others = [(match.value, match.start, match.stop) for match in _OTHERS.find(message)]
    others += _home_abroad(message, told)
    covered = {index for _, start, stop in others for index in range(start, stop)}
    found: list[tuple[Institution, int, int]] = [
        (match.value, match.start, match.stop)
        for match in _OWN.find(message)
        if match.start not in covered and match.stop - 1 not in covered
    ]
    if "fon" in message.acronyms:
        found += [("ub", i, i + 1) for i, word in enumerate(message.words) if word == "fon"]
    covered |= {index for _, start, stop in found for index in range(start, stop)}
    if not others:
        cities = [match for match in _BELGRADE.find(message) if match.start not in covered]
        found += [("ub", match.start, match.stop) for match in cities]
    found.sort(key=lambda name: name[1])
    named = tuple(dict.fromkeys(name for name, _, _ in found))
    kragujevac = [
        match
        for match in _KRAGUJEVAC.find(message)
        if match.start not in covered and not _kilograms(message, match.start)
    ]
    ambiguous = bool(kragujevac) and not {"uk", "asss"} & set(named)
    placed = [*found, *((OTHER, start, stop) for _, start, stop in others)]
    places = [(name, message.span(start, stop)) for name, start, stop in placed]
    if ambiguous:
        places += [(KRAGUJEVAC, message.span(match.start, match.stop)) for match in kragujevac]
    places.sort(key=lambda place: place[1])
    in_a_city = {match.start for match in _BELGRADE.find(message)}
    homes = (one for one in found if _is_home(message, *one[1:], city=one[1] in in_a_city))
    other = others[0][0] if others else None
    return Named(named, other, tuple(places), next(homes, None))


def _is_home(message: Tokens, start: int, stop: int, *, city: bool) -> bool:
    """Tell whether somebody studies there: "studiram na ...", "na UB-u sam", "I'm at UB".

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


def _kilograms(message: Tokens, index: int) -> bool:
    before = message.word(index - 1)
    return message.words[index] == "kg" and (before[:1].isdigit() or before in _KILOS_BEFORE)
