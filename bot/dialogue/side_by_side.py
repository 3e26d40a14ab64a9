"""Several questions side by side: which of them are answered, and what is offered for the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.multi_question import Part, is_sure, to_choose_from
from bot.dialogue.retrieval import Matcher
from knowledge import Kind, Match

# So many answers fit into one message of a phone.
MOST_ANSWERS = 3
_OFFERED = 2


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The questions of one message, each with its own answer or none.

    Attributes:
        parts: the questions; none where the message holds only one.
        matcher: what finds their entries.
        home: the institution the conversation is about.
    """

    parts: Sequence[Part]
    matcher: Matcher
    home: str | None

    def answers(self, whole: Sequence[Match]) -> tuple[Match, ...]:
        """The answers to all questions, when all are clear and differ.

        None where the whole surely asks for something else, which its parts only touch.

        Args:
            whole: the entries nearest to the whole message.
        """
        if not 1 < len(self.parts) <= MOST_ANSWERS:
            return ()
        clear = self._clear()
        other = is_sure(whole, self.matcher) and whole[0].entry.kind is Kind.ANSWER
        other = other and whole[0].entry not in [match.entry for match in clear]
        return clear if len(clear) == len(self.parts) and not other else ()

    def some_of(self, whole: Sequence[Match]) -> tuple[tuple[Match, ...], tuple[Match, ...]] | None:
        """The answers to some of the questions, and candidates for the others.

        None where no question is clear, where the whole has another clear answer, and where what
        is not clear is no question of its own ("and where is it?").
        """
        if not 1 < len(self.parts) <= MOST_ANSWERS:
            return None
        clear = self._clear()
        told = [match.entry for match in clear]
        is_answer = bool(whole) and whole[0].entry.kind is Kind.ANSWER
        other = is_answer and self.matcher.is_clear(whole) and whole[0].entry not in told
        if not clear or other:
            return None
        left = [
            part
            for part in self.parts
            if part.is_a_question and part.sure(self.matcher, self.home) is None
        ]
        offered = to_choose_from(left, (), self.matcher, self.home)
        rest = tuple(match for match in offered if match.entry not in told)
        return (clear, rest[:_OFFERED]) if rest else None

    def to_choose_from(self, whole: Sequence[Match]) -> tuple[Match, ...]:
        """The best candidates of all questions in turn, then those of the whole."""
        return to_choose_from(self.parts, whole, self.matcher, self.home)

    def _clear(self) -> tuple[Match, ...]:
        """The clear answers, each once."""
        found = [part.sure(self.matcher, self.home) for part in self.parts]
        return tuple({one.entry.id: one for one in found if one is not None}.values())
