"""What a sentence has to hold to answer a kind of question: an amount, a time, a place, somebody.

"Where are tickets sold?" is answered by a sentence with a place, whatever words it has in common
with the question, and "do I have to?" by one that says what is compulsory.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.messages.markup import plain
from bot.understanding import QuestionKind
from knowledge import Rendered
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.quantity import CURRENCIES

_VOCABULARY = load_vocabulary("leading")


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern}\b")


_HOW_MUCH, _PRICE, _WHICH_TIME = (
    _words(_VOCABULARY.pattern("how much")),
    _words(_VOCABULARY.pattern("price")),
    _words(_VOCABULARY.pattern("which time")),
)
_ENOUGH, _ENCLOSED, _WHERE = (
    _words(_VOCABULARY.pattern("enough")),
    _words(_VOCABULARY.pattern("enclosed")),
    _words(_VOCABULARY.pattern("where")),
)
_WHETHER_MUST = _words(_VOCABULARY.pattern("whether one must"))
_WHO = re.compile(rf"(?:\w{{1,4}} )?{_VOCABULARY.pattern('who')}\b")
_QUESTION_WORDS = _VOCABULARY.words("question words")
_WORD = re.compile(r"[a-z]+")

_AMOUNT = re.compile(
    rf"\d ?(?:{'|'.join(CURRENCIES).lower()}|%)|\b(?:{_VOCABULARY.pattern('for nothing')})"
)
_TIME = re.compile(
    rf"\d:\d\d|\d\.? ?(?:{_VOCABULARY.pattern('times')})|{_VOCABULARY.pattern('times')}"
)
_LENGTH = re.compile(
    rf"\b\w+ (?:{_VOCABULARY.pattern('units of time')})|{_VOCABULARY.pattern('how long it is')}"
)
# A level of a language, in the question and in the answer.
_LEVEL = re.compile(r"\b[abc][12]\b")
# A name: a capital letter behind another word.
_NAME = re.compile(r"(?<=[^\W\d] )[«„“]?[A-ZŠĐČĆŽА-ЯЂЈЉЊЋЏ]\w+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a sentence has to hold.

    Attributes:
        folded: what stands in its folded words.
        written: what may stand instead in the words as they are written.
        strict: no sentence without it answers where another one has it.
    """

    folded: re.Pattern[str]
    written: re.Pattern[str] | None = None
    strict: bool = False

    def is_held_by(self, folded: str, written: str) -> bool:
        """Return whether a sentence holds it."""
        named = self.written is not None and self.written.search(written) is not None
        return named or self.folded.search(folded) is not None


_REQUIRED, _PAPERS = (
    Wanted(_words(_VOCABULARY.pattern("required"))),
    Wanted(_words(_VOCABULARY.pattern("papers"))),
)
_MUST, _OF_MONEY = (
    Wanted(_words(_VOCABULARY.pattern("must or need not"))),
    Wanted(_words(_VOCABULARY.pattern("of money"))),
)
_PLACE = Wanted(_words(_VOCABULARY.pattern("places")), strict=True)
_SOMEBODY = Wanted(_words(_VOCABULARY.pattern("somebody")), _NAME)


def wanted_by(text: str, kinds: frozenset[QuestionKind]) -> tuple[Wanted, ...]:
    """Return what a sentence has to hold to answer a question; "who pays?" asks for no amount."""
    return tuple(_wanted(fold(text), kinds))


def holds_an_amount(rendered: Rendered) -> bool:
    """Return whether an answer tells an amount of money."""
    return _AMOUNT.search(fold(plain(rendered.html))) is not None


def names_money(text: str) -> bool:
    """Return whether a text speaks of money by a word for it, and not by "how much" alone."""
    return _OF_MONEY.folded.search(fold(text)) is not None


def _wanted(folded: str, kinds: frozenset[QuestionKind]) -> Iterator[Wanted]:
    if _ENOUGH.search(folded):
        yield _REQUIRED
    if _LEVEL.search(folded):
        yield Wanted(_LEVEL, strict=True)
    if _ENCLOSED.search(folded):
        yield _PAPERS
    if _WHO.match(folded):
        yield _SOMEBODY
    which_time = _WHICH_TIME.search(folded) is not None
    if which_time or QuestionKind.WHEN in kinds:
        yield Wanted(_TIME, strict=which_time)
    yield from _of_the_thing(folded, kinds)


def _of_the_thing(folded: str, kinds: frozenset[QuestionKind]) -> Iterator[Wanted]:
    """Yield where it is, whether one must, what it costs, or how long it takes: one of these."""
    price = _PRICE.search(folded) is not None
    if _WHERE.search(folded):
        yield _PLACE
    elif _WHETHER_MUST.search(folded) and _QUESTION_WORDS.isdisjoint(_WORD.findall(folded)):
        yield _MUST
    elif price or (QuestionKind.MONEY in kinds and _HOW_MUCH.search(folded)):
        yield Wanted(_AMOUNT, strict=price)
    elif QuestionKind.MONEY in kinds:
        yield _OF_MONEY
    elif QuestionKind.LENGTH in kinds:
        yield Wanted(_LENGTH)
