"""The step that asks about a number, a date or a month that found no place."""

import re
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue import unsettled as open_values
from bot.dialogue.bond import Bond
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.off_subject import has_word_of_the_subject
from bot.dialogue.entries.finding import Finding
from bot.dialogue.turn import Message, Outcome
from bot.messages.effect import Outcome as Answered
from bot.messages.effect import Reply
from bot.messages.markup import plain
from bot.understanding import Understanding
from knowledge import Match
from rules.institutions import PROGRAMMES, registry

_NUMBER = re.compile(r"\d+")
# A bus or a train that has a number is no journey of anybody's mobility.
_TRAVEL = frozenset({"green_travel", "travel_days"})


@dataclass(frozen=True, slots=True)
class UnplacedSteps:
    """Asks what is left over, and tells the section that a number names."""

    finding: Finding

    def unplaced(self, message: Message) -> Outcome | None:
        """Ask what is meant by a number, a date or a month that found no place."""
        reading = message.reading
        words = open_values.without_a_place(reading)
        strictly = message.context.strictly_of
        of_partners = strictly is not None and not registry().may_tell(PROGRAMMES, strictly)
        if of_partners or _is_only_a_month(reading):
            # A partner counts people ("3 doctoral students would come"), and no rule goes by the
            # month alone.
            return None
        if not any(letter.isdigit() for letter in words) and len(reading.words) > policy.BARE_WORDS:
            # "The other three" counts courses, and no months.
            return None
        asked = kinds.asked(reading, message.session.said)
        about_a_stay = bool(asked & policy.ASKED_OF_A_STAY) or bool(message.session.said)
        # A date that does not exist, or that is of no year anybody plans in, tells a stay too.
        goes_on = message.context.bond is Bond.CLOSE or open_values.names_a_date(reading)
        short = len(reading.words) <= policy.FOLLOW_UP_WORDS and goes_on
        if not words or not (about_a_stay or short):
            return None
        if _tells_only_of_travel(message):
            return None
        sure = self.finding.sure(message)
        if sure is not None and (
            sure.score >= policy.SURE_BESIDE_A_NUMBER or self._is_a_figure_of(sure, words, message)
        ):
            return None
        html = message.voice.say("unsettled.unplaced", words=words)
        reply = Reply(html, message.voice.locale, outcome=Answered.ASK)
        return message.session, (reply,)

    def _is_a_figure_of(self, match: Match, number: str, message: Message) -> bool:
        """Return whether a number stands in an answer: "is it 50 a day?" quotes the rule."""
        knowledge = self.finding.matcher.knowledge
        told = knowledge.render(match.entry, message.voice.locale, on=message.today)
        return number in _NUMBER.findall(plain(told.html))


def _tells_only_of_travel(message: Message) -> bool:
    """Return whether a message names a means of transport, and nothing of the subject."""
    told = message.session.said.keys()
    return (
        bool(told)
        and told <= _TRAVEL
        and message.context.focus.is_empty
        and not has_word_of_the_subject(message.reading.folded)
    )


def _is_only_a_month(reading: Understanding) -> bool:
    """Return whether nothing but months or days found no place."""
    dates = [one.span for one in reading.dates]
    return bool(dates) and all(
        any(start <= one.span[0] and one.span[1] <= end for start, end in dates)
        for one in reading.unplaced
    )
