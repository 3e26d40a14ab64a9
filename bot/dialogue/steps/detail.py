"""Steps for a detail of what is spoken of that a few words ask for, and for whom else it holds."""

import re
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.entries.finding import Finding
from bot.dialogue.state.case import values
from bot.dialogue.turn import Message, Outcome
from knowledge import Match
from knowledge.vocabulary import load_vocabulary
from rules.institutions import registry
from rules.programmes.names import is_short

_TRAVEL_DAYS = re.compile(rf"\b{load_vocabulary('travel').pattern('days asked')}\b")
_FROM_ZERO = re.compile(rf"\b{load_vocabulary('conversation').pattern('from zero')}\b")
_BESIDES = re.compile(rf"\b{load_vocabulary('conversation').pattern('besides')}\b")
_IS_THAT_ALL = re.compile(rf"\b{load_vocabulary('conversation').pattern('is that all')}\b")
_OF_A_NUMBER = frozenset({"travel_days", "duration", "days", "used"})
_GRANT = "grant"
_SEMESTER, _DEADLINES = "semester_start", "deadlines"


@dataclass(frozen=True, slots=True)
class DetailSteps:
    """Steps that tell a detail by the entry that the institution names for it."""

    finding: Finding

    def detail(self, message: Message) -> Outcome | None:
        """Return what is told of travel days or of a new cycle, or of whom else is named."""
        context = message.context
        if not context.goes_on or message.reading.names_another_institution:
            return None
        name = self._named(message) or self._of_a_semester(message)
        name = name or self._besides(message) or self._all_papers(message)
        entry = self.finding.matcher.knowledge.entries.get(name or "")
        if entry is None:
            return self._of_somebody_else(message)
        return self.finding.tell(Match(entry, 1.0), message)

    def _named(self, message: Message) -> str | None:
        """Return the entry of the detail that a message asks for; None where it asks for none."""
        reading, home = message.reading, message.context.home
        told = {one.slot for one in reading.slots}
        if _TRAVEL_DAYS.search(reading.folded) and not told & _OF_A_NUMBER:
            form = message.session.form
            of_a_sum = message.session.last.computed and form is not None and form.tool == _GRANT
            short = is_short(message.context.matter)
            return registry().overview("travel_days", home) if of_a_sum or short else None
        few = len(reading.words) <= policy.WORDS_THAT_COUNT
        if few and "duration" not in told and _FROM_ZERO.search(reading.folded):
            return registry().overview(policy.COUNTS_IN_A_NEW_CYCLE, home)
        return None

    def _of_a_semester(self, message: Message) -> str | None:
        """Return the deadline just told, of which a semester's start makes a day."""
        told, last = {one.slot for one in message.reading.slots}, message.session.last
        asked = message.reading.asks(kinds.WHEN)
        if not asked or told != {_SEMESTER} or last.suggested or len(last.entries) != 1:
            return None
        entry = self.finding.matcher.knowledge.entries.get(last.entries[0])
        return entry.id if entry is not None and entry.tool == _DEADLINES else None

    def _besides(self, message: Message) -> str | None:
        """Return the list of papers, for who asks what else there is beside one: "apart from it?".

        It is the one nearest to the answer just told that names most papers.
        """
        things, thing = self.finding.matcher.prior.matters.things, message.context.focus.thing
        last, entries = message.session.last, self.finding.matcher.knowledge.entries
        besides = _BESIDES.search(message.reading.folded)
        told = entries.get(next(iter(last.entries), ""))
        if "signing" in self.finding.aspects(message):
            # "What do I get once it is signed, besides paper?" asks for no list.
            return None
        if besides is None or told is None or last.suggested or thing is None:
            return None
        near = [entries[one] for one in (told.id, *told.related)]
        most = max(near, key=lambda one: len(things.listed(one)))
        return most.id if len(things.listed(most)) >= policy.PAPERS_OF_A_LIST else None

    def _all_papers(self, message: Message) -> str | None:
        """Return the list of papers, for who names some of them and asks whether these are all."""
        home, entries = message.context.home, self.finding.matcher.knowledge.entries
        if _IS_THAT_ALL.search(message.reading.folded) is None or home is None:
            return None
        things = self.finding.matcher.prior.matters.things
        listed = entries.get(registry().overview(kinds.PAPERS.value, home) or "")
        if listed is None or listed.institution != home:
            return None
        all_of_it = things.listed(listed)
        named = things.all_named(message.text)
        listed_there = len(all_of_it) >= policy.PAPERS_OF_A_LIST and named <= all_of_it
        return listed.id if named and listed_there else None

    def _of_somebody_else(self, message: Message) -> Outcome | None:
        """Return what holds for whom a message names, where the answer before does not.

        "And my sister, she is a PhD student?" asks of her what was asked before.
        """
        reading, last = message.reading, message.session.last
        told = {one.slot for one in reading.slots}
        if not told or told - policy.WHO_SOMEBODY_IS or last.suggested or len(last.entries) != 1:
            return None
        if len(reading.words) > policy.WHAT_IF_WORDS or kinds.names_what_is_asked(reading):
            return None
        knowledge = self.finding.matcher.knowledge
        before = knowledge.entries.get(last.entries[0])
        case = {**values(message.session.case), **reading.case}
        if before is None or knowledge.holds_for(before, case) is not False:
            return None
        for name in before.related:
            entry = knowledge.entries[name]
            if knowledge.holds_for(entry, case):
                return self.finding.tell(Match(entry, 1.0), message)
        return None
