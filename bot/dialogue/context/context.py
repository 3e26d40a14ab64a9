"""What a message means in its conversation, resolved once: what it goes on from, and of whom.

A follow-up names only what is new in it ("and by train?", "who signs it?", "a na masteru?"). What
it leaves out is taken from the focus of the conversation and from the case; every step of the
policy works with the result, and none decides again what a message goes on from.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date

from bot.dialogue import policy
from bot.dialogue.bond import Bond
from bot.dialogue.completion import counted_in_weeks, hours_spoken_of, was_away
from bot.dialogue.context.direction import Direction, direction
from bot.dialogue.cues.leading_words import INTERJECTIONS, OPENINGS, opens, points, words
from bot.dialogue.cues.matters import STAFF_MATTER, Matters, matter_named, matter_of_programme
from bot.dialogue.cues.publishers import institution_of
from bot.dialogue.forms_of_programmes import is_in_months
from bot.dialogue.state.case import WHO, asks_for_themselves, goes_with
from bot.dialogue.state.focus import Focus
from bot.dialogue.state.session import Session
from bot.messages.changed import changed, replace
from bot.messages.json_value import Json
from bot.messages.record import record
from bot.understanding import QuestionKind, Understanding, understand
from bot.understanding.people.roles import ANY_STAFF, STAFF
from knowledge import Entry, theme_file
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.institutions import registry
from rules.programmes.names import is_of_students, is_short

_VOCABULARY = load_vocabulary("follow_ups")
_AROUND_A_NAME = _VOCABULARY.words("around a name") | OPENINGS | INTERJECTIONS
_NAMES = ("role", "cycle", "programme", "institution")
_WORD = re.compile(r"[a-z0-9]+")
# So much of a message is kept to know a stay by.
_MOST_LETTERS = 80
_NOTHING_READ = understand("", date(2000, 1, 1))


@record
class Context:
    """A message in its conversation.

    Attributes:
        focus: what the conversation was about before the message.
        bond: how closely the message is tied to that.
        matter: the kind of mobility it is about; None for any, or where it is not known.
        institution: the one whose rules it is about; None where any may be meant.
        who: role, cycle and what else is known of the person it is about.
        asked: the kinds of question it asks; those asked last where it only tells something.
        values: the words of the values that it tells, which ask nothing.
        belongs: the institution is the person's own, or the one they are a guest of.
        asks_again: it only names somebody or something else, of which the same is asked.
        way: whether it is of people who come to that institution, or who belong to it.
    """

    focus: Focus
    bond: Bond
    matter: str | None
    institution: str | None
    who: Mapping[str, Json]
    asked: frozenset[QuestionKind]
    asks_again: bool
    belongs: bool = False
    values: tuple[str, ...] = ()
    way: Direction = field(default_factory=Direction)

    @property
    def incoming(self) -> bool:
        """Whether it is of people who come to the institution spoken of."""
        return self.way.incoming

    @property
    def outgoing(self) -> bool:
        """Whether it is of people who belong to the institution spoken of."""
        return self.way.outgoing

    @property
    def elsewhere(self) -> bool:
        """Whether it is of somebody who belongs to none whose rules are told here."""
        return self.way.elsewhere

    @property
    def goes_on(self) -> bool:
        """Whether the message is tied to the one before it at all."""
        return self.bond is not Bond.NONE

    @property
    def home(self) -> str | None:
        """The institution whose rules answer: the one named, or that of what was told before."""
        return self.institution or (self.focus.institution if self.goes_on else None)

    @property
    def strictly_of(self) -> str | None:
        """The institution beside whose answers no other's may be told; None where others may.

        Rules of the default institution are told to whoever names nobody; a guest of another one,
        or who goes on about it, is told that institution's alone.
        """
        if self.institution in (None, registry().default):
            return None
        if registry().is_added(self.institution):
            # What is left open of the others is no word about an institution of a pack.
            return self.institution
        return self.institution if self.belongs or self.goes_on else None

    @property
    def asks_of_elsewhere(self) -> bool:
        """Whether somebody who goes from one institution asks about another one."""
        return self.focus.outgoing and not (self.outgoing or self.incoming)

    @property
    def is_of_staff(self) -> bool:
        """Whether the message is about somebody who is employed."""
        role = self.who.get("role")
        return self.matter == STAFF_MATTER or role in STAFF or role == ANY_STAFF

    @property
    def is_of_students(self) -> bool:
        """Whether the message is about a student."""
        if self.matter is not None:
            return self.matter != STAFF_MATTER
        return self.who.get("role") in ("student", "graduate") or "cycle" in self.who

    @property
    def is_before_the_doctorate(self) -> bool:
        """Whether the message is about a student of another cycle than the doctoral one."""
        return self.who.get("cycle") in ("bachelor", "master", "integrated")


def resolve(reading: Understanding, session: Session, way: Direction | None = None) -> Context:
    """Return the message in its conversation.

    Args:
        reading: what the message says.
        session: the conversation, with what the message tells already noted in the case.
        way: who comes and who goes, where that was read before anything was noted.
    """
    focus = session.focus
    bond = _bond(reading, focus)
    own = matter_named(reading)
    matter = own
    if own is None and bond is not Bond.NONE and not reading.names_another_institution:
        matter = focus.matter
    who = _who(reading, session)
    if own is None and matter is not None and _contradicts(matter, reading):
        matter = None
    asked = frozenset(one.kind for one in reading.questions)
    if asked <= {QuestionKind.OTHER} and bond is not Bond.NONE:
        asked |= {QuestionKind(kind) for kind in focus.asked}
    again = bond is Bond.CLOSE and _only_names(reading)
    home = _institution(reading, session, focus)
    way = way or direction(reading, session, goes_on=bond is not Bond.NONE)
    belongs = home is not None and (home == session.institution or way.incoming)
    values = tuple(reading.text[slice(*span)] for span in reading.places.get("duration", ()))
    return Context(focus, bond, matter, home, who, asked, again, belongs, values, way)


def after(context: Context, reading: Understanding, session: Session, matters: Matters) -> Focus:
    """Return what the conversation is about once the message has its answer."""
    last, interview, before = session.last, session.form, context.focus
    kinds = (one.kind.value for one in reading.questions if one.kind is not QuestionKind.OTHER)
    asked = tuple(kinds) or before.asked
    named = reading.institution or before.named
    away = was_away(reading)
    known = matters.knowledge.entries
    entries = [known[one] for one in last.entries if one in known]
    told_of = None if last.computed or not entries else matters.things.spoken_of(entries[0])
    kept = before.thing if context.goes_on else None
    before = changed(
        hours_spoken_of(reading, session, before),
        asked=asked,
        named=named,
        away=away,
        away_words=reading.text[:_MOST_LETTERS] if away else "",
        in_weeks=counted_in_weeks(reading, before),
        incoming=context.incoming,
        outgoing=context.outgoing,
        elsewhere=context.elsewhere,
        semester_start=_semester_start(reading, before),
        thing=matters.things.named(reading.text) or told_of or kept,
    )
    if last.computed and interview is not None:
        programme = interview.answers.get("programme")
        matter = context.matter or _matter_kept(context, interview.answers, session)
        matter = matter if programme is None else matter_of_programme(str(programme))
        institution = institution_of(interview.tool, context.home)
        named = named if named == institution else reading.institution
        return replace(
            before, entries=(), told=True, matter=matter, institution=institution, named=named
        )
    if not entries:
        # A miss asks nothing that could be asked again.
        return changed(before, asked=context.focus.asked)
    if last.suggested:
        of_each = {matters.of(entry) for entry in entries}
        matter = of_each.pop() if len(of_each) == 1 else context.matter
        institutions = {_told_by(entry) for entry in entries} - {None}
        of_all = institutions.pop() if len(institutions) == 1 else None
        themes = {theme_file(entry) for entry in entries}
        offered = last.entries if len(themes) == 1 else ()
        told_of = of_all or before.institution
        return replace(before, entries=offered, told=False, matter=matter, institution=told_of)
    first = entries[0]
    told_by = _told_by(first) or before.institution
    if named != told_by and _told_by(first) is not None and reading.institution is None:
        named = None
    matter = matters.of(first) or context.matter
    spoken_of = context.focus.matter
    if is_short(matter) and is_short(spoken_of) and matter_named(reading) is None:
        # What holds for both short kinds is written under one of them, and moves nobody there.
        matter = spoken_of
    in_a_row = before.in_a_row + 1 if told_by == before.institution else 1
    if first.id == registry().silent(policy.GOING, told_by):
        before = changed(before, outgoing=True, incoming=False)
    return replace(
        before,
        entries=last.entries,
        told=True,
        matter=matter,
        institution=told_by,
        named=named,
        in_a_row=in_a_row,
    )


def _matter_kept(context: Context, answers: Mapping[str, Json], session: Session) -> str | None:
    """Return the kind of mobility spoken of before a longer message that tells only of a stay."""
    matter, own = context.focus.matter, session.person == ""
    long = is_in_months(answers.get("duration"))
    if matter is None or not own or context.is_of_staff or (long and is_short(matter)):
        return None
    return matter if is_of_students(matter) else None


def current(session: Session, matters: Matters, text: str = "") -> Focus:
    """Return what the conversation is about, buttons tapped since the last message included.

    A paper that the message itself names is spoken of from here on.
    """
    focus = _current(session, matters)
    named = matters.things.named(text) if text else None
    return focus if named is None else changed(focus, thing=named)


def _current(session: Session, matters: Matters) -> Focus:
    last = session.last
    if not (last.computed or last.entries):
        return session.focus
    fresh = of_last(session, matters)
    kept = session.focus
    if fresh.entries == kept.entries and fresh.matter in (None, kept.matter):
        return kept
    return replace(
        fresh,
        asked=kept.asked,
        named=kept.named,
        hours_a_day=kept.hours_a_day,
        hours_a_week=kept.hours_a_week,
        hours_by_day=kept.hours_by_day,
        semester_start=kept.semester_start,
    )


def of_last(session: Session, matters: Matters) -> Focus:
    """Return what the conversation is about by its last answer alone."""
    nothing = Context(Focus(), Bond.NONE, None, None, {}, frozenset(), asks_again=False)
    return after(nothing, _NOTHING_READ, session, matters)


def _semester_start(reading: Understanding, before: Focus) -> str | None:
    """Return the first day of the semester, where one was told."""
    told = reading.case.get("semester_start", before.semester_start)
    return told if isinstance(told, str) else None


def _bond(reading: Understanding, focus: Focus) -> Bond:
    said = words(reading)
    if focus.is_empty or reading.names_another_institution:
        return Bond.NONE
    if len(said) <= policy.FEWEST_WORDS:
        return Bond.CLOSE
    if (opens(reading) or points(reading)) and len(said) <= policy.FOLLOW_UP_WORDS:
        return Bond.CLOSE
    most = policy.POINTING_WORDS if points(reading) else policy.FOLLOW_UP_WORDS
    return Bond.LOOSE if len(said) <= most else Bond.NONE


def _only_names(reading: Understanding) -> bool:
    """Return whether a message names somebody or something, and nothing else is said in it."""
    spans = [span for name in _NAMES for span in reading.places.get(name, ())]
    # "Staff" names somebody, though not which of them.
    spans += [one.span for one in reading.ambiguous if one.slot in _NAMES]
    if not spans:
        return False
    rest = "".join(
        " " if any(start <= place < end for start, end in spans) else letter
        for place, letter in enumerate(reading.text)
    )
    return _AROUND_A_NAME.issuperset(_WORD.findall(fold(rest)))


def _contradicts(matter: str, reading: Understanding) -> bool:
    """Return whether the message is about somebody to whom the matter spoken of is not open."""
    told = reading.case
    role, cycle = told.get("role"), told.get("cycle")
    if matter == STAFF_MATTER:
        return role in ("student", "graduate") or cycle is not None
    return matter == "short_phd" and cycle not in (None, "doctoral")


def _who(reading: Understanding, session: Session) -> dict[str, Json]:
    """Return what is known of the person, as far as the message does not speak of another."""
    told = reading.case
    void = {
        other
        for slot in WHO & told.keys()
        if slot in session.case and session.case[slot].value != told[slot]
        for other in goes_with(slot)
    }
    known = {
        slot: kept.value
        for slot, kept in session.case.items()
        if slot in _OF_A_PERSON and slot not in void
    }
    return {**known, **{slot: told[slot] for slot in _OF_A_PERSON & told.keys()}}


_OF_A_PERSON = frozenset({"role", "cycle", "year"})


def _institution(reading: Understanding, session: Session, focus: Focus) -> str | None:
    if reading.institution is not None or reading.names_another_institution:
        return reading.institution
    if reading.in_the_city or len(reading.institutions) > 1:
        return None
    own = session.institution
    if own is not None and own != focus.named and asks_for_themselves(reading):
        # "Does that hold for me, too?" asks of one's own institution, whichever was told of.
        return own
    return focus.named or own or _spoken_of(focus)


def _spoken_of(focus: Focus) -> str | None:
    """Return another institution than the default one that answer after answer was of."""
    of_it = focus.institution != registry().default and focus.in_a_row >= policy.ANSWERS_IN_A_ROW
    return focus.institution if of_it else None


def _told_by(entry: Entry) -> str | None:
    return None if entry.institution == "any" else entry.institution
