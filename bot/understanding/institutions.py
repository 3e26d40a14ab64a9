"""Institutions by all their names: the three whose rules are told, and others whose are not."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.understanding.stance import Stance
from bot.understanding.tokens import Message, Phrases, Span, word_set

Institution: TypeAlias = Literal["ub", "uk", "asss"]
_OWN = Phrases[Institution](
    {
        "ub|unibg|mobion|etf|etfu|etfa|matf|matfu|matfa|tmf|tmfu|fpn|fpnu|fonu|fona": "ub",
        "univerzitet*|univ|uni|university u|of|in|at beograd*|belgrade|bg|bgd": "ub",
        "univerzitet*|univ|uni|university beograd*|belgrade|bg|bgd": "ub",
        "beogradsk*|belgrade|bg|bgd univerzitet*|uni|university|univ": "ub",
        "bg ac": "ub",
        "ukg|unikg|filum|filuma|filumu": "uk",
        "univerzitet*|univ|uni|university u|of|in|at kragujev*|kg": "uk",
        "univerzitet*|univ|uni|university kragujev*|kg": "uk",
        "kragujev*|kg univerzitet*|uni|university|univ": "uk",
        "kg ac": "uk",
        "fakultet|fakulteta|fakultetu|fakulteti u kragujev*|kg": "uk",
        "faculty|faculties of|in ~ kragujev*|kg": "uk",
        "faculty|faculties in kragujev*|kg": "uk",
        "medicinsk*|ekonomsk*|pravn*|filolosk*|masinsk*|uciteljsk*|pmf u kragujev*|kg": "uk",
        "asss": "asss",
        "sumadija|sumadije|sumadiji|sumadiju|sumadijom": "asss",
        "akademij*|academy ~ sumadij*": "asss",
        "akademij*|academy sumadij*": "asss",
        "akademij*|academy ~ kragujev*|kg": "asss",
        "academy of professional|applied studies": "asss",
        "visok* tehnick* ~ kg|kragujev*": "asss",
        "visok* ~ skol* ~ kg|kragujev*": "asss",
        "odsek|odseka|odseku u kragujev*|kg": "asss",
        "department in kragujev*|kg": "asss",
        "akademija|akademije|akademiji|akademiju|akademijom|academy": "asss",
    }
)
# A city names its university, unless another of its institutions is named.
_BELGRADE = Phrases[bool]({"beograd*|belgrade*|bg|bgd": True})
_KRAGUJEVAC = Phrases[bool]({"kragujev*|kg": True})
_OTHERS = Phrases[str](
    {
        "novi|novom|novog|novm|nov|novo|novim sad|sadu|sada": "Novi Sad",
        "novosadsk*|uns": "Novi Sad",
        "nis|nisa": "Niš",
        "u nisu": "Niš",
        "nisk* univerzitet*": "Niš",
        "ns univerzitet*": "Novi Sad",
        "singidunum*|singi": "Singidunum",
        "megatrend*": "Megatrend",
        "metropolitan*": "Metropolitan",
        "univerzitet* union*": "Union",
        "union univerzitet*|university|nikola": "Union",
        "univerzitet*|university ~ umetnosti|arts": "Univerzitet umetnosti",
        "pristina|pristine|pristini|pristinu": "Priština",
        "kosovsk* mitrovic*": "Priština",
        "novi|novom|novog pazar|pazaru|pazara": "Novi Pazar",
        "alfa bk": "Alfa BK",
        "educons*": "Educons",
        "akademij*|academy umetnosti|arts": "Akademija umetnosti",
        "akademij* tehnick*|tehnicko*": "Akademija tehničkih strukovnih studija",
        "akademij* ~ zapadn* srbij*": "Akademija Zapadna Srbija",
        "vojn*|military akademij*|academy": "Vojna akademija",
        "policijsk*|police akademij*|academy": "Policijska akademija",
        "privatn* faks*|fakultet*|univerzitet*": "privatni fakultet",
        "private university|faculty|college": "privatni fakultet",
    }
)
_ABROAD = Phrases[str](
    {
        "zagreb*": "Zagreb",
        "sarajev*": "Sarajevo",
        "ljubljan*": "Ljubljana",
        "skoplj*|skopje": "Skoplje",
        "podgoric*": "Podgorica",
        "banja|banjoj|banje luka|luci|luke": "Banja Luka",
        "banjaluk*|banjaluc*": "Banja Luka",
        "split|splitu": "Split",
        "mostar*": "Mostar",
        "tuzl*": "Tuzla",
        "rijek*|rijeci": "Rijeka",
        "maribor*": "Maribor",
    }
)
_HOME = ("student", "studir", "upisan", "enrolled", "study", "studying", "zaposlen", "radim")
_REACH_OF_HOME = 5
_KILOS_BEFORE = word_set("kila kilo")


@dataclass(frozen=True, slots=True)
class Named:
    """The institutions of a message.

    Attributes:
        named: those of the three, in the order in which they were named.
        other: another one that the message is about.
        kragujevac_ambiguous: "Kragujevac" without the university or the Academy.
        spans: where each name stands.
    """

    named: tuple[Institution, ...]
    other: str | None
    kragujevac_ambiguous: bool
    spans: tuple[Span, ...]

    @property
    def only(self) -> Institution | None:
        """The one that was named, None when none or several were."""
        return self.named[0] if len(self.named) == 1 else None


def institutions(message: Message, told: tuple[Stance, ...]) -> Named:
    """Which institutions a message names."""
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
    spans = [message.span(start, stop) for _, start, stop in found + list(others)]
    if ambiguous:
        spans += [message.span(match.start, match.stop) for match in kragujevac]
    return Named(named, others[0][0] if others else None, ambiguous, tuple(sorted(spans)))


def _home_abroad(message: Message, told: tuple[Stance, ...]) -> list[tuple[str, int, int]]:
    """Institutions abroad where the person studies or works, not those they want to go to."""
    found: list[tuple[str, int, int]] = []
    for match in _ABROAD.find(message):
        if told[match.start] is Stance.PLAN or told[match.start] is Stance.PAST:
            continue
        before = range(max(0, match.start - _REACH_OF_HOME), match.start)
        if any(message.words[index].startswith(_HOME) for index in before):
            found.append((match.value, match.start, match.stop))
    return found


def _kilograms(message: Message, index: int) -> bool:
    before = message.word(index - 1)
    return message.words[index] == "kg" and (before[:1].isdigit() or before in _KILOS_BEFORE)
