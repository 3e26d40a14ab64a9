"""Keep of a question only the words and numbers that can tell nothing of who asked it.

Nothing is recognised in order to be taken out: a word stays when the vocabulary knows it and it is
no name where it stands, a number when it counts something or is short. Where a name is to be
expected, only the words that most questions are made of stay. All else becomes a placeholder that
tells an editor what stood there. See docs/decisions/0008-kept-questions.md.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.understanding.privacy import personal_numbers as numbers
from bot.understanding.privacy.certain_names import hide_certain_names
from bot.understanding.privacy.personal_pieces import (
    Piece,
    PieceKind,
    ends,
    join,
    letter_runs,
    split,
)
from bot.understanding.privacy.personal_words import LABEL_WORDS, WORDS, is_place
from bot.understanding.privacy.surroundings import is_counting, is_month, is_ordering

# What is longer is no question that an editor would answer.
MOST_CHARACTERS = 1000
_MOST_NAMES = 3
_LONGEST_SIGNATURE = 4
_LONGEST_ASIDE = 3
_BEFORE_SPEAKING = 2
_LEAST_LETTERS = 3
_LONGEST_ACRONYM = 5
# From this share of capital letters on, they tell nothing.
_SHOUTING = 0.5
# "2m 20d" as people write it.
_SHORT_COUNT = re.compile(r"\d{1,3}(?:d|m|g|w|y|h|mo|wk|yr|god|mes|ned|dan|e)")
_GRADES = "abcdefx"
_NAME_MAY_FOLLOW = ("may_be_named", "about", "roles", "speaking")
# A name stands behind these and a colon.
_FIELDS = ("named", "signed", "fields")
# "Li", "Su" and "Da" are family names beside another name.
_SHORTEST_NAME = 2


class KnownWords(Protocol):
    """What the vocabulary knows of folded words."""

    def knows_word(self, folded: str) -> bool:
        """Return whether it has this very word."""

    def is_common_word(self, folded: str) -> bool:
        """Return whether the word is of the kind that most questions are made of."""


def redact(question: str, vocabulary: KnownWords) -> str:
    """Return the question with placeholders for all that could tell who asked."""
    *pieces, end = split(question[:MOST_CHARACTERS])
    words = _Words(pieces, vocabulary)
    numbers.hide_numbers(pieces)
    words.hide_unknown()
    words.hide_spelt_names()
    words.hide_where_names_are_expected()
    numbers.hide_addresses(pieces)
    numbers.hide_births(pieces)
    numbers.hide_ages(pieces)
    numbers.hide_spelt_numbers(pieces)
    numbers.hide_labelled_numbers(pieces)
    numbers.hide_joined_numbers(pieces)
    words.hide_accounts()
    hide_certain_names(pieces, shouts=words.shouts)
    words.hide_beside_names()
    return join([*pieces, end])


class _Words:
    """The words of one question."""

    def __init__(self, pieces: Sequence[Piece], vocabulary: KnownWords) -> None:
        self._pieces = pieces
        self._vocabulary = vocabulary
        letters = [piece for piece in pieces if not piece.is_number]
        capitals = sum(piece.text[:1].isupper() for piece in letters)
        self.shouts = capitals > _SHOUTING * len(letters)

    def hide_unknown(self) -> None:
        """Hide what the vocabulary does not know, and what is a name wherever it stands."""
        for place, piece in enumerate(self._pieces):
            if piece.is_number or piece.kind is not None or is_month(self._pieces, place):
                continue
            if piece.folded in WORDS["names"]:
                piece.kind = PieceKind.NAME
            elif _SHORT_COUNT.fullmatch(piece.folded):
                continue
            elif "_" in piece.text or not self._is_known(piece):
                looks = piece.is_capitalised and piece.text.isalpha()
                piece.kind = PieceKind.NAME if looks else PieceKind.WORD
                if any(letter.isdigit() for letter in piece.text):
                    piece.kind = PieceKind.NUMBER
            elif piece.is_capitalised and not self.shouts and not self._is_acronym(piece):
                self._hide_unless_safe(place)

    def hide_spelt_names(self) -> None:
        """Hide letters one by one, as a name is spelt; a list of grades stays."""
        for letters in letter_runs(self._pieces):
            told = "".join(piece.folded for piece in letters)
            is_list = set(told) <= set(_GRADES) and all("," in one.before for one in letters[1:])
            if len(letters) >= _LEAST_LETTERS and not is_list:
                for piece in letters:
                    piece.kind = PieceKind.NAME
        for piece, following in itertools.pairwise(self._pieces):
            if len(piece.text) == 1 and piece.text.isupper() and following.before.startswith("."):
                piece.kind = PieceKind.NAME

    def hide_where_names_are_expected(self) -> None:
        """Hide, after "my name is", everything, and elsewhere what is not a usual word."""
        for place in range(len(self._pieces)):
            if ends(self._pieces, place, "named"):
                self._hide_after(place, _MOST_NAMES, all_of_it=True)
            if self._is_field(place):
                is_for_names = any(ends(self._pieces, place, label) for label in _FIELDS)
                self._hide_after(
                    place, _MOST_NAMES, all_of_it=is_for_names, first_may_follow_sign=True
                )
            if any(ends(self._pieces, place, label) for label in _NAME_MAY_FOLLOW):
                self._hide_after(place, _MOST_NAMES)
        for place in self._strict_places():
            self._hide_unless_safe(place)

    def hide_beside_names(self) -> None:
        """Hide what stands beside a name or an unknown word, and may be a part of the name."""
        for place in range(1, len(self._pieces)):
            if self._is_beside_name(place, -1):
                piece = self._pieces[place]
                if len(piece.text) == _SHORTEST_NAME and piece.text.istitle():
                    piece.kind = PieceKind.NAME
                self._hide_unless_safe(place)
        for place in reversed(range(len(self._pieces) - 1)):
            if self._is_beside_name(place, 1):
                self._hide_unless_safe(place)

    def _is_beside_name(self, place: int, step: int) -> bool:
        """Return whether a name stands next to this, or behind an "and": "Ana and Petar"."""
        joint = self._pieces[max(place, place + step)].before
        if self._is_name(place + step):
            # "ana.peric" is one word.
            return joint == "." or not self._pieces[max(place, place + step)].ends_a_phrase
        beyond = place + 2 * step
        return (
            0 <= beyond < len(self._pieces)
            and self._pieces[place + step].folded in WORDS["pairing"]
            and self._is_name(beyond)
            and not any(one.ends_a_phrase for one in self._pieces[max(place, beyond) - 1 :][:2])
        )

    def hide_accounts(self) -> None:
        """Hide names of accounts that are made of words, such as student.grad."""
        for place, piece in enumerate(self._pieces):
            if ends(self._pieces, place, "account"):
                for at in range(place + 1, min(place + 4, len(self._pieces))):
                    following = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
                    if self._pieces[at].before in (".", "-", "#") or (
                        following is not None and following.before in (".", "-", "#")
                    ):
                        self._pieces[at].kind = PieceKind.LINK
            beside = [
                *self._pieces[max(0, place - 1) : place],
                *self._pieces[place + 1 : place + 2],
            ]
            if piece.folded in WORDS["dots"] and not any(one.is_number for one in beside):
                for one in (piece, *beside):
                    one.kind = PieceKind.EMAIL

    def _strict_places(self) -> Iterator[int]:
        """Yield the places where a name is to be expected, without anything that announces it."""
        pieces = self._pieces
        tail = self._last_sentence()
        if len(pieces) - tail <= _LONGEST_SIGNATURE:
            yield from range(tail, len(pieces))
        lines = [place for place, piece in enumerate(pieces) if place and "\n" in piece.before]
        for start, stop in itertools.pairwise([*lines, len(pieces)]):
            if stop - start <= _LONGEST_SIGNATURE:
                yield from range(start, stop)
        for place, piece in enumerate(pieces):
            if self._signs_off(place) and len(pieces) - place - 1 <= _LONGEST_SIGNATURE:
                yield from range(place + 1, len(pieces))
            if ends(pieces, place, "speaking"):
                yield from self._before(place, _BEFORE_SPEAKING)
            if piece.folded in WORDS["asking_self"] and self._is_followed_by(place, ","):
                yield from self._after(place, _LONGEST_ASIDE, first_may_follow_sign=True)
            if "(" in piece.before:
                yield from self._aside(place)
        opening = next(
            (place for place in range(1, len(pieces)) if pieces[place].ends_a_phrase), len(pieces)
        )
        if opening <= _LONGEST_ASIDE and not any(one.is_number for one in pieces[:opening]):
            yield from range(opening)

    def _is_field(self, place: int) -> bool:
        """Return whether a name stands behind a colon, as in a form: "Ime: Rade"."""
        following = self._pieces[place + 1] if place + 1 < len(self._pieces) else None
        return (
            following is not None
            and following.before.strip(" \"'") in (":", "=")
            and any(ends(self._pieces, place, label) for label in (*_FIELDS, *_NAME_MAY_FOLLOW))
        )

    def _signs_off(self, place: int) -> bool:
        """Return whether a letter ends here: "best" does so only where a phrase begins with it."""
        piece = self._pieces[place]
        opens = place == 0 or piece.ends_a_phrase
        return ends(self._pieces, place, "signed") and (
            opens or piece.folded not in WORDS["also_names"]
        )

    def _last_sentence(self) -> int:
        """Return the place after the last question mark, exclamation mark or line end."""
        return max(
            (
                place
                for place, piece in enumerate(self._pieces)
                if place and re.search(r"[?!\n]", piece.before)
            ),
            default=len(self._pieces),
        )

    def _before(self, place: int, most: int) -> Iterator[int]:
        for at in range(place, max(0, place - most), -1):
            if self._pieces[at].ends_a_phrase:
                return
            yield at - 1

    def _after(
        self, place: int, most: int, *, first_may_follow_sign: bool = False
    ) -> Iterator[int]:
        # "dr. Ana": the dot belongs to the title.
        first_may_follow_sign |= self._pieces[place].folded in WORDS["titles"]
        for at in range(place + 1, min(place + 1 + most, len(self._pieces))):
            if self._pieces[at].ends_a_phrase and not (first_may_follow_sign and at == place + 1):
                return
            yield at

    def _aside(self, place: int) -> Iterator[int]:
        """Yield the places of a short remark in brackets."""
        for length in range(1, _LONGEST_ASIDE + 1):
            if self._is_followed_by(place + length - 1, ")"):
                yield from range(place, min(place + length, len(self._pieces)))
                return

    def _is_followed_by(self, place: int, sign: str) -> bool:
        following = self._pieces[place + 1] if place + 1 < len(self._pieces) else None
        return following is None or sign in following.before

    def _hide_after(
        self,
        place: int,
        most: int,
        *,
        all_of_it: bool = False,
        first_may_follow_sign: bool = False,
    ) -> None:
        for at in self._after(place, most, first_may_follow_sign=first_may_follow_sign):
            piece = self._pieces[at]
            if piece.is_number or piece.folded in WORDS["joining"] or is_ordering(self._pieces, at):
                return
            if all_of_it:
                piece.kind = PieceKind.NAME
            elif self._is_safe(at) and piece.kind is None:
                return
            else:
                piece.kind = PieceKind.NAME

    def _hide_unless_safe(self, place: int) -> None:
        piece = self._pieces[place]
        if piece.kind is None and not piece.is_number and not self._is_safe(place):
            piece.kind = PieceKind.NAME

    def _is_safe(self, place: int) -> bool:
        """Return whether a word is no name even where one is to be expected."""
        piece = self._pieces[place]
        folded = piece.folded
        if (
            is_month(self._pieces, place)
            or is_counting(self._pieces, place)
            or is_ordering(self._pieces, place)
        ):
            return True
        if self._is_settled(place):
            return True
        if folded in WORDS["also_names"] | WORDS["names"] | WORDS["ordinals"]:
            return False
        if any(letter.isdigit() for letter in folded):
            return self._is_known(piece) or _SHORT_COUNT.fullmatch(folded) is not None
        if folded.endswith(tuple(WORDS["surname_endings"])) or self._is_adjective(folded):
            return False
        return (
            folded in LABEL_WORDS
            or self._vocabulary.is_common_word(folded)
            or (is_place(folded) and self._vocabulary.knows_word(folded))
        )

    def _is_settled(self, place: int) -> bool:
        """Tell whether the word beside it tells that a known word is no name: "letnji semestar"."""
        following = self._pieces[place + 1].folded if place + 1 < len(self._pieces) else ""
        if following in WORDS["settling_behind"]:
            return True
        piece = self._pieces[place]
        if piece.folded in WORDS["modals"] and piece.text.islower():
            goes_on = following and not self._pieces[place + 1].ends_a_phrase
            no_verbs = WORDS["speaking"] | WORDS["also_names"] | WORDS["about"]
            return bool(goes_on) and (
                following not in no_verbs and self._vocabulary.is_common_word(following)
            )
        return ends(self._pieces, place, "settled") or (
            place > 0 and ends(self._pieces, place - 1, "settling_before")
        )

    def _is_name(self, place: int) -> bool:
        piece = self._pieces[place]
        return piece.kind in (PieceKind.NAME, PieceKind.WORD) and piece.text.isalpha()

    def _is_adjective(self, folded: str) -> bool:
        """Return whether a Serbian word has the form in which adjectives are surnames: "Zeleni"."""
        stem = folded.removesuffix("i")
        return (
            stem != folded
            and folded not in LABEL_WORDS
            and any(self._vocabulary.knows_word(stem + end) for end in ("og", "oj", "eg"))
        )

    def _is_known(self, piece: Piece) -> bool:
        return piece.folded in LABEL_WORDS or self._vocabulary.knows_word(piece.folded)

    @staticmethod
    def _is_acronym(piece: Piece) -> bool:
        return piece.text.isupper() and len(piece.text) <= _LONGEST_ACRONYM
