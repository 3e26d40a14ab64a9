"""A question in pieces, each with what becomes of it: kept as it is, or a placeholder."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.understanding.privacy.personal_words import LAST_WORDS, WORDS
from locales import fold


class PieceKind(StrEnum):
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
class Piece:
    """A word or a number, with what stands before it.

    Attributes:
        text: as it was written.
        folded: in Latin letters without marks, for comparing.
        before: blanks and signs between the piece before and this one.
        kind: which placeholder takes its place; None where it stays.
        is_number: whether it has digits and no letters.
        is_opening: whether it begins a sentence, so that a capital letter tells nothing.
    """

    text: str
    folded: str
    before: str
    kind: PieceKind | None = None
    is_number: bool = False
    is_opening: bool = False

    @property
    def is_capitalised(self) -> bool:
        """Whether it has a capital letter that its place does not explain."""
        return self.text[:1].isupper() and not self.is_opening

    @property
    def ends_a_phrase(self) -> bool:
        """Whether a comma, a full stop or the like stands before it."""
        return re.search(r"[.,;:!?\n()]", self.before) is not None


_DOT = r"\s?(?:\.|[(\[{]\s?(?:dot|tacka|tačka|тачка|дот)\s?[)\]}]|\b(?:dot|tacka|tačka|тачка)\b)\s?"
_AT = r"\s?(?:@|[(\[{]\s?(?:at|et|ет|ат|@)\s?[)\]}])\s?"
_PART = r"[\w+%-]{1,40}"
_EMAIL = re.compile(
    rf"{_PART}(?:{_DOT}{_PART}){{0,3}}(?:{_AT}|\s(?:at|et|ет|ат)\s(?=[\w-]{{1,40}}{_DOT}\w))"
    rf"{_PART}(?:{_DOT}{_PART}){{0,4}}"
    # What the other half is left out of.
    r"|[\w+%-]{1,40}(?:\.[\w+%-]{1,40}){0,3}@(?!\w)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:https?|hxxps?|ftp)\s?:\s?/\s?/\s?\S+|\bwww\s?\.\s?\S+|(?<!\w)@\w+|\w+/\w+/\w+\S*"
    r"|\b[\w-]{1,63}(?:\s?\.\s?[\w-]{1,63}){0,4}\s?\.\s?"
    r"(?:com|rs|org|net|edu|eu|me|io|ba|hr|gov|info|app|dev|srb|срб|рс|ком)\b(?:\s?/\s?\S*)?",
    re.IGNORECASE,
)
_NUMBER = r"[+(]{0,2}\d+(?:[ ()./\\_–—‑:*·•|-]{1,3}\d+|,\d+){0,24}"
_TWO_LETTERS = frozenset(("lj", "nj", "dz", "dž"))
_MARKS = {PieceKind.EMAIL: "\ue000", PieceKind.LINK: "\ue001"}
_KINDS = {mark: kind for kind, mark in _MARKS.items()}
_TOKEN = re.compile(rf"[\ue000\ue001]|{_NUMBER}(?!\w)|\w+")
_SENTENCE_END = re.compile(r"[.!?\n:]|^$")


def split(question: str) -> list[Piece]:
    """Return the pieces of a question; e-mail addresses and links are placeholders already.

    The last piece is empty: it has what stands after the last word.
    """
    text = unicodedata.normalize("NFKC", question)
    text = "".join(_plain(letter) for letter in text if not "\ue000" <= letter <= "\uf8ff")
    text = _EMAIL.sub(_MARKS[PieceKind.EMAIL].join("  "), text)
    text = _LINK.sub(_link, text)
    return list(_pieces(text))


def _plain(letter: str) -> str:
    """Return one letter, without what only confuses: odd blanks and digits are made usual."""
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category in ("Cf", "Mn"):
        return ""
    return " " if category == "Zs" else letter


def _link(match: re.Match[str]) -> str:
    """Return a mark for a link, but what is only a date such as 12/03/2026 stays."""
    found = match.group()
    return found if re.fullmatch(r"[\d/.,\s]+", found) else _MARKS[PieceKind.LINK].join("  ")


def _pieces(text: str) -> Iterator[Piece]:
    end = 0
    for match in _TOKEN.finditer(text):
        before, written = text[end : match.start()], match.group()
        end = match.end()
        yield Piece(
            written,
            fold(written),
            before,
            kind=_KINDS.get(written),
            is_number=any(letter.isdigit() for letter in written)
            and not any(letter.isalpha() for letter in written),
            is_opening=bool(_SENTENCE_END.search(before)) or match.start() == 0,
        )
    yield Piece("", "", text[end:])


def ends(pieces: Sequence[Piece], place: int, label: str) -> bool:
    """Return whether one of a label's phrases ends at this piece."""
    return pieces[place].folded.rpartition(" ")[2] in LAST_WORDS[label] and any(
        place + 1 >= length
        and " ".join(one.folded for one in pieces[place + 1 - length : place + 1]) in WORDS[label]
        for length in (1, 2, 3)
    )


def letter_runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield single letters that stand side by side; those of "I'm a" do not."""
    run: list[Piece] = []
    for piece in pieces:
        if _is_letter(piece) and not re.search(r"['’`]", piece.before):
            run.append(piece)
            continue
        yield run
        run = []
    yield run


def _is_letter(piece: Piece) -> bool:
    return piece.text.isalpha() and (len(piece.text) == 1 or piece.folded in _TWO_LETTERS)


def join(pieces: Sequence[Piece]) -> str:
    """Return the text of pieces; equal placeholders side by side are one."""
    told: list[str] = []
    last: PieceKind | None = None
    for piece in pieces:
        before = "".join(sign for sign in piece.before if not sign.isalnum())
        if piece.kind is not None and piece.kind is last and not re.search(r"[?!\n]", before):
            continue
        told += [before, piece.text if piece.kind is None else piece.kind.value]
        last = piece.kind
    return re.sub(r"[ \t]+", " ", "".join(told)).strip()
