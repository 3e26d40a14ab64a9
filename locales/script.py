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
_CYRILLIC = re.compile("[\u0400-\u04ff]")
# Letters that look alike, as they slip into a word of the other alphabet ("КА131", "Еrasmus").
_CYRILLIC_LOOKS = "авсекмнорстухјѕіАВЕКМНОРСТУХЈЅІ"
_LATIN_LOOKS = "abcekmhopctyxjsiABEKMHOPCTYXJSI"
_TO_LATIN_LOOKS = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)
_TO_CYRILLIC_LOOKS = str.maketrans("aceopxyjABEKMHOPCTYXJ", "асеорхујАВЕКМНОРСТУХЈ")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")
_PLAIN = str.maketrans({"č": "c", "ć": "c", "ž": "z", "š": "s", "đ": "dj"})
_STROKE = str.maketrans({"đ": "dj", "ð": "dj", "ı": "i", "ß": "ss", "ø": "o", "ł": "l"})
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
# Letters of both alphabets in one word, as far as neighbours tell.
_MAY_MIX = re.compile(r"[\u0400-\u04ff][^\W\u0400-\u04ff]|[^\W\u0400-\u04ff][\u0400-\u04ff]")
# Serbian's own letters, small, as `fold` writes them in the end.
_SERBIAN = str.maketrans(
    {
        **{cyrillic: latin.translate(_PLAIN) for cyrillic, latin in _LOWER.items()},
        **{chr(letter): plain for letter, plain in _PLAIN.items()},
    }
)


def to_latin(text: str) -> str:
    """Serbian Cyrillic as Serbian Latin; everything that is not Serbian Cyrillic stays as it is.

    The case of a digraph follows its neighbours: Његош → Njegoš, ЊЕГОШ → NJEGOŠ.
    """
    if not _CYRILLIC.search(text):
        return text
    letters: list[str] = []
    for position, letter in enumerate(text):
        latin = _LOWER.get(letter.lower())
        if latin is None:
            letters.append(letter)
        elif letter.islower():
            letters.append(latin)
        elif letter in _DIGRAPHS and not _in_capitals(text, position):
            letters.append(latin.capitalize())
        else:
            letters.append(latin.upper())
    return "".join(letters)


def _in_capitals(text: str, position: int) -> bool:
    after = text[position + 1 : position + 2]
    if after.isalpha():
        return after.isupper()
    before = text[position - 1 : position] if position else ""
    return before.isalpha() and before.isupper()


def fold(text: str) -> str:
    """One key for all ways of writing the same words: lower case, Latin, without diacritics.

    "Ђачки", "đački" and "djacki" become "djacki". Invisible characters are dropped, compatibility
    forms (full-width letters, ligatures) are unfolded, and look-alike letters of the other alphabet
    inside a word are put right. Punctuation and digits stay.
    """
    if text.isascii():
        return text.lower()
    if not _MAY_MIX.search(text):
        # Mostly a message has no other letters than these, and then nothing more is to be done.
        folded = text.lower().translate(_SERBIAN)
        if folded.isascii():
            return folded
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    if _CYRILLIC.search(text):
        text = re.sub(r"\w+", _one_alphabet, text)
        text = to_latin(text)
    text = text.lower().translate(_STROKE)
    return _NOT_ASCII.sub(_bare, unicodedata.normalize("NFD", text))


def _bare(match: re.Match[str]) -> str:
    """Letters without the accents that stand behind them."""
    return "".join(letter for letter in match.group() if not unicodedata.combining(letter))


def _one_alphabet(match: re.Match[str]) -> str:
    """A word of mixed alphabets, written in the one that most of its letters are in."""
    word = match.group()
    cyrillic = len(_CYRILLIC.findall(word))
    latin = sum(letter.isascii() and letter.isalpha() for letter in word)
    if not cyrillic or not latin:
        return word
    return word.translate(_TO_LATIN_LOOKS if cyrillic <= latin else _TO_CYRILLIC_LOOKS)
