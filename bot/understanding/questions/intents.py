"""What is asked: the kinds of question in a message, each with its own words.

A question word opens a question ("can I", "koliko dugo"); the next one opens another only behind a
joint ("and", a comma, the end of a sentence): in "who decides how long" one question is asked.
Without a question word a keyword asks ("stipendija?", "zanima me praksa"). A message may also ask
nothing: a greeting, thanks, an insult.
"""

from bot.messages.changed import replace
from bot.understanding.quantities.counted_lengths import UNITS
from bot.understanding.tokens import CLAUSE_ENDS, PhraseMatch, Phrases, Tokens, WordSet, take_apart
from bot.understanding.understanding import QuestionKind
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("intents")
_NONE = "none"
_INTENTS = Phrases[str](_VOCABULARY.meanings("asking"))
_JOINTS = CLAUSE_ENDS | _VOCABULARY.words("joints")
_REACH_OF_JOINT = 4
_SHORT = 3
_MOST_CUTS = 12
_CUTS = _VOCABULARY.words("cuts")
_CUT_WORDS = WordSet(_CUTS.__contains__)
_QUESTION_WORDS = _VOCABULARY.stems("question words")
_LEADING = _VOCABULARY.words("leading")
_BEFORE_A_TAG = _VOCABULARY.words("before a tag")
_BEFORE_I = _VOCABULARY.words("before i")
_LIMITS = Phrases[str](_VOCABULARY.meanings("limits"))
_SMALL_TALK = Phrases[str](load_vocabulary("small_talk").meanings("kinds"))
_FILLERS = load_vocabulary("small_talk").words("fillers")
_MOST_WORDS = 9
# Said along with another kind, these tell nothing of their own: "ok, hvala", "hi, who are you".
_WEAKEST = ("sigh", "greeting", "ok", "thanks", "bye")
# Among other words a greeting or thanks tell more than "ok".
_STANDING = ("ok", "greeting", "bye", "thanks")


def find_questions(message: Tokens) -> list[tuple[QuestionKind, int, int]]:
    """Return each question asked, with its first word and the word after its last one."""
    matches = [
        match
        for match in _matches(message)
        if match.value != _NONE and not _is_a_tag(message, match)
    ]
    opened: list[tuple[QuestionKind, int]] = []
    for match in matches:
        named, _, keyword = match.value.partition(" ")
        if keyword:
            continue
        if not opened or _joined(message, opened[-1][1], match.start):
            opened.append((QuestionKind(named), match.start))
    if not opened and matches and _asks_by_keyword(message):
        opened = [(QuestionKind(matches[0].value.split()[0]), matches[0].start)]
    if not opened and "?" in message.words:
        opened = [(_of_a_bare_thing(message), 0)]
    ends = [start for _, start in opened[1:]] + [len(message)] * bool(opened)
    return [
        (kind, start, _without_joint(message, start, end))
        for (kind, start), end in zip(opened, ends, strict=True)
    ]


def _is_a_tag(message: Tokens, match: PhraseMatch[str]) -> bool:
    """Return whether words only end a question: "is that per day or what?"."""
    behind = any(word[0].isalnum() for word in message.words[match.stop :])
    return not behind and message.word(match.start - 1) in _BEFORE_A_TAG


def _matches(message: Tokens) -> list[PhraseMatch[str]]:
    """Return the words that ask; none reaches over a joint into the next question."""
    words = message.words
    cuts = [
        index + 1
        for index in _CUT_WORDS.places(message)
        if index + 1 < len(words) and words[index + 1].startswith(_QUESTION_WORDS)
    ]
    if not cuts:
        return _INTENTS.find(message)
    found: list[PhraseMatch[str]] = []
    start = 0
    for end in (*cuts[:_MOST_CUTS], len(words)):
        if any(start <= place < end for place in _INTENTS.places(message)):
            piece = message if end == len(words) else replace(message, words=words[:end])
            found += _INTENTS.find(piece, start)
        start = end
    return found


def _asks_by_keyword(message: Tokens) -> bool:
    """Return whether a message without a question word asks: by its mark, opening or brevity."""
    words = sum(word[0].isalnum() for word in message.words)
    return "?" in message.words or words <= _SHORT or not _LEADING.isdisjoint(message.words)


def _of_a_bare_thing(message: Tokens) -> QuestionKind:
    """Return what "BIP?" and "45 days?" ask: what it is, and whether it fits."""
    words = [word for word in message.words if word[0].isalnum()]
    if len(words) > _SHORT:
        return QuestionKind.OTHER
    if words and words[0].isdigit() and len(words) > 1 and UNITS.value(words[1]) is not None:
        return QuestionKind.FIT
    return QuestionKind.WHAT if len(words) == 1 else QuestionKind.OTHER


def _joined(message: Tokens, previous: int, start: int) -> bool:
    """Return whether a joint stands between the last question word and this one."""
    between = message.words[max(previous, start - _REACH_OF_JOINT) : start]
    return any(word in _JOINTS for word in between)


def _without_joint(message: Tokens, start: int, end: int) -> int:
    while end > start + 1 and message.words[end - 1] in _JOINTS:
        if message.words[end - 1] == "i" and message.words[end - 2] in _BEFORE_I:
            break
        end -= 1
    return end


def asked_limit(text: str) -> str | None:
    """Return the slot whose limit a question asks for; None for any other question."""
    asked = {match.value for match in _LIMITS.find(take_apart(text))}
    return asked.pop() if len(asked) == 1 else None


def small_talk_within(message: Tokens) -> str | None:
    """Return the kind of small talk that stands anywhere in a message; None where none does."""
    if not _SMALL_TALK.may_begin_in(message):
        return None
    found = [match.value for match in _SMALL_TALK.find(message) if match.value in _STANDING]
    return max(found, key=_STANDING.index, default=None)


def small_talk(message: Tokens) -> str | None:
    """Return the kind of a message that is nothing but small talk; None for any other."""
    if not _SMALL_TALK.may_begin_in(message):
        return None
    words = sum(word[0].isalpha() for word in message.words)
    if words > _MOST_WORDS:
        return None
    matches = _SMALL_TALK.find(message)
    covered = {index for match in matches for index in range(match.start, match.stop)}
    for index, word in enumerate(message.words):
        if word[0].isalnum() and index not in covered and word not in _FILLERS:
            return None
    kinds = [match.value for match in matches]
    strong = [kind for kind in kinds if kind not in _WEAKEST]
    if strong:
        return strong[0]
    return max(kinds, key=_WEAKEST.index, default=None)
