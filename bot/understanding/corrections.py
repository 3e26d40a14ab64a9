"""Misspelt words of an answer, put right against the words that answer its question."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.tokens import Message

_MOST_WORDS_TO_CORRECT = 8
_SHORTEST = 4
_NEAR_ENOUGH = 0.75


def _words(words: str) -> tuple[str, ...]:
    return tuple(words.split())


ROLE_WORDS = _words(
    "student studentkinja diplomirao diplomirala diplomirani profesor profesorka docent predavac"
    " asistent asistentkinja istrazivac istrazivacica administracija administrativno nenastavno"
    " graduate graduated professor lecturer teacher assistant researcher administrative librarian"
    " bibliotekar sluzba nastavnik"
)


CYCLE_WORDS = _words(
    "osnovne osnovnim master masteru doktorske doktorand doktorandkinja doktorat integrisane"
    " bachelor bachelors masters doctoral doctorate integrated brucos medicina stomatologija"
    " farmacija veterina studije"
)


LENGTH_WORDS = _words(
    "dana dan mesec meseca meseci nedelja nedelje nedelju semestar semestra semestara godina godinu"
    " jedan jedna dva dve tri cetiri sedam osam devet deset dvanaest petnaest dvadeset trideset"
    " days week weeks month months semester semesters year years three four five seven eight nine"
    " twelve twenty thirty januara februara marta aprila avgusta septembra oktobra novembra"
    " decembra january february march april august september october november december"
)


ORDINAL_WORDS = _words(
    "prva druga treca cetvrta peta sesta godina first second third fourth fifth sixth year brucos"
)


PROGRAMME_WORDS = _words(
    "praksa razmena semestar studije nastava obuka usavrsavanje kratka kratkorocna dugorocna"
    " traineeship internship exchange teaching training short semester study blended"
)


YES_NO_WORDS = _words("naravno svakako jeste nije nisam imam nemam ucestvuje definitely")


INSTITUTION_WORDS = _words(
    "beograd beogradu kragujevac kragujevcu akademija sumadija belgrade academy university"
    " univerzitet"
)


def corrected(message: Message, words: tuple[str, ...]) -> str | None:
    """The answer with misspelt words put right; None when nothing was near enough."""
    if len(message) > _MOST_WORDS_TO_CORRECT:
        return None
    fixed: list[str] = []
    for word in message.words:
        best = None
        if len(word) >= _SHORTEST and word.isalpha() and word not in words:
            best = process.extractOne(
                word, words, scorer=OSA.normalized_similarity, score_cutoff=_NEAR_ENOUGH
            )
        fixed.append(word if best is None else best[0])
    return None if tuple(fixed) == message.words else " ".join(fixed)
