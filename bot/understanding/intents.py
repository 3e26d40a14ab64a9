"""What is asked: the kinds of question in a message, each with its own words.

A question word opens a question ("can I", "koliko dugo"); the next one opens another only behind a
joint ("and", a comma, the end of a sentence): in "who decides how long" one question is asked.
Without a question word a keyword asks ("stipendija?", "zanima me praksa").
"""

from bot.understanding.tokens import CLAUSE_ENDS, Message, Phrases, word_set
from bot.understanding.understanding import QuestionKind
from knowledge.vocabulary import load_phrases

_NONE = "none"
_INTENTS = Phrases[str](load_phrases("intents"))
_JOINTS = CLAUSE_ENDS | word_set("and i a te pa or ili ali but plus & / , - also then takodje onda")
_REACH_OF_JOINT = 4
_BEFORE_I = word_set("can could may might do did should shall must am will would was have")


def find_questions(message: Message) -> list[tuple[QuestionKind, int, int]]:
    """Each question asked, with its first word and the word after its last one."""
    opened: list[tuple[QuestionKind, int]] = []
    for match in _INTENTS.find(message):
        if match.value == _NONE:
            continue
        if opened and not _joined(message, opened[-1][1], match.start):
            continue
        opened.append((QuestionKind(match.value), match.start))
    if not opened and "?" in message.words:
        opened = [(QuestionKind.OTHER, 0)]
    ends = [start for _, start in opened[1:]] + [len(message)] * bool(opened)
    return [
        (kind, start, _without_joint(message, start, end))
        for (kind, start), end in zip(opened, ends, strict=True)
    ]


def _joined(message: Message, previous: int, start: int) -> bool:
    """Whether a joint stands between the last question word and this one."""
    between = message.words[max(previous, start - _REACH_OF_JOINT) : start]
    return any(word in _JOINTS for word in between)


def _without_joint(message: Message, start: int, end: int) -> int:
    while end > start + 1 and message.words[end - 1] in _JOINTS:
        if message.words[end - 1] == "i" and message.words[end - 2] in _BEFORE_I:
            break
        end -= 1
    return end
