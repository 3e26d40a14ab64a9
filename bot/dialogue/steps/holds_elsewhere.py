"""The step for who asks whether the rule just told holds at another institution, too.

"My friend studies elsewhere, same there?" asks the question before of that institution. What is
told is its own rule; where its text has none, whose rule it was, and that it does not hold there.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bot.dialogue import policy
from bot.dialogue.cues.leading_words import INTERJECTIONS, OPENINGS, POINTING
from bot.dialogue.cues.of_a_pack import is_of_a_pack, without_names
from bot.dialogue.entries.finding import Finding
from bot.dialogue.reply_lines import with_heading
from bot.dialogue.state.case import asks_for_themselves
from bot.dialogue.turn import Message, Outcome
from bot.messages.effect import Reply
from bot.understanding import understand
from knowledge import Entry, EntryKind, Match
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.institutions import ANY, registry

_VOCABULARY = load_vocabulary("conversation")
_EVERYWHERE = re.compile(rf"\b{_VOCABULARY.pattern('everywhere')}\b")
_THE_SAME = re.compile(rf"\b{_VOCABULARY.pattern('holds there')}\b")
_AROUND = _VOCABULARY.words("around a rule elsewhere") | OPENINGS | INTERJECTIONS | POINTING
_PERSONS = load_vocabulary("persons")
_PEOPLE = frozenset(_PERSONS.meanings("named")) | _PERSONS.words("third person")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class HoldsElsewhere:
    """Tells what another institution says of what was just asked."""

    finding: Finding
    _asked_alike: dict[tuple[str, str], Entry | None] = field(default_factory=dict)

    def answer(self, message: Message) -> Outcome | None:
        """Return what the institution named has of the question before, or that it has nothing."""
        if not _THE_SAME.search(message.reading.folded) or _says_who(message):
            return None
        there, (told_by, told) = self._named(message), self._told(message)
        if there is None:
            return self._everywhere(message) if told_by is not None else None
        if told_by in (None, there, ANY) or is_of_a_pack(there) or is_of_a_pack(told_by):
            return None
        if self._names_more(told, message):
            told = self._told_of(message, str(told_by))
            if told is None:
                return None
        same = None if told is None else self._counterpart(told, there)
        if same is not None:
            return self._with_note("elsewhere.own", same, there, message)
        left_open = None if registry()[str(told_by)].tells_partners else self._left_open(there)
        if left_open is not None:
            return self.finding.tell(left_open, message)
        near = None if told is None else self._near(told, there)
        if near is not None:
            return self._with_note("elsewhere.near", near, there, message)
        unknown = "elsewhere.nothing"
        if told is None or told.kind is not EntryKind.ANSWER:
            # What the one leaves open the other may tell: it is not known what was asked.
            unknown = "elsewhere.which"
        return self.finding.refusals.not_there(unknown, message, str(told_by), there)

    def _with_note(self, note: str, entry: Entry, there: str, message: Message) -> Outcome:
        session, effects = self.finding.tell(Match(entry, 1.0), message)
        return session, with_heading(message.voice.say(note, **registry()[there].named), effects)

    def _near(self, told: Entry, there: str) -> Entry | None:
        """Return the counterpart of what is worth reading after an entry."""
        entries = self.finding.matcher.knowledge.entries
        related = (entries[one] for one in told.related)
        own = (one for one in related if one.institution == told.institution)
        each = (self._counterpart(one, there) for one in own)
        return next((one for one in each if one is not None), None)

    def _everywhere(self, message: Message) -> Outcome | None:
        """Return that each has rules of its own, to who takes them to be the same everywhere."""
        few = len(message.reading.words) <= policy.FOLLOW_UP_WORDS and message.context.goes_on
        if not few or not _EVERYWHERE.search(message.reading.folded) or message.reading.slots:
            return None
        html = message.voice.say("elsewhere.everywhere")
        return message.session, (Reply(html, message.voice.locale),)

    def _told_of(self, message: Message, told_by: str) -> Entry | None:
        """Return the rule of that institution that a message names: "the 3 days, me too?"."""
        text = without_names(message.text, message.reading)
        found = self.finding.matcher.knowledge.find(text, told_by)[:1]
        own = (one.entry for one in found if one.score >= policy.PLAINLY)
        return next((one for one in own if one.institution == told_by), None)

    def _named(self, message: Message) -> str | None:
        """Return the institution that is asked about: one that is named, or the writer's own."""
        reading = message.reading
        if reading.names_another_institution or not message.context.focus.told:
            return None
        there = reading.institution
        if there is None and asks_for_themselves(reading):
            there = message.context.institution
        return there if there in registry() else None

    def _told(self, message: Message) -> tuple[str | None, Entry | None]:
        """Return whose rule was told last, and the entry that told it or leads to its form."""
        session, entries = message.session, self.finding.matcher.knowledge.entries
        told = entries.get(next(iter(session.last.entries), ""))
        if told is not None:
            known = told.kind is not EntryKind.TALK and not session.last.suggested
            return (told.institution, told) if known else (None, None)
        by, form = message.context.focus.institution, session.form
        if form is None or message.context.focus.entries:
            return None, None
        of_form = (one for one in entries.values() if one.tool == form.tool)
        return by, next((one for one in of_form if one.institution == by), None)

    def _names_more(self, told: Entry | None, message: Message) -> bool:
        """Return whether a message asks for what the rule just told does not speak of."""
        text = without_names(message.text, message.reading)
        said = (one for one in _WORD.findall(text) if fold(one) not in _AROUND | _PEOPLE)
        rest = " ".join(said)
        named = self.finding.matcher.knowledge.sayings.distinguishing(rest) if rest else {}
        known = () if told is None else self._said_by(told, message)
        more = math.fsum(weight for one, weight in named.items() if one not in known)
        return more >= policy.FOREIGN

    def _said_by(self, told: Entry, message: Message) -> frozenset[str]:
        knowledge = self.finding.matcher.knowledge
        rendered = knowledge.render(told, message.voice.locale, on=message.today)
        return knowledge.sayings.of_entry(told.id, rendered.html)

    def _left_open(self, there: str) -> Match | None:
        """Return what an institution's text leaves open of those who go from it."""
        name = registry().silent(policy.GOING, there)
        entries = self.finding.matcher.knowledge.entries
        return None if name is None else Match(entries[name], policy.ALONE)

    def _counterpart(self, told: Entry, there: str) -> Entry | None:
        """Return the entry of an institution that is asked for as one of another is."""
        key = (told.id, there)
        if key not in self._asked_alike:
            self._asked_alike[key] = self._find_counterpart(told, there)
        return self._asked_alike[key]

    def _find_counterpart(self, told: Entry, there: str) -> Entry | None:
        entries = self.finding.matcher.knowledge.entries
        for one in entries.values():
            if one.institution == there and one.same_question == told.same_question is not None:
                return one
        if registry()[there].tells_partners or registry()[told.institution].tells_partners:
            # What is told of those who come to one is asked of no other one's own.
            return None
        scores: dict[str, float] = defaultdict(float)
        ways = [*_some(told.phrasings["sr"]), *_some(told.phrasings["en"])]
        for way in ways:
            for match in self.finding.matcher.knowledge.find(_nameless(way), there):
                if match.entry.institution == there:
                    scores[match.entry.id] += match.score / len(ways)
        best = max(scores, key=scores.__getitem__, default=None)
        alike = best is not None and scores[best] >= policy.ASKED_ALIKE_ELSEWHERE
        return entries[best] if alike and best is not None else None


def _some(ways: Iterable[str]) -> list[str]:
    return list(ways)[: policy.WAYS_COMPARED]


@lru_cache(maxsize=256)
def _nameless(way: str) -> str:
    """Return a way to ask without the institutions that it names."""
    return without_names(way, understand(way, _ANY_DAY))


def _says_who(message: Message) -> bool:
    """Return whether somebody says where they belong and who they are, behind a guest's question.

    They tell of themselves, and ask nothing of the guest's host.
    """
    reading, host = message.reading, message.context.focus.institution
    if host not in registry() or not registry()[str(host)].tells_partners:
        return False
    who = {one.slot for one in reading.slots} & {"cycle", "year"}
    return bool(reading.belonging and who) and "?" not in message.text
