"""Tell how exact an amount is: "oko 20 dana", "nepuna dva meseca", "just over a month"."""

from bot.understanding.tokens import Message, Phrases, word_set

_BEFORE = Phrases[str](
    {
        "oko|otprilike|okvirno|priblizno|cirka|circa|ca|cca|nekih|nekako|jedno|~": "about",
        "about|around|roughly|approximately|approx|some": "about",
        "negde|negdje oko|izmedju": "about",
        "more or less": "about",
        "skoro|gotovo|zamalo|umalo|nepun|nepuna|nepune|nepunih|nepunu|almost|nearly": "under",
        "just|slightly|barely|bit|little under|below": "under",
        "close to": "under",
        "jedva|not quite": "under",
        "malo|nesto|tek|za|neznatno manje|krace od|nego": "under",
        "just|slightly|somewhat|bit|little less|shorter|fewer than": "under",
        "not quite": "under",
        "malo|nesto|tek|neznatno vise|duze|preko od|nego": "over",
        "malo|nesto|tek preko": "over",
        "just|slightly|bit|little over": "over",
        "just|slightly|somewhat|bit|little more|longer than": "over",
    }
)
_BEHIND = Phrases[str](
    {
        "otprilike|okvirno|priblizno|approximately|roughly": "about",
        "or|ili so|tako|slicno": "about",
        "manje|more vise|or less": "about",
        "give or take": "about",
        "i|and kusur|nesto|something|change|some": "over",
    }
)
# "What about 3 months?" is no "about 3 months".
_ABOUT_A_SUBJECT = word_set(
    "what how think know ask asking question questions info information tell"
)
_REACH = 4


def approximation(message: Message, start: int, stop: int) -> tuple[str, int, int] | None:
    """Return `about`, `under` or `over` with the first word and the word after the last.

    None where nothing says that the amount from `start` up to `stop` is not exact.
    """
    if _BEFORE.may_begin_in(message):
        for back in range(min(_REACH, start), 0, -1):
            match = _BEFORE.at(message, start - back)
            if (
                match is not None
                and match.stop == start
                and not _names_a_subject(message, match.start)
            ):
                return match.value, match.start, stop
    if _BEHIND.may_begin_in(message) and stop < len(message):
        match = _BEHIND.at(message, stop)
        if match is not None:
            return match.value, start, match.stop
    return None


def _names_a_subject(message: Message, index: int) -> bool:
    return message.words[index] == "about" and message.word(index - 1) in _ABOUT_A_SUBJECT
