"""Serbian scripts: Latin derived from Cyrillic, and the folding that lets all ways of writing meet.

Only this direction is offered: Cyrillic to Latin is lossless, the other corrupts names, links and
words such as "инјекција" (docs/decisions/0002-serbian-in-cyrillic.md).
"""

import re
import unicodedata

_CYRILLIC_LETTERS = "абвгдђежзијклљмнњопрстћуфхцчџш"
_LATIN_LETTERS = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"
_LOWER = dict(zip(_CYRILLIC_LETTERS, _LATIN_LETTERS.split(" "), strict=True))
_DIGRAPHS = "ЉЊЏ"
_DIGRAPH = re.compile(f"[{_DIGRAPHS}]")
# Of a digraph in capitals the neighbours tell how it is written.
_ALONE = str.maketrans(
    _LOWER
    | {
        letter.upper(): latin.upper()
        for letter, latin in _LOWER.items()
        if letter.upper() not in _DIGRAPHS
    }
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_OF_NO_CYRILLIC = re.compile(r"[^\W\u0400-\u04ff]")
# Letters that look alike, as they slip into a word of the other alphabet ("КА131", "Еrasmus").
_CYRILLIC_LOOKS = "авсекмнорстухјѕіАВЕКМНОРСТУХЈЅІ"
_LATIN_LOOKS = "abcekmhopctyxjsiABEKMHOPCTYXJSI"
_TO_LATIN_LOOKS = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)
_TO_CYRILLIC_LOOKS = str.maketrans("aceopxyjABEKMHOPCTYXJ", "асеорхујАВЕКМНОРСТУХЈ")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")
_PLAIN = str.maketrans({"č": "c", "ć": "c", "ž": "z", "š": "s", "đ": "dj"})
# Compatibility folding would glue these to the digits before them: "8½" is no 81, "20²" no 202.
_FRACTION = re.compile("[\u00bc-\u00be\u2150-\u215e\u2189]")
_RAISED = re.compile("(?<=[^\\W_])[\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]+")
_FOREIGN_DIGIT = re.compile("[^\\D\x00-\x7f]")
_DECIMAL_SIGNS = str.maketrans({"\u066b": ".", "\u066c": ",", "\u00ba": ".", "\u00aa": "."})
_STROKE = str.maketrans({"đ": "dj", "ð": "dj", "ı": "i", "ß": "ss", "ø": "o", "ł": "l"})
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
# Letters of both alphabets in one word, as far as neighbours tell.
_MAY_MIX = re.compile(r"[\u0400-\u04ff][^\W\u0400-\u04ff]|[^\W\u0400-\u04ff][\u0400-\u04ff]")
# Serbian's own letters, small, as `fold` writes them in the end. One after the other they are
# replaced in a fraction of the time that `translate` takes, which looks up every single letter.
_LATIN_PLAIN = tuple((chr(letter), str(plain)) for letter, plain in _PLAIN.items())
_ALL_PLAIN = (
    *((cyrillic, latin.translate(_PLAIN)) for cyrillic, latin in _LOWER.items()),
    *_LATIN_PLAIN,
)


def to_latin(text: str) -> str:
    """Write Serbian Cyrillic in Latin letters; everything else stays as it is.

    The case of a digraph follows its neighbours: Његош → Njegoš, ЊЕГОШ → NJEGOŠ.
    """
    if not _CYRILLIC.search(text):
        return text
    return _DIGRAPH.sub(_capital_digraph, text).translate(_ALONE)


def _capital_digraph(match: re.Match[str]) -> str:
    latin = _LOWER[match.group().lower()]
    return latin.upper() if _in_capitals(match.string, match.start()) else latin.capitalize()


def _in_capitals(text: str, position: int) -> bool:
    after = text[position + 1 : position + 2]
    if after.isalpha():
        return after.isupper()
    before = text[position - 1 : position] if position else ""
    return before.isalpha() and before.isupper()


def fold(text: str) -> str:
    """Return one key for all ways of writing the same words: lower case, Latin, without diacritics.

    "Ђачки", "đački" and "djacki" become "djacki". Invisible characters are dropped, compatibility
    forms (full-width letters, ligatures) are unfolded, and look-alike letters of the other alphabet
    inside a word are put right. Punctuation and digits stay.
    """
    if text.isascii():
        return text.lower()
    cyrillic = _CYRILLIC.search(text) is not None
    if not (cyrillic and _may_mix(text)):
        # Mostly a message has no other letters than these, and then nothing more is to be done.
        folded = text.lower()
        for letter, plain in _ALL_PLAIN if cyrillic else _LATIN_PLAIN:
            folded = folded.replace(letter, plain)
        if folded.isascii():
            return folded
    text = unicodedata.normalize("NFKC", _apart(text.translate(_DECIMAL_SIGNS)))
    text = _INVISIBLE.sub("", _FOREIGN_DIGIT.sub(_ascii_digit, text))
    if _CYRILLIC.search(text):
        if _MAY_MIX.search(text):
            text = re.sub(r"\w+", _one_alphabet, text)
        text = to_latin(text)
    text = text.lower().translate(_STROKE)
    return _NOT_ASCII.sub(_bare, unicodedata.normalize("NFD", text))


def _may_mix(text: str) -> bool:
    """Return whether letters of both alphabets stand side by side; most texts have but one."""
    return _OF_NO_CYRILLIC.search(text) is not None and _MAY_MIX.search(text) is not None


def _apart(text: str) -> str:
    """Keep fractions and raised digits apart from what stands before them."""
    text = _FRACTION.sub(_as_quotient, text)
    return _RAISED.sub(_after_a_sign, text)


def _as_quotient(match: re.Match[str]) -> str:
    """Write a fraction in digits: "½" as " 1/2"."""
    return " " + unicodedata.normalize("NFKC", match.group()).replace("\u2044", "/")


def _after_a_sign(match: re.Match[str]) -> str:
    """Write raised digits as a power behind a digit, as a note's mark behind a letter."""
    sign = "^" if match.string[match.start() - 1].isdecimal() else "*"
    return sign + match.group()


def _ascii_digit(match: re.Match[str]) -> str:
    """Write a digit of any script as 0 to 9."""
    return str(unicodedata.digit(match.group()))


def _bare(match: re.Match[str]) -> str:
    """Return letters without the accents that stand behind them."""
    return "".join(letter for letter in match.group() if not unicodedata.combining(letter))


def _one_alphabet(match: re.Match[str]) -> str:
    """Return a word of mixed alphabets, written in the one that most of its letters are in."""
    word = match.group()
    cyrillic = len(_CYRILLIC.findall(word))
    latin = sum(letter.isascii() and letter.isalpha() for letter in word)
    if not cyrillic or not latin:
        return word
    return word.translate(_TO_LATIN_LOOKS if cyrillic <= latin else _TO_CYRILLIC_LOOKS)
