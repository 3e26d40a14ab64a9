"""Put entries into replies: an answer, or a choice of a few."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.dialogue import policy
from bot.dialogue.cues.of_a_pack import can_also
from bot.dialogue.entries.deadline_days import DeadlineDays
from bot.dialogue.entries.leading import WhatIsAsked, led, told_again, told_first
from bot.dialogue.reply_lines import candidate
from bot.dialogue.state.case import values
from bot.dialogue.state.session import Last, Session
from bot.forms.form import paragraphs
from bot.messages.button_data import Verb, data
from bot.messages.changed import changed, replace
from bot.messages.effect import Answer, Button, Effect, Outcome, Reply
from bot.messages.json_value import Json
from bot.messages.markup import escape, plain
from bot.messages.topic_names import short_name, topic_name
from bot.messages.voice import Voice
from knowledge import Entry, EntryKind, Knowledge, Match, Rendered, RenderedLine, Theme
from locales import Locale
from rules.institutions import ANY, registry

_RELATED = 2
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Telegram's limit for a button that copies.
_COPIED_LETTERS = 256
# Under which topic the lists have what no institution's source says.
GAPS = "gap"

Rows = Sequence[tuple[Button, ...]]
Buttons = tuple[tuple[Button, ...], ...]

Step = tuple[Session, tuple[Effect, ...]]


@dataclass(frozen=True, slots=True)
class Responder:
    """Puts entries into replies."""

    knowledge: Knowledge
    contacts: Mapping[str, str]
    days: DeadlineDays
    # Rows of buttons by what they lead to: the same stand under the same entry again and again.
    _rows: dict[tuple[tuple[str, ...], Locale], Buttons] = field(
        default_factory=dict, compare=False, repr=False
    )

    def overview(
        self, word: str, theme: Theme, session: Session, voice: Voice, today: date
    ) -> Step:
        """Return what there is to know where a word alone was written.

        A tool, and what people ask.
        """
        scores = {one.entry.id: one.score for one in self.knowledge.find(word)}
        found = [Match(self.knowledge.entries[name], scores.get(name, 0.0)) for name in theme.first]
        topic, _, name = theme.file.partition("/")
        topic = GAPS if topic not in (*registry().ids, ANY) else topic
        start = () if theme.programme is None else (theme.programme,)
        tool = [] if theme.tool is None else [data(Verb.TOOL, theme.tool, *start)]
        return self.suggest(
            found,
            session,
            voice,
            today,
            "suggest.theme",
            before=[(Button(voice.label(f"tool.{theme.tool}"), one),) for one in tool],
            after=[(Button(voice.label("button.all"), data(Verb.TOPICS, topic, name, 0)),)],
            theme=theme.title.plain(voice.locale),
        )

    def show(self, entry: Entry, session: Session, voice: Voice, today: date) -> Step:
        """Return an entry that the person asked for by its name."""
        return self.tell((Match(entry, 1.0),), session, voice, today)

    def again(
        self,
        entry: Entry,
        lead: str,
        session: Session,
        voice: Voice,
        today: date,
        *,
        unit: int | None = None,
        behind: str = "",
    ) -> Step:
        """Return what an entry told just before began with, or a unit, and what is said of it."""
        unit = session.last.unit if unit is None else unit
        asked = WhatIsAsked("", again=True, said_as=lead, said_behind=behind, unit=unit)
        return self.tell((Match(entry, 1.0),), session, voice, today, asked=asked)

    def sources(self, entry: Entry, session: Session, voice: Voice) -> Step:
        """Return where an answer stands."""
        line = self.knowledge.source_line(entry.sources, voice.locale)
        return session, (Reply(line or voice.say("no_source"), voice.locale),)

    def why(self, entry: Entry, session: Session, voice: Voice) -> Step:
        """Give why an answer is so: the rule that says it, and what is worth reading beside it."""
        line = self.knowledge.source_line(entry.sources, voice.locale)
        reason = "why.gap" if entry.kind is EntryKind.GAP else "why.entry" if line else "no_source"
        html = paragraphs(voice.say(reason), line)
        return session, (Reply(html, voice.locale, self.related(entry, voice)),)

    def more(self, entry: Entry, session: Session, voice: Voice, today: date) -> Step:
        """Return what is worth reading after an answer."""
        related = [Match(self.knowledge.entries[one], 1.0) for one in entry.related]
        return self.suggest(related, session, voice, today, "suggest.more")

    def tell(
        self,
        matches: Sequence[Match],
        session: Session,
        voice: Voice,
        today: date,
        to_choose: Sequence[Match] = (),
        *,
        rest: str = "suggest.rest",
        asked: WhatIsAsked | None = None,
    ) -> Step:
        """Return one answer or several, and candidates for what they leave open.

        One answer begins with what was `asked`.
        """
        case = values(session.case)
        rendered = [self._render(match, voice, today, case) for match in matches]
        unit = 0
        if asked is not None and len(matches) == 1:
            only = matches[0].entry
            told, unit = self._led(only, rendered[0], asked, voice)
            start = session.said.get("semester_start", session.focus.semester_start)
            day = self.days.day(only, told, start, voice, today)
            rendered = [changed(rendered[0], html=paragraphs(day, told))]
        entries = tuple(match.entry for match in matches)
        several = len(matches) > 1
        html = "\n\n".join(
            paragraphs(
                f"<b>{escape(one.title)}</b>" if several else "",
                one.html,
                can_also(match.entry, voice),
                self._contact(match.entry, voice),
                one.source_line,
            )
            for match, one in zip(matches, rendered, strict=True)
        )
        known = any(entry.kind is not EntryKind.GAP for entry in entries)
        choice = tuple(
            (Button(match.entry.title.plain(voice.locale), data(Verb.ENTRY, match.entry.id)),)
            for match in to_choose
        )
        ways_on = choice or self._ways_on(entries[0], rendered[0], voice)
        reply = Reply(
            html=paragraphs(html, voice.say(rest) if choice else ""),
            locale=voice.locale,
            buttons=(*self._copied_contacts(entries, voice), *ways_on),
            outcome=Outcome.ANSWER if known else Outcome.UNKNOWN,
            answers=tuple(
                self._answer(match, one)
                for match, one in zip(matches, rendered, strict=True)
                if match.entry.kind is not EntryKind.GAP
            ),
            subject=f"entry:{entries[0].id}",
            rated=_rated(matches),
            for_office=not known,
        )
        if all(entry.kind is EntryKind.TALK for entry in entries):
            # After "thanks" the conversation is still about what it was about.
            return session, (reply,)
        last = Last(entries=tuple(entry.id for entry in entries), unit=unit)
        return replace(session, last=last), (reply,)

    def _led(
        self, entry: Entry, rendered: Rendered, asked: WhatIsAsked, voice: Voice
    ) -> tuple[str, int]:
        """Return an answer that begins with what was asked, and which unit of it that is.

        Of one told just before it is no more than that.
        """
        if entry.kind is EntryKind.TALK:
            return rendered.html, 0
        first = told_first(rendered, asked.unit)
        if asked.said_as:
            gap = " " if plain(asked.said_as).endswith(":") else "\n"
            return f"{asked.said_as}{gap}{first}", asked.unit
        told = led(entry, rendered, asked, self.knowledge.sayings)
        lead, html = told.lead, told.html
        if told.item:
            lead = f"{voice.say('leading.item')} {lead}."
            html = f"{lead}\n\n{html}"
        if asked.again:
            html = lead or paragraphs(told_again(entry, first, asked, voice), told.beside)
        return html, told.unit

    def _contact(self, entry: Entry, voice: Voice) -> str:
        """Return the operator's contact for who asks for one; nothing where there is none."""
        contact = self.contacts.get(entry.institution)
        if not entry.contact or contact is None:
            return ""
        return voice.say("contact", contact=contact)

    def _copied_contacts(
        self, entries: Sequence[Entry], voice: Voice
    ) -> tuple[tuple[Button, ...], ...]:
        """Return a button for each contact told, which copies its address, else all of it."""
        told = [
            self.contacts[entry.institution]
            for entry in entries
            if entry.contact and entry.institution in self.contacts
        ]
        if not told:
            return ()
        addresses = [_ADDRESS.search(contact) for contact in dict.fromkeys(told)]
        copied = [
            contact if address is None else address.group()
            for contact, address in zip(dict.fromkeys(told), addresses, strict=True)
        ]
        label = voice.label("button.copy_contact")
        return tuple((Button(label, "", copy=one[:_COPIED_LETTERS]),) for one in copied)

    def suggest(
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
        yours: str | None = None,
    ) -> Step:
        """Return candidates to choose from."""
        rendered = [self._render(match, voice, today) for match in matches]
        whose = heading in ("suggest.whose", "suggest.elsewhere")
        whose = whose or (bool(theme) and len({match.entry.institution for match in matches}) > 1)
        # A title and whose it is are too long for one button: the text has both, the button whose.
        labels = [
            short_name(match.entry.institution, voice) if whose else one.title
            for match, one in zip(matches, rendered, strict=True)
        ]
        rows = tuple(
            (Button(f"{number}. {label}", data(Verb.ENTRY, match.entry.id)),)
            for number, (label, match) in enumerate(zip(labels, matches, strict=True), start=1)
        )
        # What each answers stands beside its name: often nothing need be tapped any more.
        listed = whose or heading == "suggest.mean"
        titles = "\n".join(
            f"{number}. "
            + candidate(label, escape(one.title) if theme else _in_a_line(one, named=not whose))
            for number, (label, one) in enumerate(zip(labels, rendered, strict=True), start=1)
        )
        last_row = (Button(voice.label("button.else"), data(Verb.ELSE)),)
        reply = Reply(
            html=paragraphs(
                self._heading(heading, yours or session.institution, voice, theme),
                titles if listed else "",
            ),
            locale=voice.locale,
            buttons=(*before, *rows, *after, last_row),
            outcome=Outcome.SUGGEST,
            subject=f"entry:{matches[0].entry.id}" if matches else "",
            answers=tuple(
                self._answer(match, one) for match, one in zip(matches, rendered, strict=True)
            ),
        )
        last = Last(entries=tuple(match.entry.id for match in matches), suggested=True)
        return replace(session, last=last), (reply,)

    def _heading(self, heading: str, yours: str | None, voice: Voice, theme: str) -> str:
        if theme:
            return voice.say(heading, theme=theme)
        if yours is None:
            return voice.say(heading)
        return voice.say(heading, yours=topic_name(yours, voice))

    def _render(
        self, match: Match, voice: Voice, today: date, case: Mapping[str, Json] | None = None
    ) -> Rendered:
        return self.knowledge.render(match.entry, voice.locale, on=today, case=case)

    def _answer(self, match: Match, rendered: Rendered) -> Answer:
        return Answer(
            id=match.entry.id,
            title=rendered.title,
            text=plain(rendered.html),
            sources=rendered.sources,
            score=round(match.score, 3),
        )

    def _ways_on(self, entry: Entry, rendered: Rendered, voice: Voice) -> Buttons:
        """Return the buttons under an answer: of an overview one for each line, in their order."""
        if rendered.lines:
            buttons = {self._line_button(line, voice): None for line in rendered.lines}
            return tuple((button,) for button in buttons)
        rows = []
        if entry.tool is not None:
            start = () if entry.programme is None else (entry.programme,)
            rows.append(
                (Button(voice.label(f"tool.{entry.tool}"), data(Verb.TOOL, entry.tool, *start)),)
            )
        return (*rows, *self.related(entry, voice))

    def _line_button(self, line: RenderedLine, voice: Voice) -> Button:
        if line.entry is not None:
            return Button(line.title, data(Verb.ENTRY, line.entry))
        start = () if line.programme is None else (line.programme,)
        return Button(voice.label(f"tool.{line.tool}"), data(Verb.TOOL, str(line.tool), *start))

    def related(self, entry: Entry, voice: Voice) -> Buttons:
        """Return buttons for what is worth reading beside an entry."""
        names = tuple(entry.related[:_RELATED])
        rows = self._rows.get((names, voice.locale))
        if rows is None:
            titles = [self.knowledge.entries[name].title.plain(voice.locale) for name in names]
            rows = tuple(
                (Button(title, data(Verb.ENTRY, name)),)
                for title, name in zip(titles, names, strict=True)
            )
            self._rows[names, voice.locale] = rows
        return rows


def _in_a_line(rendered: Rendered, *, named: bool) -> str:
    """Return the first line of an answer; where it only opens a list, what the answer is about.

    Nothing where it is named already.
    """
    first = rendered.html.partition("\n")[0]
    if plain(first).endswith(":"):
        return "" if named else escape(rendered.title)
    return first


def _rated(matches: Sequence[Match]) -> str | None:
    """Return what may be rated: one answer, which only probably is the one that was wanted."""
    match = matches[0]
    answers = match.entry.kind in (EntryKind.ANSWER, EntryKind.OVERVIEW)
    only_probable = len(matches) == 1 and answers and match.score < policy.MIDDLING
    return f"entry:{match.entry.id}" if only_probable else None
