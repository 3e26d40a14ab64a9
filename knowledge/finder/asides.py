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

_MONTH = rf"\b{load_vocabulary('dates').pattern('months')}\b"
_ORDINAL = r"(?:st|nd|rd|th|\.)?"
# The day of a date is no mark and no length: "the semester starts on 9 February".
_DAY_AND_MONTH = re.compile(
    rf"\b\d{{1,2}}{_ORDINAL} ?(?:of )?({_MONTH})|({_MONTH}) \d{{1,2}}{_ORDINAL}(?!\d)"
)
_DATE = re.compile(r"\b\d{1,2}\. ?\d{1,2}\.(?: ?\d{4}\b)?")


def leave_out_asides(text: str) -> str:
    """Return a question folded, without kin, worry, days of dates, and what it is not about.

    A message of nothing else is returned whole.
    """
    folded = fold(text)
    rest = _NOT_MEANT.sub(" ", _ASIDE.sub(" ", folded))
    if not _COMPANION.search(rest):
        rest = _KINDRED.sub(" ", rest)
    if any(map(str.isdigit, rest)):
        rest = _DATE.sub(" ", _DAY_AND_MONTH.sub(r" \1\2 ", rest))
    return rest if any(map(str.isalpha, rest)) else folded
