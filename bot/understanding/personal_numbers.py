"""Numbers that can be kept of a question: short ones, counted ones, days and academic years."""

import re

from bot.understanding.personal_words import WORDS

_MOST_DIGITS = 3
_MOST_COUNTED = 6
# Who studies now was born before; what is asked about is later.
_YEAR = r"20(?:1[5-9]|[23]\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DATE = rf"(?:{_DAY}[./]\s?{_MONTH}[./]\s?{_YEAR}|{_YEAR}-{_MONTH}-{_DAY}|{_YEAR})"
_PLAIN = re.compile(
    rf"{_DATE}(?:\s?[-–—]\s?{_DATE})?|{_DAY}\.\s?{_MONTH}(?:\s?[-–—]\s?{_DAY}\.\s?{_MONTH})?"
    r"|\d{1,2}:\d{2}|[1-9]\d{0,2}\s?[-–—/]\s?[1-9]\d{0,2}|\d{1,3}[.,]\d{1,2}"
)
_ACADEMIC = re.compile(rf"({_YEAR})[/–-](\d{{2}}|\d{{4}})")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[., ]\d{3}){1,2}|[1-9]\d{0,5}")


def is_harmless(written: str, following: str) -> bool:
    """Whether a number tells nothing of a person.

    Args:
        written: digits with what joins them.
        following: the folded word after it.
    """
    written = written.strip(" .")
    digits = sum(letter.isdigit() for letter in written)
    if written.isdigit() and digits <= _MOST_DIGITS:
        return digits < _MOST_DIGITS or not written.startswith("0")
    academic = _ACADEMIC.fullmatch(written)
    if academic:
        return int(academic[2]) % 100 == (int(academic[1]) + 1) % 100
    if following in WORDS["units"]:
        return (bool(_THOUSANDS.fullmatch(written)) and digits <= _MOST_COUNTED) or _is_plain(
            written
        )
    return _is_plain(written)


def _is_plain(written: str) -> bool:
    return _PLAIN.fullmatch(written) is not None
