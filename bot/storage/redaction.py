"""What could tell who wrote a question is taken out before the question is kept."""

import re

_TAKEN_OUT = "…"
# Bounded repetitions only: no message can make these slow.
_PATTERNS = (
    re.compile(r"https?://\S{1,500}", re.IGNORECASE),
    re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
    re.compile(r"(?<!\w)@\w{3,32}"),
)
# Student numbers: 2021/0123, 123/2020, SV 12/2020, 12-2021.
_STUDENT = re.compile(r"\b(\d{1,5})\s?[/-]\s?(\d{1,5})\b(?!-)")
# Phone numbers and national ids: seven digits and more, with the usual separators; no date.
_PHONE = re.compile(r"(?<!\d)(?!\d{4}-\d\d-\d\d|20\d\d/20\d\d)\+?\d(?:[ ()/-]{0,2}\d){6,17}")
_NAMED = re.compile(
    r"\b(zovem se|ime mi je|ja sam|зовем се|име ми је|ја сам|my name is|i am called|i'm called)"
    r"((?:\s{1,3}[^\W\d_][\w'’-]{0,40}){1,2})",
    re.IGNORECASE,
)
_CAPITALISED_ONLY = {"ja sam", "ја сам"}


def redact(question: str) -> str:
    """Return the question without what tells who asked.

    E-mail addresses, phone and student numbers, links, user names, and names after "zovem se" and
    the like become "…".
    """
    for pattern in _PATTERNS:
        question = pattern.sub(_TAKEN_OUT, question)
    question = _STUDENT.sub(_without_number, question)
    question = _PHONE.sub(_TAKEN_OUT, question)
    return _NAMED.sub(_without_name, question)


def _without_number(match: re.Match[str]) -> str:
    first, second = match.groups()
    years = [part for part in (first, second) if _is_year(part)]
    # 2026/2027 and 2026/27 are academic years.
    if not years or (_is_year(first) and int(second) % 100 == (int(first) + 1) % 100):
        return match.group()
    return _TAKEN_OUT


def _is_year(part: str) -> bool:
    return len(part) == 4 and part.startswith(("19", "20"))


def _without_name(match: re.Match[str]) -> str:
    opening, words = match.group(1), match.group(2).split()
    # "Ja sam student" tells no name; "Ja sam Ana" does.
    if opening.lower() in _CAPITALISED_ONLY and not words[0][0].isupper():
        return match.group()
    return f"{opening} {_TAKEN_OUT}"
