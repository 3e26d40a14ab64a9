"""Whether a message speaks of the subject at all.

The finder always finds something nearest. Where no word of the subject stands in a question,
nothing is offered, and nobody is sent to a coordinator with it.
"""

import re
from functools import lru_cache

# How words of the subject begin, folded.
_STEMS = (
    "erasm erazm razmen razmjen mobil exchang abroad inostran stipend scholar grant praks "
    "intern trainee placement semest bip blended intenziv phd doktor doctor master bachelor "
    "osnovn student studij study studi fakult univer academ akadem kragujev beograd belgrad "
    "sumadij ocen ocjen grade ects espb kredit credit bod poen point prizna recogn learning "
    "agreement ugovor transcript prepis diplom supplement koordin coordin konkurs call prijav "
    "appl nomina partner domacin host sta stt nastav teach train obuk usavrs profes predavac "
    "zaposlen osoblj staff travel puta put voz autobus bus avion green zelen dnevnic novac "
    "novc novca para money payment isplat euro eur viza visa smestaj housing accommod dorm "
    "dom osigur insur jezik langu sertif certif ispit exam predmet course subject godin year "
    "cikl cycle ciklus nivo mesec month dan day duration traja rok deadlin papir dokument "
    "document paper potvrd confirm izvestaj report vrat return uslov condition eligib rang "
    "rank kriterij criteri ponovo again zero inkluz inclus mundus ka131 ka171 ub uk asss csc "
    "ceepus fulbright dsu trip stay boravak boravk ostan ostaj program fresher freshm brucos "
    "mogucnost opportun "
).split()
# Words that begin so and belong to everyday life as well.
_EVERYDAY = frozenset("sta para put puta dan dana day days dom bus voz again year month".split())
_WORD = re.compile(r"[a-z0-9]+")
_STEM = re.compile("|".join(sorted(set(_STEMS), key=len, reverse=True)))


def has_word_of_the_subject(folded: str) -> bool:
    """Whether some word of a folded text belongs to the subject."""
    return any(map(_is_of_the_subject, _WORD.findall(folded)))


# Words repeat from message to message; the bound keeps hostile ones from piling up.
@lru_cache(maxsize=8192)
def _is_of_the_subject(word: str) -> bool:
    return word not in _EVERYDAY and _STEM.match(word) is not None
