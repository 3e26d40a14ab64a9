"""Yes, no and "I don't know", as people type them."""

from enum import Enum

from bot.understanding.tokens import Message, Phrases, word_set

_UNKNOWN = Phrases[bool](
    {
        "neznam|nzm|nznm|dunno|idk|nepoznato|unknown": True,
        "ne znam|secam|sjecam": True,
        "nisam|nismo ~ sigurna|siguran|sigurni": True,
        "pojma nemam": True,
        "nemam ~ pojma|ideju|predstavu": True,
        "ko zna": True,
        "nije mi poznato": True,
        "not ~ sure|certain": True,
        "i'm unsure": True,
        "unsure": True,
        "no idea|clue": True,
        "don't|dont|do know|remember": True,
        "do not know|remember": True,
        "can't say": True,
        "who knows": True,
    }
)
_CONFUSED = Phrases[bool](
    {
        "ne razumem|razumijem|kapiram|kontam": True,
        "nije ~ jasno": True,
        "don't|dont|not understand|get": True,
        "what do|does you|it|this|that mean": True,
        "sta znaci": True,
        "kako to mislis|mislite": True,
        "ne brini|brinite": True,
        "no problem|worries|thanks": True,
        "ne hvala": True,
    }
)
_YES = Phrases[bool](
    {
        "da|yes|yep|yup|yeah|yea|ye|jeste|jes|jesam|jesu|jesmo|aha|tako|tacno": True,
        "naravno|svakako": True,
        "sigurno|definitivno|apsolutno|potvrdno|dabome|sure|definitely|absolutely|correct": True,
        "true|certainly|affirmative|imam|ima|pokriva|ucestvuje|nominuje|hocu|zelim|moze": True,
        "upisan|upisana|zaposlen|zaposlena": True,
        "👍|✅|✔": True,
        "of course": True,
        "i do|am|have|did|will": True,
        "it does|is": True,
        "they do": True,
    }
)
_NO = Phrases[bool](
    {
        "ne|no|nope|nah|nay|nije|nisam|nisu|nismo|nemam|nema|necu|jok|nikako|niposto|nikad": True,
        "netacno|false|negative|never|nijedan|nijedna|nijedno|none": True,
        "👎|❌": True,
        "not really|yet": True,
        "ne bas": True,
        "i don't|dont|am|haven't|didn't|won't not": True,
        "i don't|dont|haven't|didn't|won't": True,
        "i'm not": True,
        "it doesn't|isn't": True,
        "they don't": True,
    }
)
_FILLERS = word_set("pa ma i mislim da , . ! : - e eh well oh think so")
_ENDS_AN_ANSWER = frozenset({",", ".", "!", ";", "-"})
_ASKING = word_set("li l")
# Behind "da" these go on with an answer; anything else may be a sentence ("da bih otišla ...").
_AFTER_DA = word_set(
    "imam jesam jeste sam je naravno svakako ima pokriva ucestvuje mislim nego ali i hocu zelim"
    " imamo upisan upisana zaposlen zaposlena sigurno znam"
)
_MOST_WORDS = 12


class Reply(Enum):
    """What a short answer comes to."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def yes_or_no(message: Message) -> Reply | None:
    """What a short answer comes to; None for anything else, a question among others."""
    words = [word for word in message.words if word[0].isalnum()]
    if len(words) > _MOST_WORDS or _CONFUSED.find(message):
        return None
    if is_unknown(message):
        return Reply.UNKNOWN
    index = _first(message)
    if index is None or (message.word(len(message) - 1) == "?" and len(words) > 1):
        return None
    if message.word(index + 1) in _ASKING:
        return None
    if _NO.at(message, index) is not None:
        return Reply.NO
    if _YES.at(message, index) is None:
        return None
    after = message.word(index + 1)
    if message.words[index] == "da" and after[:1].isalpha() and after not in _AFTER_DA:
        return None
    return Reply.YES


def is_unknown(message: Message) -> bool:
    """Whether the person says that they do not know."""
    return bool(_UNKNOWN.find(message)) or message.words == ("?",)


def _first(message: Message) -> int | None:
    """The first word that says something: "pa da", "mislim da ne" begin with fillers."""
    last = None
    for index, word in enumerate(message.words):
        if word not in _FILLERS:
            return index
        if word == "da":
            if message.word(index + 1) in _ENDS_AN_ANSWER:
                return index
            last = index
    return last
