"""Amounts that are not the person's own: limits, figures of a rule, distances in time.

"Najviše 12 meseci", "do 30 dana", "prvih 14 dana", "pre 2 meseca", "u roku od 7 dana", "at least 8
hours" speak of the rules or of the calendar. To take one for what the person plans would be worse
than to miss it.
"""

from bot.understanding.tokens import Message, Phrases, word_set

_BOUND_BEFORE = Phrases[str](
    {
        "najvise|najmanje|najduze|najkrace|minimum|minimalno|minimalnih|maksimum": "bound",
        "maksimalno|maksimalnih|max|min|maks|bar|barem|preko|iznad|ispod": "bound",
        "vise|duze|duza|duzi|duzu|manje|krace|kraca|kraci|veci|veca od|nego": "bound",
        "at least|most": "bound",
        "up|down to": "bound",
        "over|under|exceed|exceeds|exceeding|maximum|minimal|maximal": "bound",
        "more|less|longer|shorter|fewer than": "bound",
        "limit|limita|limitu|limitom|granica|granice|granicu|maksimuma|minimuma od": "bound",
        "limit|granica|maksimum|minimum je|is": "bound",
        "limit|cap|maximum|minimum of": "bound",
        "limit|cap|maximum|minimum|max|najvise|najduze is|je|being|was": "bound",
        "cap|limit|limita od|of": "bound",
        "predjem|predje|predjemo|prelazi|prekoracim|premasim": "bound",
        "novih|nova|odvojenih|odvojena|fresh|separate": "rule",
        "prvih|prva|prve|prvi|first|preostalih|preostala|ostalih|ostatak": "rule",
        "remaining|svakih|svaka|svaki|svake|every|each|narednih|sledecih|poslednjih|next": "rule",
        "the last": "rule",
        "tih|onih|ovih|ta|the|those|these|po": "rule",
        "ostalo|ostaje|ostaju|preostalo|preostaje|ostala": "rule",
        "ostalo|ostaje|ostaju|preostalo|preostaje|ostala mi|jos|ti": "rule",
        "ostalo|ostaje|ostaju|preostalo|preostaje mi|ti jos|je": "rule",
        "ostalo|ostala|ostale|preostala su|je mi|ti|jos": "rule",
        "racuna|racunaju|ulazi|ulaze|spada|spadaju|count|counts u|in|into|towards": "rule",
        "pre|prije|before|posle|poslije|nakon|after|within|since|unutar": "relative",
        "roku|rok|rokom od": "relative",
        "in|takes|take|proslo|proteklo|passed": "relative",
        "lost|lose|losing|izgubim|izgubila|izgubio|gubim|propada": "rule",
    }
)
_BOUND_AFTER = Phrases[str](
    {
        "max|maks|maksimum|maksimalno|maximum|min|minimum|minimalno|najvise|najmanje": "bound",
        "limit|limita|limitu|cap|rule": "bound",
        "tops": "bound",
        "or more|less|longer|shorter": "bound",
        "ili|i vise|manje|duze|krace": "bound",
        "per|po ciklus*|cycle|nivo*|level": "rule",
        "each|left|remaining|preostalo": "rule",
        "ago|before|prior|pre|prije|posle|nakon|after|later|kasnije|unapred|earlier": "relative",
        "late|early|ahead|pred|uoci": "relative",
        "in advance": "relative",
        "old|star|stara|staz*|iskustv*|experience": "relative",
        "of experience": "relative",
    }
)
_PER_CYCLE = Phrases[bool]({"per|po ciklus*|cycle|nivou": True})
_SPREAD = ("hour", "cas", "sat", "spread")
_REQUIRED = word_set(
    "mora moraju must required obavezno obavezna obavezan propisano propisan dozvoljeno"
)
_COUNTING = ("racun", "count", "ulaz", "broj", "oduz", "deduct", "taken", "cap", "limit")
_COUNTED_INTO = word_set("u od into towards off from my mojih")
_WAITING = word_set(
    "answered replied waiting cekam cekamo odgovara odgovorio kasni kasne delayed vazi valid visa"
    " viza"
)
# "Beba mi ima šest meseci": somebody's age.
_CHILDREN = (
    "beb", "dete", "dijete", "cerk", "kcer", "unuk", "baby", "child", "daughter", "toddler",
    "infant", "trudn", "pregnan",
)  # fmt: skip
_SONS = word_set("sin sina sinu son sons kid kids")
_AGED = word_set("ima imaju je sam is am has u s 's months")
_NO = word_set("ne cannot can't cant not don't")
_CONTRASTS = word_set("but nego now sad sada")  # "not a BIP but a semester"
_REACH_IN_CLAUSE = 8
_REACH_OF_NO = 4
_BEGINNINGS = (
    "krec", "polaz", "pocinj", "pocet", "istic", "rok", "deadline", "stiz", "putujem",
    "vraca", "dedlajn", "konkurs",
)  # fmt: skip


def not_the_persons(message: Message, start: int, stop: int) -> str | None:
    """Why a length is not told as the person's own, None when it may be."""
    if message.word(start - 1) == "do" and not _english(message, stop):
        return "bound"
    if message.word(start - 1) == "over" and message.word(start - 2).startswith(_SPREAD):
        return None
    before = _bound_before(message, start)
    if before is None and message.word(start - 1) in {"a", "an"}:
        before = _bound_before(message, start - 1)
    if before is not None:
        return before
    behind = stop + 1 if message.word(stop) == "-" else stop
    after = _BOUND_AFTER.at(message, behind) if behind < len(message) else None
    if after is not None:
        return after.value
    if any(_PER_CYCLE.at(message, index) for index in range(stop, min(stop + 4, len(message)))):
        return "rule"
    if message.word(start - 1) == "za" and _tells_a_beginning(message, start, stop):
        return "relative"
    return _of_the_clause(message, start)


def _bound_before(message: Message, start: int) -> str | None:
    for back in range(1, min(5, start + 1)):
        before = _BOUND_BEFORE.at(message, start - back)
        if before is not None and before.stop == start:
            return before.value
    return None


def _tells_a_beginning(message: Message, start: int, stop: int) -> bool:
    """As in "krećem za 2 nedelje", "rok je za 20 dana": when, not how long."""
    for step, place in ((-1, start - 2), (1, stop)):
        for index in range(place, place + 4 * step, step):
            if not 0 <= index < len(message) or message.ends_clause(index):
                break
            if message.words[index].startswith(_BEGINNINGS):
                return True
    return False


def _english(message: Message, stop: int) -> bool:
    """Whether the unit is English, where "do" is a verb ("do 45 days fit?")."""
    return message.words[stop - 1].startswith(("day", "week", "month", "year"))


def _of_the_clause(message: Message, start: int) -> str | None:
    """What the words before it in its clause make of an amount: required, counted, waited for."""
    counted = message.word(start - 1) in _COUNTED_INTO
    for index in range(start - 1, max(-1, start - 1 - _REACH_IN_CLAUSE), -1):
        if message.ends_clause(index):
            return None
        word = message.words[index]
        if word in _CONTRASTS:
            return None
        if word in _REQUIRED or (counted and word.startswith(_COUNTING)):
            return "rule"
        if word in _WAITING or (
            word.startswith(_CHILDREN) and _tells_an_age(message, index, start)
        ):
            return "relative"
        near = start - index <= _REACH_OF_NO
        if near and word in _NO and message.word(index + 1) not in {"znam", "sure"}:
            return "rule"
    return None


def _tells_an_age(message: Message, index: int, start: int) -> bool:
    """Whether a child stands at `index`, and only "is", "ima" and the like before the length."""
    word = message.words[index]
    if not word.startswith(_CHILDREN) and word not in _SONS:
        return False
    between = message.words[index + 1 : start]
    return any(word in _AGED for word in between) and len(between) <= _REACH_OF_NO
