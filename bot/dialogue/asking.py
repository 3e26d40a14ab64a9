"""A question: computed when its facts suffice, else answered from the entries.

A message may ask for both at once: "61 poen na akademiji, koja ocena i ko potpisuje?".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.dialogue.about import with_about
from bot.dialogue.answering import Answerer
from bot.dialogue.computing import Computer
from bot.dialogue.context import subject_of
from bot.dialogue.form_policy import Dialogue
from bot.dialogue.multi_question import Part, parts_of
from bot.dialogue.session import Interview, Session
from bot.dialogue.telling import told_in
from bot.forms.slots import SHORT_STAYS
from bot.messages.effect import Effect
from bot.messages.voice import Voice
from bot.understanding import Reading

Step = tuple[Session, tuple[Effect, ...]]

# A case that is told at length is taken up as one, unless the question is this clear.
_SURE = 0.6


@dataclass(frozen=True, slots=True)
class Asking:
    """Deals with what nobody has asked before in this conversation."""

    answerer: Answerer
    computer: Computer
    dialogue: Dialogue

    def step(
        self, text: str, reading: Reading, session: Session, voice: Voice, today: date
    ) -> Step:
        """Answer a question, or each of several in one message."""
        session = replace(
            session,
            said=told_in(reading),
            institution=reading.institution or session.institution,
        )
        parts = parts_of(text, reading, today)
        computed = self._after_a_rate(reading, session, today)
        computed = computed or self.computer.attempt(reading, today, session.institution)
        one = self._one_computed(parts, computed, session, today)
        if one is not None:
            return self._both(parts, one, session, voice, today)
        if computed is not None and not self._asks_more(text, reading, computed, session, today):
            return self._compute(computed, session, voice, today)
        theme = self.answerer.knowledge.theme_asked(text)
        if theme is not None:
            return self.answerer.overview(text, theme, session, voice, today)
        followed = None if parts else self.follow_up(text, reading, session, voice, today)
        return followed or self.answerer.answer(text, reading, session, voice, today, parts=parts)

    def _asks_more(
        self, text: str, reading: Reading, computed: Interview, session: Session, today: date
    ) -> bool:
        """Whether a message that tells a case asks for something else, which an entry answers."""
        if self.computer.has_result(computed, today):
            return False
        asked = self.answerer.matcher.sure(text, reading, session.institution)
        return asked is not None and asked.score >= _SURE and asked.entry.tool != "eligibility"

    def follow_up(
        self, text: str, reading: Reading, session: Session, voice: Voice, today: date
    ) -> Step | None:
        """Answer a question that goes on from the last answer; None for one of its own."""
        computed = self._after_a_rate(reading, session, today)
        if computed is not None:
            return self._compute(computed, session, voice, today)
        subject = subject_of(session, self.answerer.knowledge)
        if subject is None:
            return None
        return self.answerer.follow_up(text, reading, session, voice, today, subject=subject)

    def _after_a_rate(self, reading: Reading, session: Session, today: date) -> Interview | None:
        """The sum for so many days, where the last answer told the amount for one."""
        subject = subject_of(session, self.answerer.knowledge)
        if subject is None or subject.entry is None or subject.matter not in SHORT_STAYS:
            return None
        if subject.entry.tool != "grant":
            return None
        return self.computer.after_a_rate(reading, subject.matter, today)

    def _compute(self, computed: Interview, session: Session, voice: Voice, today: date) -> Step:
        return self.dialogue.open(
            computed.tool, computed.answers, session, voice, today, brief=computed.brief
        )

    def _one_computed(
        self, parts: Sequence[Part], whole: Interview | None, session: Session, today: date
    ) -> int | None:
        """The place of the one question that is computed, where another one is left to answer.

        None too where the computation may need what the other questions tell.
        """
        home = session.institution
        found = [self.computer.attempt(part.reading, today, home) for part in parts]
        computed = {number: one for number, one in enumerate(found) if one is not None}
        if len(computed) != 1:
            return None
        place, one = computed.popitem()
        others = [part for number, part in enumerate(parts) if number != place]
        if all(part.sure(self.answerer.matcher, home) is not None for part in others):
            return place
        needs_no_other = whole is None or whole.answers.keys() <= one.answers.keys()
        anything = all(part.has_any(self.answerer.matcher, home) for part in others)
        return place if needs_no_other and anything else None

    def _both(
        self, parts: Sequence[Part], place: int, session: Session, voice: Voice, today: date
    ) -> Step:
        """A computation and answers, in the order in which they were asked for."""
        effects: tuple[Effect, ...] = ()
        for number, part in enumerate(parts):
            computed = self.computer.attempt(part.reading, today, session.institution)
            if number == place and computed is not None:
                session, more = self._compute(computed, session, voice, today)
            else:
                session, more = self.answerer.answer(
                    part.text, part.reading, session, voice, today, parts=()
                )
            effects += with_about(session, more)
        return session, effects
