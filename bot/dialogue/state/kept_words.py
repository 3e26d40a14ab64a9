"""What is kept of a person's own words in the session: those that can tell nothing of who they are.

A turn reads its message whole; a session that is remembered holds words of the vocabulary, by which
a stay is named later and the page "My case" shows what a slot was read from.
"""

import re
from dataclasses import replace
from typing import TypeVar

from bot.dialogue.state.case import Case
from bot.dialogue.state.ledger import Stays
from bot.dialogue.state.session import Known, Session
from bot.messages.changed import changed
from bot.understanding.privacy.personal_pieces import PieceKind
from bot.understanding.privacy.redaction import KnownWords, redact

_PLACEHOLDERS = re.compile("|".join(re.escape(kind) for kind in PieceKind))
# What is said of one stay or slot is said again in every turn.
_MOST_REMEMBERED = 4096
_Holder = TypeVar("_Holder", Session, Known)


class KeptWords:
    """Takes names out of the words that a session keeps."""

    def __init__(self, vocabulary: KnownWords) -> None:
        self._vocabulary = vocabulary
        # Texts that came out of here, so none with a name in it.
        self._harmless: set[str] = set()

    def only(self, session: Session) -> Session:
        """Return the session with no other words than can be kept."""
        focus = changed(session.focus, away_words=self._of(session.focus.away_words))
        others = tuple(self._in(other) for other in session.others)
        return changed(self._in(session), focus=focus, others=others)

    def _in(self, holder: _Holder) -> _Holder:
        case, stays = self._of_case(holder.case), self._of_stays(holder.stays)
        if case is holder.case and stays is holder.stays:
            return holder
        return replace(holder, case=case, stays=stays)

    def _of_case(self, case: Case) -> Case:
        kept = {slot: self._of(one.words) for slot, one in case.items()}
        if all(kept[slot] == one.words for slot, one in case.items()):
            return case
        return {slot: replace(one, words=kept[slot]) for slot, one in case.items()}

    def _of_stays(self, stays: Stays) -> Stays:
        kept = [self._of(one.words) for one in stays]
        if all(words == one.words for words, one in zip(kept, stays, strict=True)):
            return stays
        return tuple(replace(one, words=words) for words, one in zip(kept, stays, strict=True))

    def _of(self, words: str) -> str:
        if not words or words in self._harmless:
            return words
        kept = _PLACEHOLDERS.sub("…", redact(words, self._vocabulary))
        if len(self._harmless) >= _MOST_REMEMBERED:
            self._harmless.clear()
        self._harmless.add(kept)
        return kept
