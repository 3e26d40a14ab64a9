"""Keep of a question only the words and numbers that can tell nothing of who asked it.

Nothing is recognised in order to be taken out: a word stays when the vocabulary knows it and it is
no name where it stands, a number when it counts something or is short. All else becomes a
placeholder that tells an editor what stood there. See docs/decisions/0010-redaction.md.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.understanding.personal_numbers import is_harmless
from bot.understanding.personal_words import ANNOUNCING, PLAIN, WORDS
from locales import fold

# What is longer is no question that an editor would answer.
MOST_CHARACTERS = 1000
_MOST_NAMES = 3
_NEAR = 5
_LEAST_SPELT = 4
_LONGEST_HOUSE = 5
_LONGEST_COUNT = 3
_JOINS = (".", "-")

# Words that the rules below read tell nothing by themselves.
_LABEL_WORDS = frozenset(
    word for label in (*ANNOUNCING, *PLAIN) for phrase in WORDS[label] for word in phrase.split()
)

Known = Callable[[str], bool]


class Kind(StrEnum):
    """What stood in a place, as an editor reads it."""

    NAME = "[name]"
    EMAIL = "[e-mail]"
    PHONE = "[phone]"
    NUMBER = "[number]"
    DATE = "[date]"
    LINK = "[link]"
    PLACE = "[address]"
    WORD = "[word]"


@dataclass(slots=True)
class _Piece:
    text: str
    folded: str
    before: str
    kind: Kind | None = None
    is_number: bool = False
    is_opening: bool = False

    @property
    def is_capitalised(self) -> bool:
        return self.text[:1].isupper() and not self.is_opening


_DOT = r"\s?(?:\.|[(\[{]\s?(?:dot|tacka|tačka|тачка|дот)\s?[)\]}]|\b(?:dot|tacka|tačka|тачка)\b)\s?"
_AT = r"\s?(?:@|[(\[{]\s?(?:at|et|ет|ат|@)\s?[)\]}])\s?"
_PART = r"[\w+%-]{1,40}"
_EMAIL = re.compile(
    rf"{_PART}(?:{_DOT}{_PART}){{0,3}}(?:{_AT}|\s(?:at|et|ет|ат)\s(?=[\w-]{{1,40}}{_DOT}\w))"
    rf"{_PART}(?:{_DOT}{_PART}){{0,4}}",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:https?|hxxps?|ftp)\s?:\s?/\s?/\s?\S+|\bwww\s?\.\s?\S+|(?<!\w)@\w+|\w+/\w+/\w+\S*"
    r"|\b[\w-]{1,63}(?:\s?\.\s?[\w-]{1,63}){0,4}\s?\.\s?"
    r"(?:com|rs|org|net|edu|eu|me|io|ba|hr|gov|info|app|dev|srb|срб|рс|ком)\b(?:\s?/\s?\S*)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[+(]{0,2}\d+(?:[ ()./\\_–—‑:*·•|-]{1,3}\d+|,\d+){0,24}")
_MARKS = {Kind.EMAIL: "\ue000", Kind.LINK: "\ue001"}
_KINDS = {mark: kind for kind, mark in _MARKS.items()}
_TOKEN = re.compile(rf"[\ue000\ue001]|{_NUMBER.pattern}(?!\w)|\w+")
# "2m 20d" as people write it.
_SHORT_COUNT = re.compile(r"\d{1,3}(?:d|m|g|w|y|h|mo|wk|yr|god|mes|ned|dan|e)")
_SENTENCE_END = re.compile(r"[.!?\n:]|^$")


def redact(question: str, is_known: Known) -> str:
    """Return the question with placeholders for all that could tell who asked.

    Args:
        question: as it was written.
        is_known: whether the vocabulary has a folded word.
    """
    text = unicodedata.normalize("NFKC", question[:MOST_CHARACTERS])
    text = "".join(_plain(letter) for letter in text if not "\ue000" <= letter <= "\uf8ff")
    text = _EMAIL.sub(_MARKS[Kind.EMAIL].join("  "), text)
    text = _LINK.sub(_link, text)
    pieces = list(_pieces(text))
    for step in _STEPS:
        step(pieces, is_known)
    return _joined([*pieces, _Piece("", "", _after_the_last(text))])


def _plain(letter: str) -> str:
    """One letter, without what only confuses: odd blanks and digits are made usual."""
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category in ("Cf", "Mn"):
        return ""
    return " " if category == "Zs" else letter


def _link(match: re.Match[str]) -> str:
    """Return a mark for a link, but what is only a date such as 12/03/2026 stays."""
    found = match.group()
    return found if re.fullmatch(r"[\d/.,\s]+", found) else _MARKS[Kind.LINK].join("  ")


def _after_the_last(text: str) -> str:
    ends = [match.end() for match in _TOKEN.finditer(text)]
    return text[ends[-1] if ends else 0 :]


def _pieces(text: str) -> Iterator[_Piece]:
    end = 0
    for match in _TOKEN.finditer(text):
        before, written = text[end : match.start()], match.group()
        end = match.end()
        yield _Piece(
            written,
            fold(written),
            before,
            kind=_KINDS.get(written),
            is_number=any(letter.isdigit() for letter in written)
            and not any(letter.isalpha() for letter in written),
            is_opening=bool(_SENTENCE_END.search(before)) or match.start() == 0,
        )


def _numbers(pieces: Sequence[_Piece], _: Known) -> None:
    for place, piece in enumerate(pieces):
        following = pieces[place + 1].folded if place + 1 < len(pieces) else ""
        if piece.is_number and not is_harmless(piece.text, following):
            digits = sum(letter.isdigit() for letter in piece.text)
            phone = piece.text[0] in "+(0" and digits <= 14
            piece.kind = Kind.PHONE if phone and digits > 5 else Kind.NUMBER


def _words(pieces: Sequence[_Piece], is_known: Known) -> None:
    for place, piece in enumerate(pieces):
        if piece.is_number or piece.kind is not None or _is_month(pieces, place):
            continue
        if piece.folded in WORDS["names"]:
            piece.kind = Kind.NAME
        elif _SHORT_COUNT.fullmatch(piece.folded):
            continue
        elif "_" in piece.text or not (piece.folded in _LABEL_WORDS or is_known(piece.folded)):
            looks = piece.is_capitalised and piece.text.isalpha()
            piece.kind = Kind.NAME if looks else Kind.WORD
            if any(letter.isdigit() for letter in piece.text):
                piece.kind = Kind.NUMBER
        elif piece.is_capitalised and piece.folded in WORDS["also_names"]:
            piece.kind = Kind.NAME


def _is_month(pieces: Sequence[_Piece], place: int) -> bool:
    """Whether a month stands beside a number, and is no name then."""
    if pieces[place].folded not in WORDS["months"]:
        return False
    beside = [*pieces[max(0, place - 1) : place], *pieces[place + 1 : place + 2]]
    return any(piece.is_number for piece in beside)


def _names(pieces: Sequence[_Piece], _: Known) -> None:
    for place in range(len(pieces)):
        certain = _ends(pieces, place, "named")
        if not certain and not _ends(pieces, place, "may_be_named"):
            continue
        for piece in pieces[place + 1 : place + 1 + _MOST_NAMES]:
            if piece.is_number or re.search(r"[.,;!?\n]\s*$", piece.before.rstrip(" ")):
                break
            if piece.folded in WORDS["joining"]:
                break
            named = piece.text[0].isupper() or piece.folded in WORDS["also_names"]
            if certain or named or piece.kind in (Kind.WORD, Kind.NAME):
                piece.kind = Kind.NAME
            else:
                break


def _signature(pieces: Sequence[_Piece], _: Known) -> None:
    for place in range(max(0, len(pieces) - _MOST_NAMES - 1), len(pieces)):
        opening = pieces[place]
        if (place and "\n" in opening.before) or (place and _ends(pieces, place - 1, "signed")):
            for piece in pieces[place:]:
                if not piece.is_number and (
                    piece.text[0].isupper() or piece.folded in WORDS["also_names"]
                ):
                    piece.kind = Kind.NAME


def _addresses(pieces: Sequence[_Piece], _: Known) -> None:
    """A house number after a street, and the street itself where an address is announced."""
    for place, piece in enumerate(pieces):
        is_house = piece.folded[:1].isdigit() and len(piece.text) <= _LONGEST_HOUSE
        if place and is_house and not _is_counted(pieces, place):
            _house(pieces, place)
        if place and _ends(pieces, place, "address") and pieces[place - 1].text[0].isupper():
            for before in pieces[max(0, place - _MOST_NAMES) : place]:
                if before.is_number or before.text[0].isupper():
                    before.kind = Kind.PLACE


def _house(pieces: Sequence[_Piece], place: int) -> None:
    if pieces[place - 1].kind in (Kind.WORD, Kind.NAME):
        pieces[place].kind = Kind.NUMBER
    for at in range(max(0, place - _NEAR), place):
        if _ends(pieces, at, "address"):
            for between in pieces[at + 1 : place + 1]:
                if between.folded not in WORDS["joining"]:
                    between.kind = Kind.PLACE
            return


def _births(pieces: Sequence[_Piece], _: Known) -> None:
    for place in range(len(pieces)):
        if not _ends(pieces, place, "birth"):
            continue
        for at in range(max(0, place - 2), min(place + _NEAR + 2, len(pieces))):
            piece = pieces[at]
            told = piece.is_number or piece.folded in WORDS["months"] | WORDS["numerals"]
            if told and not _is_counted(pieces, at):
                piece.kind = Kind.DATE


def _is_counted(pieces: Sequence[_Piece], place: int) -> bool:
    """Whether a short number says how many of what follows, such as 61 points."""
    following = pieces[place + 1].folded if place + 1 < len(pieces) else ""
    return following in WORDS["units"] and len(pieces[place].text) <= _LONGEST_COUNT


def _spelt(pieces: Sequence[_Piece], _: Known) -> None:
    """Numbers in words, as a phone number is dictated."""
    run: list[_Piece] = []
    for piece in [*pieces, _Piece("", "", "")]:
        if piece.folded in WORDS["numerals"] or (run and piece.is_number):
            run.append(piece)
            continue
        if len(run) >= _LEAST_SPELT:
            for one in run:
                one.kind = Kind.NUMBER
        run = []


_LABELS = {"student_number": Kind.NUMBER, "passport": Kind.NUMBER, "phone": Kind.PHONE}


def _labelled(pieces: Sequence[_Piece], _: Known) -> None:
    """Numbers after the word for a passport or the like."""
    for place in range(len(pieces)):
        for label, kind in _LABELS.items():
            if not _ends(pieces, place, label):
                continue
            for at in range(place + 1, min(place + 1 + _NEAR, len(pieces))):
                if pieces[at].folded[:1].isdigit() and not _is_counted(pieces, at):
                    pieces[at].kind = kind
                    if len(pieces[at - 1].text) <= 2 and pieces[at - 1].text.isupper():
                        pieces[at - 1].kind = kind


def _accounts(pieces: Sequence[_Piece], _: Known) -> None:
    """Names of accounts that are made of words, such as student.beograd."""
    for place in range(len(pieces)):
        if not _ends(pieces, place, "account"):
            continue
        for at in range(place + 1, min(place + 4, len(pieces))):
            joined = at + 1 < len(pieces) and pieces[at + 1].before in _JOINS
            if joined or pieces[at].before in _JOINS:
                pieces[at].kind = Kind.LINK


def _initials(pieces: Sequence[_Piece], _: Known) -> None:
    for piece, following in itertools.pairwise(pieces):
        if len(piece.text) == 1 and piece.text.isupper() and following.before.startswith("."):
            piece.kind = Kind.NAME


def _ends(pieces: Sequence[_Piece], place: int, label: str) -> bool:
    """Whether one of a label's phrases ends at this piece."""
    return any(
        place + 1 >= length
        and " ".join(one.folded for one in pieces[place + 1 - length : place + 1]) in WORDS[label]
        for length in (1, 2, 3)
    )


_STEPS = (
    _numbers,
    _words,
    _names,
    _signature,
    _addresses,
    _births,
    _spelt,
    _labelled,
    _accounts,
    _initials,
)


def _joined(pieces: Sequence[_Piece]) -> str:
    told: list[str] = []
    last: Kind | None = None
    for piece in pieces:
        before = "".join(sign for sign in piece.before if not sign.isalnum())
        if piece.kind is not None and piece.kind is last and not re.search(r"[?!\n]", before):
            continue
        told += [before, piece.text if piece.kind is None else piece.kind.value]
        last = piece.kind
    return re.sub(r"[ \t]+", " ", "".join(told)).strip()
