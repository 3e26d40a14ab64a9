"""The step for an institution whose pack is left out: its texts are not at hand.

Whoever belongs to it, or names it, hears that, and never another institution's rule as its own.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.dialogue.cues.of_a_pack import left_out
from bot.dialogue.entries.refusals import Refusals
from bot.dialogue.taking_in import noted_in
from bot.dialogue.turn import Message, Outcome
from bot.messages.changed import replace


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Tells that an institution's texts are not at hand.

    Attributes:
        refusals: what is said where nothing is told.
        talk: answers small talk, and what is about another subject altogether.
    """

    refusals: Refusals
    talk: Callable[[Message], Outcome | None]

    def answer(self, message: Message) -> Outcome | None:
        """Return that; None where the message is of nobody whose texts are not at hand."""
        of = left_out((*message.reading.institutions, message.context.home))
        if of is None:
            return None
        talk = self.talk(message)
        if talk is not None:
            return talk
        # Who belongs there is known from here on; a form that was open was another's.
        session = replace(noted_in(message).session, form=None)
        return self.refusals.unavailable(of, message.text, session, message.voice)
