"""The step for who only says where they belong, behind an answer: whether it holds for them.

People ask first and say afterwards where they are from ("with you, going to Krakow"). What they
asked still stands: the rule just told is confirmed, or said to be another institution's.
"""

from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.computing import Computing
from bot.dialogue.cues.off_subject import has_word_of_the_subject
from bot.dialogue.cues.publishers import computed_by
from bot.dialogue.entries.finding import Finding
from bot.dialogue.reply_lines import with_heading
from bot.dialogue.steps.coming import ComingSteps
from bot.dialogue.turn import Message, Outcome
from bot.understanding import Understanding
from bot.understanding.questions.split_questions import is_a_question
from knowledge import Entry, EntryKind, Match
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.institutions import ANY, registry

_OF_A_PLACE = load_vocabulary("institutions").stems("words of a place")

# So many words beside a place are a sentence of their own.
_A_SENTENCE = 4


@dataclass(frozen=True, slots=True)
class PlacesTold:
    """Tells whether the last answer holds where somebody says that they belong."""

    finding: Finding
    computing: Computing
    coming: ComingSteps

    def place_told(self, message: Message) -> Outcome | None:
        """Return the last answer as what holds there, or what the text there leaves open."""
        home = message.reading.institution
        if home is None or home not in registry() or not self._only_tells_a_place(message):
            return None
        session = message.session
        if session.last.computed:
            return self._result(message, home)
        entry = self.finding.matcher.knowledge.entries.get(next(iter(session.last.entries), ""))
        if entry is None or session.last.suggested or entry.kind is EntryKind.TALK:
            return None
        who = {one.slot for one in message.reading.slots} & policy.WHO_OF_A_STUDENT
        if who and entry.kind is EntryKind.OVERVIEW:
            # Who somebody is says more of what is open to them than that it holds there.
            return None
        return self._answer(entry, message, home)

    def _only_tells_a_place(self, message: Message) -> bool:
        reading, aspects = message.reading, self.finding.matcher.knowledge.aspects
        asks = reading.questions or "?" in message.text or is_a_question(message.text)
        told = {one.slot for one in reading.slots} - {"institution"}
        more = told - policy.WHO_SOMEBODY_IS or reading.ambiguous or reading.programmes
        few = len(reading.words) <= policy.FOLLOW_UP_WORDS
        if asks or more or not few or reading.names_another_institution:
            return False
        rest = _beside_the_slots(reading)
        named = has_word_of_the_subject(rest) or aspects.asked(rest)
        return not (named or self._tells_more(rest, message))

    def _tells_more(self, rest: str, message: Message) -> bool:
        """Return whether something else is told beside the place: "here. I never sat one exam"."""
        if len(rest.split()) < _A_SENTENCE:
            return False
        sure = self.finding.sure(message)
        return sure is not None and sure.entry.id not in message.session.last.entries

    def _result(self, message: Message, home: str) -> Outcome | None:
        """Return the last result again where it was computed by the rules of that institution."""
        form = message.session.form
        others = {one.slot for one in message.reading.slots} - {"institution", "registered"}
        if form is None or others or computed_by(form.tool, form.answers) != home:
            return None
        session, effects = self.computing.open(form, message)
        return session, with_heading(self._holds(message, home), effects)

    def _answer(self, entry: Entry, message: Message, home: str) -> Outcome | None:
        knowledge = self.finding.matcher.knowledge
        if knowledge.holds_for(entry, message.reading.case) is False:
            return None
        if entry.institution in (home, ANY):
            note = self._holds(message, home)
            return self.finding.responder.again(
                entry, note, message.session, message.voice, message.today
            )
        same = next(
            (
                one
                for one in knowledge.entries.values()
                if one.institution == home and one.same_question == entry.same_question is not None
            ),
            None,
        )
        if same is not None:
            return self.finding.tell(Match(same, 1.0), message)
        left_open = self.coming.left_open(message, home)
        return None if left_open is None else self.finding.tell(left_open, message)

    def _holds(self, message: Message, home: str) -> str:
        return message.voice.say("holds_there", **registry()[home].named)


def _beside_the_slots(reading: Understanding) -> str:
    """Return what is said beside the names of places and of who somebody is, folded."""
    spans = [one.span for one in reading.slots]
    rest = "".join(
        " " if any(start <= place < end for start, end in spans) else letter
        for place, letter in enumerate(reading.text)
    )
    return " ".join(one for one in fold(rest).split() if not one.startswith(_OF_A_PLACE))
