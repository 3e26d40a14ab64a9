"""What a message says beside its question: whose child asks, how urgent it is, what is not meant.

Applied to questions only, never to what is learned from.
"""

import re

from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("asides")
# Somebody who comes along is what the question is about.
_COMPANION = re.compile(
    rf"\b(?:{_VOCABULARY.pattern('companions')}|{_VOCABULARY.pattern('companions in words')})\b"
)
_ASIDE = re.compile(rf"\b(?:{_VOCABULARY.pattern('worry')}|{_VOCABULARY.pattern('no question')})\b")
_KINDRED = re.compile(rf"\b{_VOCABULARY.pattern('kin')}(?:'?s)?\b")
_THING = r"\w+(?: \w+)?,?"
_NOT_MEANT = re.compile(
    rf"\b{_VOCABULARY.pattern('not')} {_THING} {_VOCABULARY.pattern('but')}\b"
    rf"|\b{_VOCABULARY.pattern('ne')} {_THING} {_VOCABULARY.pattern('nego')}\b"
    rf"|\b{_VOCABULARY.pattern('instead')} \w+"
)


def leave_out_asides(text: str) -> str:
    """Return a question folded, without kin, worry, and what it says it is not about.

    A message of nothing else is returned whole.
    """
    folded = fold(text)
    rest = _NOT_MEANT.sub(" ", _ASIDE.sub(" ", folded))
    if not _COMPANION.search(rest):
        rest = _KINDRED.sub(" ", rest)
    return rest if any(map(str.isalpha, rest)) else folded
