"""How a conversation is opened: a question only announced, a wish or a state told, all options."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.tokens import PhraseMatch, Phrases, Span, Tokens
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("openings")
_KINDS = Phrases[str](_VOCABULARY.meanings("kinds"))
_ABOUT = Phrases(_VOCABULARY.phrases("about"))
_AROUND = _VOCABULARY.words("around")
_OPTIONS = Phrases(_VOCABULARY.phrases("options"))
_ANYWHERE = Phrases(_VOCABULARY.phrases("going anywhere"))
_AROUND_ANYWHERE = _AROUND | _VOCABULARY.words("around going anywhere")
_BEFORE_A_PLACE = _VOCABULARY.words("before a place")
_ANNOUNCING = "announcing"
_MOST_WORDS = 16


@dataclass(frozen=True, slots=True)
class Opening:
    """What a message opens a conversation with, asking nothing else.

    Attributes:
        kind: `announcing` a question, `starting` from nothing, `accepted`, `turned down`, `back`,
            or only `thinking` of going.
        subject: the words that name what an announced question is about; empty for none.
        introduced: a question is announced behind something else that is told.
    """

    kind: str
    subject: str = ""
    introduced: bool = False


def opening(message: Tokens) -> Opening | None:
    """Return what a message opens a conversation with; None where it says anything else."""
    if not _KINDS.may_begin_in(message):
        return None
    if sum(word[0].isalnum() for word in message.words) > _MOST_WORDS:
        return None
    matches = _KINDS.find(message)
    if not matches:
        return None
    kinds = [match.value for match in matches]
    kind = next((one for one in kinds if one != _ANNOUNCING), _ANNOUNCING)
    if kind not in (_ANNOUNCING, "starting") and "?" in message.words:
        # "Am I accepted?" tells nothing.
        return None
    covered = {index for match in matches for index in range(match.start, match.stop)}
    end = len(message)
    if kind == _ANNOUNCING:
        joint = _ABOUT.at(message, matches[-1].stop)
        if joint is not None:
            end = joint.start
            covered.update(range(joint.start, joint.stop))
            subject = message.span(joint.stop, len(message)) if joint.stop < len(message) else None
            if subject is not None and _only_around(message, covered, end):
                return Opening(kind, message.folded[slice(*subject)])
    if kind != _ANNOUNCING:
        covered |= _place_named(message, covered)
    if _only_around(message, covered, len(message)):
        return Opening(kind)
    return _announced_behind(message, matches, covered) if kind == _ANNOUNCING else None


def _announced_behind(
    message: Tokens, matches: Sequence[PhraseMatch[str]], covered: set[int]
) -> Opening | None:
    """Return a question announced behind what somebody tells: "I teach here, I have a query"."""
    places = range(matches[0].start, 0, -1)
    start = next((place for place in places if message.ends_clause(place - 1)), 0)
    if not start or "?" in message.words:
        return None
    rest = range(start, len(message))
    only = all(
        place in covered or message.words[place] in _AROUND or not message.words[place][0].isalnum()
        for place in rest
    )
    return Opening(_ANNOUNCING, introduced=True) if only else None


def asks_for_options(message: Tokens) -> tuple[Span, ...] | None:
    """Return what is named beside the question what is open to somebody; None where none asks it.

    "What are my options" names nothing more, "koje razmene ima za master" a cycle.
    """
    for phrases, around in ((_OPTIONS, _AROUND), (_ANYWHERE, _AROUND_ANYWHERE)):
        matches = phrases.find(message) if phrases.may_begin_in(message) else []
        if not matches:
            continue
        covered = {index for match in matches for index in range(match.start, match.stop)}
        return tuple(
            message.span(index, index + 1)
            for index, word in enumerate(message.words)
            if index not in covered and word not in around and word[0].isalnum()
        )
    return None


def _place_named(message: Tokens, covered: set[int]) -> set[int]:
    """Return where the place stands to which somebody goes: "primljena sam u Lil"."""
    last = len(message) - 1
    while last > 0 and not message.words[last][0].isalnum():
        last -= 1
    named = last > 0 and last not in covered and message.words[last - 1] in _BEFORE_A_PLACE
    return {last} if named and message.words[last][0].isalpha() else set()


def _only_around(message: Tokens, covered: set[int], end: int) -> bool:
    """Return whether all words before an end say nothing of their own."""
    return all(
        index in covered or word in _AROUND or not word[0].isalnum()
        for index, word in enumerate(message.words[:end])
    )
