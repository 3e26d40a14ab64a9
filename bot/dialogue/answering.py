"""Answering a question from the entries: a clear winner, a choice of a few, or an honest no.

Which of the three it is depends on the measured thresholds of the finder. An answer names whose
rule it is; where several institutions answer the same question and none was named, each is offered
under its name, and none is told as the other's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.dialogue.context import Subject
from bot.dialogue.follow_up import follow
from bot.dialogue.multi_question import Part
from bot.dialogue.retrieval import Matcher, of_others, worth_offering
from bot.dialogue.session import Last, Session
from bot.dialogue.side_by_side import MOST_ANSWERS, SideBySide
from bot.forms.form import paragraphs
from bot.messages.button_data import Verb, data
from bot.messages.effect import Answer, Button, Effect, NoteUnanswered, Outcome, Reply
from bot.messages.markup import escape, plain
from bot.messages.voice import Voice
from bot.understanding import Reading
from knowledge import Entry, Institution, Kind, Knowledge, Match, Rendered, Theme

_RELATED = 2
# Under which topic the lists have what no institution's source says.
GAPS = "gap"

Rows = Sequence[tuple[Button, ...]]

Step = tuple[Session, tuple[Effect, ...]]


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions from the entries."""

    knowledge: Knowledge
    contacts: Mapping[str, str]

    @property
    def matcher(self) -> Matcher:
        """What finds the entries."""
        return Matcher(self.knowledge)

    def answer(
        self,
        text: str,
        reading: Reading,
        session: Session,
        voice: Voice,
        today: date,
        *,
        parts: Sequence[Part],
    ) -> Step:
        """Answer a question, offer what is near, or say that it is not in the sources.

        Args:
            text: the question.
            reading: what it says.
            session: the conversation so far.
            voice: the reader's words.
            today: what is in force.
            parts: the questions that it consists of, where there are several.
        """
        found = self.candidates(text, reading, session.institution)
        several = SideBySide(parts, self.matcher, session.institution)
        answers = several.answers(found) or self._of_each(text, reading)
        if answers:
            return self._tell(answers, session, voice, today)
        partly = several.some_of(found)
        if partly is not None:
            return self._tell(partly[0], session, voice, today, to_choose=partly[1])
        siblings = self.matcher.siblings(found, reading, session.institution)
        if siblings:
            return self._suggest(siblings, session, voice, today, "suggest.whose")
        limits = self.knowledge.thresholds
        # One answer to more questions than can be answered would be about any of them.
        clear = bool(found) and len(parts) <= MOST_ANSWERS
        clear = clear and self.matcher.is_clear(found, one_word=len(text.split()) == 1)
        if parts and not clear:
            found = several.to_choose_from(found)
        if not found or found[0].score < limits.suggest:
            return self._decline(text, session, voice)
        if of_others(found[0], reading, session.institution):
            return self._suggest(worth_offering(found), session, voice, today, "suggest.elsewhere")
        if not clear:
            offered = found if parts else worth_offering(found)
            return self._suggest(offered, session, voice, today, "suggest.mean")
        return self._tell(found[:1], session, voice, today)

    def follow_up(
        self,
        text: str,
        reading: Reading,
        session: Session,
        voice: Voice,
        today: date,
        *,
        subject: Subject,
    ) -> Step | None:
        """Answer a question that goes on from the last answer; None for one of its own."""
        followed = follow(text, reading, subject, self.matcher, voice)
        if followed is None:
            return None
        if followed.clear:
            return self._tell(followed.found[:1], session, voice, today)
        return self._suggest(followed.found, session, voice, today, "suggest.mean")

    def overview(
        self, word: str, theme: Theme, session: Session, voice: Voice, today: date
    ) -> Step:
        """What there is to know where a word alone was written: a tool, and what people ask."""
        scores = {one.entry.id: one.score for one in self.knowledge.find(word)}
        found = [Match(self.knowledge.entries[name], scores.get(name, 0.0)) for name in theme.first]
        topic, _, name = theme.file.partition("/")
        topic = GAPS if topic not in tuple(Institution) else topic
        start = () if theme.programme is None else (theme.programme,)
        tool = [] if theme.tool is None else [data(Verb.TOOL, theme.tool, *start)]
        return self._suggest(
            found,
            session,
            voice,
            today,
            "suggest.theme",
            before=[(Button(voice.label(f"tool.{theme.tool}"), one),) for one in tool],
            after=[(Button(voice.label("button.all"), data(Verb.TOPICS, topic, name, 0)),)],
            theme=theme.title.plain(voice.locale),
        )

    def sure(self, text: str, reading: Reading, home: str | None = None) -> Match | None:
        """The entry that clearly answers a question, if there is one."""
        return self.matcher.sure(text, reading, home)

    def show(self, entry: Entry, session: Session, voice: Voice, today: date) -> Step:
        """An entry that the person asked for by its name."""
        return self._tell((Match(entry, 1.0),), session, voice, today)

    def sources(self, entry: Entry, session: Session, voice: Voice) -> Step:
        """Where an answer stands."""
        line = self.knowledge.source_line(entry.sources, voice.locale)
        return session, (Reply(line or voice.say("no_source"), voice.locale),)

    def why(self, entry: Entry, session: Session, voice: Voice) -> Step:
        """Why an answer is so: the rule that says it, and what is worth reading beside it."""
        line = self.knowledge.source_line(entry.sources, voice.locale)
        reason = "why.gap" if entry.kind is Kind.GAP else "why.entry" if line else "no_source"
        html = paragraphs(voice.say(reason), line)
        return session, (Reply(html, voice.locale, self._related(entry, voice)),)

    def more(self, entry: Entry, session: Session, voice: Voice, today: date) -> Step:
        """What is worth reading after an answer."""
        related = [Match(self.knowledge.entries[one], 1.0) for one in entry.related]
        return self._suggest(related, session, voice, today, "suggest.more")

    def candidates(self, text: str, reading: Reading, home: str | None = None) -> tuple[Match, ...]:
        """The entries nearest to a question, best first (`Matcher.candidates`)."""
        return self.matcher.candidates(text, reading, home)

    def _of_each(self, text: str, reading: Reading) -> tuple[Match, ...]:
        """The answers of several institutions that a question names, when each has a clear one."""
        found = [
            self.matcher.find(text, replace(reading, institution=one), one)
            for one in reading.institutions_named
        ]
        clear = tuple(
            matches[0]
            for matches, one in zip(found, reading.institutions_named, strict=True)
            if matches and matches[0].entry.institution == one and self.matcher.is_clear(matches)
        )
        return clear if len(clear) == len(found) > 1 else ()

    def _tell(
        self,
        matches: Sequence[Match],
        session: Session,
        voice: Voice,
        today: date,
        to_choose: Sequence[Match] = (),
    ) -> Step:
        rendered = [self._render(match, voice, today) for match in matches]
        entries = tuple(match.entry for match in matches)
        several = len(matches) > 1 or bool(to_choose)
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
        choice = tuple(
            (Button(match.entry.title.plain(voice.locale), data(Verb.ENTRY, match.entry.id)),)
            for match in to_choose
        )
        reply = Reply(
            html=paragraphs(html, voice.say("suggest.rest") if choice else ""),
            locale=voice.locale,
            buttons=choice or self._ways_on(entries[0], voice),
            outcome=Outcome.ANSWER if known else Outcome.UNKNOWN,
            answers=tuple(
                self._answer(match, one)
                for match, one in zip(matches, rendered, strict=True)
                if match.entry.kind is not Kind.GAP
            ),
        )
        if all(entry.kind is Kind.TALK for entry in entries):
            # After "thanks" the conversation is still about what it was about.
            return session, (reply,)
        last = Last(entries=tuple(entry.id for entry in entries))
        return replace(session, last=last), (reply,)

    def _contact(self, entry: Entry, voice: Voice) -> str:
        """The operator's contact for who asks for one; nothing where there is none."""
        contact = self.contacts.get(entry.institution)
        if not entry.contact or contact is None:
            return ""
        return voice.say("contact", contact=contact)

    def _suggest(
        self,
        matches: Sequence[Match],
        session: Session,
        voice: Voice,
        today: date,
        heading: str,
        *,
        before: Rows = (),
        after: Rows = (),
        theme: str = "",
    ) -> Step:
        rendered = [self._render(match, voice, today) for match in matches]
        whose = heading in ("suggest.whose", "suggest.elsewhere")
        whose = whose or (bool(theme) and len({match.entry.institution for match in matches}) > 1)
        labels = [
            f"{voice.label(f'institution.{match.entry.institution}')}: {one.title}"
            if whose
            else one.title
            for match, one in zip(matches, rendered, strict=True)
        ]
        rows = tuple(
            (Button(f"{number}. {label}", data(Verb.ENTRY, match.entry.id)),)
            for number, (label, match) in enumerate(zip(labels, matches, strict=True), start=1)
        )
        last_row = (Button(voice.label("button.else"), data(Verb.ELSE)),)
        reply = Reply(
            html=self._heading(heading, session, voice, theme),
            locale=voice.locale,
            buttons=(*before, *rows, *after, last_row),
            outcome=Outcome.SUGGEST,
            answers=tuple(
                self._answer(match, one) for match, one in zip(matches, rendered, strict=True)
            ),
        )
        last = Last(entries=tuple(match.entry.id for match in matches), suggested=True)
        return replace(session, last=last), (reply,)

    def _heading(self, heading: str, session: Session, voice: Voice, theme: str) -> str:
        if theme:
            return voice.say(heading, theme=theme)
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
        return (*rows, *self._related(entry, voice))

    def _related(self, entry: Entry, voice: Voice) -> tuple[tuple[Button, ...], ...]:
        return tuple(
            (
                Button(
                    self.knowledge.entries[related].title.plain(voice.locale),
                    data(Verb.ENTRY, related),
                ),
            )
            for related in entry.related[:_RELATED]
        )


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
