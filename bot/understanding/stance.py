"""How a message stands to what it says: told of the past, of now, of a plan, or asked of the rule.

A person tells two stays in one breath ("bio 8 meseci na masteru, mogu li još 6?"). Small words part
them: from such a word on, until the next one or the end of the sentence, what is said stands so.
"""

from collections.abc import Mapping
from enum import Enum

from bot.understanding.tokens import Message, word_list, word_set

_PAST = word_list(
    "vec bio bila bili isao isla isli otisao otisla proveo provela boravio boravila iskoristio"
    " iskoristila iskorisceno iskoriscenih potrosio potrosila potroseno imao imala odradio odradila"
    " koristio koristila vratio vratila putovao putovala ranije prethodno prethodna prethodnoj"
    " dosad prosle prosli zavrsio zavrsila trajala trajao trajalo iza lasted proslo"
    " radio radila studirao studirala worked stayed studied lived interned last"
    " already spent used previously earlier previous completed went had been was did back behind"
)
_NOW = word_list(
    "sad sada trenutno upisao upisala upisan upisana studiram"
    " now currently am i'm im enrolled enroled"
)
_PLAN = word_list(
    "mogu moze mozemo mogao mogla smem smeo smela hocu hteo htela zelim zeleo zelela planiram"
    " nameravam idem odlazim putujem cu bih bi bismo jos ostanem ostati opet ponovo nudi nude"
    " ponudili primljen primljena izabran izabrana zanima krecem polazim prijavljujem"
    " prijavim apliciram konkurisem"
    " can could may might want would will plan planning planned going intend hope hoping"
    " considering another more again offered offers selected accepted nominated invited extend"
    " chosen picked admitted approved awarded granted odabran odabrana"
    " thinking i'd i'll id wanna gonna apply applying"
)
# These end what was told as past or planned without telling anything themselves.
_NEUTRAL = word_list(
    "prijavio prijavila aplicirao aplicirala applied jel jeli li dal koliko kolko kako kad kada sta"
    " sto koja koji koje"
    " what how does is are which when"
)
# "Isla bih" and "bih isla" tell a wish, "had" and "been" a past only of the person.
_WISHES = frozenset({"bih", "bi", "bismo", "cu", "da"})
_NEEDS_PERSON = frozenset({"had", "been", "was", "did", "went"})
_TIMES = frozenset({"year", "semester", "summer", "winter", "spring", "autumn", "fall", "month"})
_RETURNING = frozenset({"come", "came", "got", "just", "am", "i'm"})
_PERSONS = frozenset({"i", "we", "i've", "ive", "have", "haven't", "never", "he", "she", "i'd"})
# Words that make a length before them a used one: "8 months already", "5 meseci sam bila".
_LATE_PAST = word_set(
    "vec already used spent iskoristio iskoristila iskorisceno potroseno potrosio potrosila bio"
    " bila proveo provela proslo behind"
)
_LATE_REACH = 4


class Stance(Enum):
    """How what is said stands to the time and the person."""

    NEUTRAL = "neutral"
    PAST = "past"
    NOW = "now"
    PLAN = "plan"


_CUES: Mapping[str, Stance] = {
    **dict.fromkeys(_PAST, Stance.PAST),
    **dict.fromkeys(_NOW, Stance.NOW),
    **dict.fromkeys(_PLAN, Stance.PLAN),
    **dict.fromkeys(_NEUTRAL, Stance.NEUTRAL),
}


def stances(message: Message) -> tuple[Stance, ...]:
    """The stance of every word, in one pass from left to right."""
    current = Stance.NEUTRAL
    found: list[Stance] = []
    for index, word in enumerate(message.words):
        if message.ends_sentence(index):
            current = Stance.NEUTRAL
        else:
            cue = _CUES.get(word)
            if cue is Stance.PAST:
                current = _of_past_cue(message, index, word, current)
            elif cue is not None:
                current = cue
        found.append(current)
    return tuple(found)


def _of_past_cue(message: Message, index: int, word: str, current: Stance) -> Stance:
    near = {message.word(index + ahead) for ahead in (-3, -2, -1, 1, 2)}
    if word == "back" and message.word(index - 1) not in _RETURNING:
        return current
    if word == "last" and message.word(index + 1) not in _TIMES:
        return current
    if word in _NEEDS_PERSON:
        before = {message.word(index - back) for back in (1, 2, 3)}
        return Stance.PAST if before & _PERSONS else current
    if word not in {"vec", "already"} and near & (_WISHES - {"da"}):
        return Stance.PLAN
    return Stance.PAST


def stance_of(message: Message, told: tuple[Stance, ...], start: int, stop: int) -> Stance:
    """The stance of a length between two places; a word of the past may also follow it."""
    if "more" in message.words[start : stop + 1]:  # "eight months used, six more wanted"
        return Stance.PLAN
    if told[start] is Stance.PAST:
        return Stance.PAST
    for index in range(stop, min(stop + _LATE_REACH, len(message))):
        if message.ends_clause(index) or told[index] is Stance.PLAN:
            break
        if message.words[index] in _LATE_PAST and told[index] is Stance.PAST:
            return Stance.PAST
    return told[start]
