"""Programmes as people name them: "STA", "praksa", "BIP", "kratka mobilnost doktoranada"."""

import re

from bot.understanding.stance import Stance
from bot.understanding.tokens import Message, Phrases, Span, word_set
from locales import fold

_SHORT = "short"
_PROGRAMMES = Phrases[str](
    {
        "dugorocn*": "study",
        "long term": "study",
        "study|studies exchange|mobility|stay": "study",
        "studijsk* boravak|boravk*|mobilnost*|razmen*": "study",
        "exchange semester": "study",
        "semester abroad": "study",
        "semestraln* razmen*|mobilnost*": "study",
        "praksa|prakse|praksi|praksu|praksom|praksama|traineeship*|trainee*": "traineeship",
        "internship*|internsip*|intern|interns|praktikant*|staziranj*|staziram": "traineeship",
        "work placement*": "traineeship",
        "placement|placements": "traineeship",
        "bip|bipa|bipu|bipom|bipovi|bips|bip's": "bip",
        "blended intensive": "bip",
        "blended intensive program*": "bip",
        "kombinovan* intenzivn* program*": "bip",
        "intenzivn* program*|kurs*": "bip",
        "stt": "training",
        "job shadow*": "training",
        "strucn* usavrsavanj*": "training",
        "usavrsavanj*|training|trening|treninga|treningu": "training",
        "obuka|obuke|obuku|obuci": "training",
        "mobilnost* ~ obuk*|obuc*": "training",
        "staff training": "training",
        "staff mobility for teaching": "teaching",
        "staff mobility for training": "training",
        "teaching mobility|stay|abroad|visit|hours": "teaching",
        "hours|casova|casa|sati|sata of|od teaching": "teaching",
        "casova|casa|cas|sati|sata nastave|predavanja": "teaching",
        "to|could|can|for|i'd|i'll|would|will|i teach|teaching": "teaching",
        "drzim|drzi|drzimo|drzati|odrzim|odrzi|odrzati ~ nastav*|predavanj*|casov*": "teaching",
        "drzanj*|izvodjenj* nastave": "teaching",
        "mobilnost* ~ nastav*|predavanj*|predavac*": "teaching",
        "mobilnost* radi|za nastav*|predavanj*": "teaching",
        "kratk*|kratkorocn*|short mobilnost*|razmen*|boravak|boravk*|mobility|stay": _SHORT,
        "kratk*|kratkorocn*|short visit*|exchange*|study|period|research|phd": _SHORT,
        "kratk*|short ~ mobilnost*|razmen*|boravak|boravk*|mobility|stay": _SHORT,
        "kratkorocn*|kratkotrajn*": _SHORT,
        "short term": _SHORT,
    }
)
# "U praksi" is "in practice", but "u stručnoj praksi" is a traineeship.
_PRACTICE = "praksi"
# "Šta" without its diacritic is "sta": the programme is in capitals, or counts something.
_STA = "sta"
_UNITS = word_set("dan dana dani day days cas casa casova sat sata sati hour hours h")
_AFTER_STA = word_set("mobility mobilnost mobilnosti mobilnoscu program programme")
_BEFORE_STA = word_set("na za erasmus erazmus moja moju")
_WORD = re.compile(r"\w+")


def programmes(
    message: Message,
    told: tuple[Stance, ...],
    aside: frozenset[int],
    *,
    doctoral: bool,
    semesters: Span | None,
) -> list[tuple[str, Span]]:
    """Programmes named for what is to come, with their places; those of an earlier stay are left.

    Args:
        message: the message.
        told: the stance of its words.
        aside: words that were named only to be set aside.
        doctoral: whether doctoral studies are spoken of: a short stay is a programme only there.
        semesters: where the planned stay is told in semesters, which only long-term study is.
    """
    found: list[tuple[str, Span]] = []
    for match in _PROGRAMMES.find(message):
        name = match.value
        if told[match.start] is Stance.PAST or _in_practice(message, match.start):
            continue
        if match.start in aside:
            continue
        if name == _SHORT:
            if not doctoral:
                continue
            name = "short_phd"
        found.append((name, message.span(match.start, match.stop)))
    found += [("teaching", message.span(index, index + 1)) for index in _teaching(message)]
    if semesters is not None and not found:
        found = [("study", semesters)]
    return sorted(found, key=lambda named: named[1])


def _in_practice(message: Message, index: int) -> bool:
    return message.words[index] == _PRACTICE and message.word(index - 1) in {"u", "in"}


def _teaching(message: Message) -> list[int]:
    """Where "sta" is the programme STA and not the question "šta"."""
    places = [index for index, word in enumerate(message.words) if word == _STA]
    if not places:
        return []
    written = [word for word in _WORD.findall(message.text) if fold(word) == _STA]
    capital = [False] * len(places)
    if len(written) == len(places) and not message.text.isupper():
        capital = [word.isupper() for word in written]
    return [
        index
        for index, shouted in zip(places, capital, strict=True)
        if shouted or _counts_something(message, index)
    ]


def _counts_something(message: Message, index: int) -> bool:
    """As in "Sta 3 days", "na sta mobilnost": what is asked with "šta" does not go on so."""
    if message.word(index + 2) in _UNITS and message.word(index + 1)[0].isdigit():
        return True
    before, after = message.word(index - 1), message.word(index + 1)
    return after in _AFTER_STA and (after.endswith(("y", "e")) or before in _BEFORE_STA)
