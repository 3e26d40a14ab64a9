"""The step for a course that has nothing like it at home.

"The second C is surf management, nothing like it here": whatever such a course is called, it is
told what becomes of it, and so is what is asked of its grade.
"""

from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.context.incoming import is_of_grades
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.entries.finding import Finding
from bot.dialogue.steps.another_subject import as_going_on
from bot.dialogue.taking_in import noted_in
from bot.dialogue.turn import Message, Outcome
from bot.understanding import Understanding
from bot.understanding.cue import Cue
from knowledge import Entry, Match
from knowledge.vocabulary import load_vocabulary
from rules.institutions import registry

_VOCABULARY = load_vocabulary("courses")
_NOTHING_LIKE_IT = Cue.of(_VOCABULARY, "nothing like it")
_A_COURSE = _VOCABULARY.words("a course")
_KEPT = _VOCABULARY.words("kept or converted")
_COSTS = _VOCABULARY.words("asking for a price")
# Who decides, by when and what it costs is told of every course alike.
_OF_ANY_COURSE = frozenset({kinds.WHO, kinds.WHEN, kinds.MONEY, kinds.PAPERS})


@dataclass(frozen=True, slots=True)
class UnlikeCourse:
    """Tells what becomes of a course that deviates from the programme at home."""

    finding: Finding

    def answer(self, message: Message) -> Outcome | None:
        """Return what becomes of such a course, and of its grade where that is asked then."""
        entry = self._entry(message)
        if entry is None or self._asks_of_any(message):
            return None
        message = noted_in(message)
        if self._asks_of_it(entry, message):
            return self.finding.tell_again(entry, as_going_on(message))
        return self.finding.tell(Match(entry, 1.0), message) if _tells_of_one(message) else None

    def _entry(self, message: Message) -> Entry | None:
        name = registry().overview(policy.UNLIKE_COURSE, message.context.home)
        return self.finding.matcher.knowledge.entries.get(name or "")

    def _asks_of_any(self, message: Message) -> bool:
        asked = {one.kind for one in message.reading.questions}
        if asked & _OF_ANY_COURSE or not _COSTS.isdisjoint(message.reading.words):
            return True
        aspects = self.finding.aspects(message)
        return bool(aspects & policy.ASPECTS_OF_ANY_COURSE)

    def _asks_of_it(self, entry: Entry, message: Message) -> bool:
        """Return whether something of the course just told of is asked: "8, or stays a C?"."""
        reading, knowledge = message.reading, self.finding.matcher.knowledge
        last = knowledge.entries.get(next(iter(message.session.last.entries), ""))
        few = len(reading.words) <= policy.POINTING_WORDS
        spoken_of = last is not None and {*last.facts} <= {*entry.facts} and bool(last.facts)
        if not (few and spoken_of) or any(one.slot == "points" for one in reading.marks):
            # Points are turned into a grade by the table.
            return False
        if is_of_grades(reading) and _KEPT.isdisjoint(reading.words):
            # "And what is a D?" asks of another grade.
            return False
        return any(knowledge.sayings.is_named(lead, message.text) for lead in entry.leads)


def _tells_of_one(message: Message) -> bool:
    """Return whether a course is told of that has nothing like it at home."""
    reading: Understanding = message.reading
    if not _NOTHING_LIKE_IT.stands_in(reading):
        return False
    course = not _A_COURSE.isdisjoint(reading.words) or is_of_grades(reading)
    return course or message.context.goes_on
