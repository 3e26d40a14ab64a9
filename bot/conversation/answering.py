"""Answering a question from the entries: a clear winner, a choice of a few, or an honest no.

Which of the three it is depends on the measured thresholds of the finder. An answer names whose
rule it is; where several institutions answer the same question and none was named, each is offered
under its name, and none is told as the other's.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.conversation.buttons import Verb, data
from bot.conversation.effect import Answer, Button, Effect, NoteUnanswered, Outcome, Reply
from bot.conversation.forms.form import paragraphs
from bot.conversation.markup import escape, plain
from bot.conversation.reading import Reading, read
from bot.conversation.session import Last, Session
from bot.conversation.voice import Voice
from knowledge import Entry, Kind, Knowledge, Match, Rendered

_CANDIDATES = 3
_LOOKED_AT = 12
_RELATED = 2

# The entry that says: this institution is none of the three whose rules are known here.
_ELSEWHERE = "other-institution"

# On the questions of tests/knowledge this makes suggestions of 8 in 1,122 answers and of some gaps
# that were answered as if known (12 of 528 without it).
_GAP_SHARE = 0.6
# From here on a single word is taken as a question of its own.
_ONE_WORD = 0.8
# What is offered beside the best candidate has at least this share of its score.
_OFFERED = 0.2

_QUESTIONS = re.compile(r"[^?]+\?+")

Step = tuple[Session, tuple[Effect, ...]]


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions from the entries."""

    knowledge: Knowledge
    contacts: Mapping[str, str]

    def answer(
        self, text: str, reading: Reading, session: Session, voice: Voice, today: date
    ) -> Step:
        """Answer a question, offer what is near, or say that it is not in the sources."""
        two = self._two_questions(text, reading, session, today)
        if two:
            return self._tell(two, session, voice, today)
        found = self.candidates(text, reading, session.institution)
        siblings = self._siblings(found, reading, session)
        if siblings:
            return self._suggest(siblings, session, voice, today, "suggest.whose")
        if not found or found[0].score < self.knowledge.thresholds.suggest:
            return self._decline(text, session, voice)
        if _of_others(found[0], reading, session):
            return self._suggest(_worth_offering(found), session, voice, today, "suggest.elsewhere")
        if not self._is_clear(found, one_word=len(text.split()) == 1):
            return self._suggest(_worth_offering(found), session, voice, today, "suggest.mean")
        return self._tell(found[:1], session, voice, today)

    def _is_clear(self, found: Sequence[Match], *, one_word: bool = False) -> bool:
        """Whether the best candidate stands out enough to be told as the answer.

        A single word ("stipendija") asks many things, so it takes a nearly certain match.
        """
        limits = self.knowledge.thresholds
        best, runner_up = found[0], found[1] if len(found) > 1 else None
        if best.score < (_ONE_WORD if one_word else limits.answer):
            return False
        if runner_up is None:
            return True
        # Between "this is the rule" and "no rule is published" it has to be clearer than that.
        is_gap = [match.entry.kind is Kind.GAP for match in (best, runner_up)]
        both_name_the_office = best.entry.contact and runner_up.entry.contact
        if is_gap[0] != is_gap[1] and not both_name_the_office:
            return runner_up.score <= _GAP_SHARE * best.score
        return best.score - runner_up.score >= limits.margin

    def sure(self, text: str, reading: Reading, home: str | None = None) -> Match | None:
        """The entry that clearly answers a question, if there is one."""
        found = self.candidates(text, reading, home)
        return found[0] if found and self._is_clear(found) else None

    def show(self, entry: Entry, session: Session, voice: Voice, today: date) -> Step:
        """An entry that the person asked for by its name."""
        return self._tell((Match(entry, 1.0),), session, voice, today)

    def sources(self, entry: Entry, session: Session, voice: Voice) -> Step:
        """Where an answer stands."""
        line = self.knowledge.source_line(entry.sources, voice.locale)
        return session, (Reply(line or voice.say("no_source"), voice.locale),)

    def more(self, entry: Entry, session: Session, voice: Voice, today: date) -> Step:
        """What is worth reading after an answer."""
        related = [Match(self.knowledge.entries[one], 1.0) for one in entry.related]
        return self._suggest(related, session, voice, today, "suggest.more")

    def candidates(self, text: str, reading: Reading, home: str | None = None) -> tuple[Match, ...]:
        """The entries nearest to a question, best first.

        Args:
            text: the question.
            reading: what it says; an institution that it names is the only one told of.
            home: the institution the conversation is about; its own clear answer comes before
                those of others.
        """
        if reading.other_institution is not None and reading.institution is None:
            return self._elsewhere(self._find(text, reading, None))
        if reading.institution is None and home is not None:
            own = self._find(text, reading, home)
            if own and own[0].entry.institution == home and self._is_clear(own):
                return own
        return self._find(text, reading, reading.institution)

    def _find(self, text: str, reading: Reading, institution: str | None) -> tuple[Match, ...]:
        found = self.knowledge.find(text, institution=institution, limit=_LOOKED_AT)
        return tuple(
            match
            for match in found
            if _holds_for(match.entry, reading)
            and not (reading.kragujevac_ambiguous and match.entry.institution == "ub")
        )

    def _elsewhere(self, found: Sequence[Match]) -> tuple[Match, ...]:
        """For a question about an institution not known here: never another one's rule."""
        if found and found[0].entry.institution == "any":
            return tuple(match for match in found if match.entry.institution == "any")
        return (Match(self.knowledge.entries[_ELSEWHERE], 1.0),)

    def _siblings(
        self, found: Sequence[Match], reading: Reading, session: Session
    ) -> tuple[Match, ...]:
        """The answers of several institutions to one question, when none of them was named."""
        if not found or reading.institution is not None:
            return ()
        question = found[0].entry.same_question
        if question is None or found[0].score < self.knowledge.thresholds.suggest:
            return ()
        scores = {match.entry.id: match.score for match in found}
        same = [
            Match(entry, scores.get(entry.id, 0.0))
            for entry in self.knowledge.entries.values()
            if entry.same_question == question
        ]
        best_of_each: dict[str, Match] = {}
        for match in sorted(same, key=lambda match: -match.score):
            best_of_each.setdefault(match.entry.institution, match)
        if len(best_of_each) < 2 or session.institution in best_of_each:
            return ()
        return tuple(best_of_each.values())[:_CANDIDATES]

    def _two_questions(
        self, text: str, reading: Reading, session: Session, today: date
    ) -> tuple[Match, ...]:
        """The answers to two questions in one message, when both are clear and differ."""
        parts = _QUESTIONS.findall(text)
        if len(parts) != 2:
            return ()
        sure = []
        for part in parts:
            own = read(part, today)
            if own.institution is None:
                own = replace(own, institution=reading.institution)
            sure.append(self.sure(part, own, session.institution))
        first, second = sure
        if first is None or second is None or first.entry.id == second.entry.id:
            return ()
        return (first, second)

    def _tell(self, matches: Sequence[Match], session: Session, voice: Voice, today: date) -> Step:
        rendered = [self._render(match, voice, today) for match in matches]
        entries = tuple(match.entry for match in matches)
        several = len(matches) > 1
        html = "\n\n".join(
            paragraphs(
                f"<b>{escape(one.title)}</b>" if several else "",
                one.html,
                self._contact(match.entry, voice),
                one.source_line,
            )
            for match, one in zip(matches, rendered, strict=True)
        )
        known = any(entry.kind is not Kind.GAP for entry in entries)
        reply = Reply(
            html=html,
            locale=voice.locale,
            buttons=self._ways_on(entries[0], voice),
            outcome=Outcome.ANSWER if known else Outcome.UNKNOWN,
            answers=tuple(
                self._answer(match, one)
                for match, one in zip(matches, rendered, strict=True)
                if match.entry.kind is not Kind.GAP
            ),
        )
        last = Last(entries=tuple(entry.id for entry in entries))
        return replace(session, last=last), (reply,)

    def _contact(self, entry: Entry, voice: Voice) -> str:
        """The operator's contact for who asks for one; nothing where there is none."""
        contact = self.contacts.get(entry.institution)
        if not entry.contact or contact is None:
            return ""
        return voice.say("contact", contact=contact)

    def _suggest(
        self, matches: Sequence[Match], session: Session, voice: Voice, today: date, heading: str
    ) -> Step:
        rendered = [self._render(match, voice, today) for match in matches]
        whose = heading in ("suggest.whose", "suggest.elsewhere")
        labels = [
            f"{voice.label(f'institution.{match.entry.institution}')}: {one.title}"
            if whose
            else one.title
            for match, one in zip(matches, rendered, strict=True)
        ]
        rows = [
            (Button(f"{number}. {label}", data(Verb.ENTRY, match.entry.id)),)
            for number, (label, match) in enumerate(zip(labels, matches, strict=True), start=1)
        ]
        rows.append((Button(voice.label("button.else"), data(Verb.ELSE)),))
        reply = Reply(
            html=self._heading(heading, session, voice),
            locale=voice.locale,
            buttons=tuple(rows),
            outcome=Outcome.SUGGEST,
            answers=tuple(
                self._answer(match, one) for match, one in zip(matches, rendered, strict=True)
            ),
        )
        last = Last(entries=tuple(match.entry.id for match in matches), suggested=True)
        return replace(session, last=last), (reply,)

    def _heading(self, heading: str, session: Session, voice: Voice) -> str:
        if session.institution is None:
            return voice.say(heading)
        return voice.say(heading, yours=voice.label(f"topic.{session.institution}"))

    def _decline(self, text: str, session: Session, voice: Voice) -> Step:
        foreign = self.knowledge.guess_language(text).other
        reply = Reply(
            html=voice.say("other_language" if foreign else "unknown"),
            locale=voice.locale,
            buttons=((Button(voice.label("button.topics"), data(Verb.TOPICS)),),),
            outcome=Outcome.UNKNOWN,
        )
        return replace(session, last=Last()), (reply, NoteUnanswered(text, voice.locale))

    def _render(self, match: Match, voice: Voice, today: date) -> Rendered:
        return self.knowledge.render(match.entry, voice.locale, on=today)

    def _answer(self, match: Match, rendered: Rendered) -> Answer:
        return Answer(
            id=match.entry.id,
            title=rendered.title,
            text=plain(rendered.html),
            sources=rendered.sources,
            score=round(match.score, 3),
        )

    def _ways_on(self, entry: Entry, voice: Voice) -> tuple[tuple[Button, ...], ...]:
        rows = []
        if entry.tool is not None:
            start = () if entry.programme is None else (entry.programme,)
            rows.append(
                (Button(voice.label(f"tool.{entry.tool}"), data(Verb.TOOL, entry.tool, *start)),)
            )
        for related in entry.related[:_RELATED]:
            title = self.knowledge.entries[related].title.plain(voice.locale)
            rows.append((Button(title, data(Verb.ENTRY, related)),))
        return tuple(rows)


def _holds_for(entry: Entry, reading: Reading) -> bool:
    """Whether what the person told leaves room for the entry: a third year is no first year."""
    return all(
        fact not in reading.facts or str(reading.facts[fact]) in values
        for fact, values in entry.holds_for.items()
    )


def _worth_offering(found: Sequence[Match]) -> tuple[Match, ...]:
    """The best candidates, without small talk and what is far behind."""
    best = found[0]
    others = (
        match
        for match in found[1:]
        if match.entry.kind is not Kind.TALK and match.score >= _OFFERED * best.score
    )
    return (best, *others)[:_CANDIDATES]


def _of_others(match: Match, reading: Reading, session: Session) -> bool:
    """Whether an answer is another institution's than the one the conversation is about."""
    home, entry = session.institution, match.entry
    named = reading.institution is not None
    return not (named or home is None or entry.institution in (home, "any"))


def chosen(text: str, last: Last, titles: Mapping[str, str]) -> str | None:
    """The suggested entry that a typed number or title chooses, if the last reply suggested any."""
    if not last.suggested:
        return None
    words = text.strip().rstrip(".)")
    if words.isdecimal() and 1 <= int(words) <= len(last.entries):
        return last.entries[int(words) - 1]
    for entry in last.entries:
        if words.casefold() == titles[entry].casefold():
            return entry
    return None
