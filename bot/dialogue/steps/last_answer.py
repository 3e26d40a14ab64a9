"""What goes back to the last answer: a choice among what was offered, a what-if, "source?"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.dialogue import policy, typed_buttons
from bot.dialogue.computing import Computing
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.source_asked import asks_where_it_is_written
from bot.dialogue.entries.finding import Finding
from bot.dialogue.state import case
from bot.dialogue.state.result_told import sum_spoken_of
from bot.dialogue.state.session import FormState, Last, Session
from bot.dialogue.state.stays_told import supposes, told_stays
from bot.dialogue.steps.other_slots import OtherSlots, is_of_a_sum
from bot.dialogue.telling import told_in, words_of
from bot.dialogue.turn import Message, Outcome, Turn
from bot.forms.slot_answers import read_answer
from bot.messages.effect import Reply
from bot.understanding.people.roles import ANY_STAFF
from rules.programmes.names import is_of_students, is_short


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """The steps that need no more than the last answer."""

    finding: Finding
    computing: Computing

    def choice(self, message: Message) -> Outcome | None:
        """Return a choice among what was offered.

        By number, title or institution, or none of it.
        """
        last = message.session.last
        if not last.suggested:
            return self._of_the_options(message)
        entries = self.finding.matcher.knowledge.entries
        titles = {
            entry: entries[entry].title.plain(message.voice.locale)
            for entry in last.entries
            if entry in entries
        }
        entry = _chosen(message.text, last, titles)
        if entry is not None:
            return self.show_entry(entry, message.session, message.turn)
        named = [one for one in titles if entries[one].institution == message.reading.institution]
        if named and len(message.text.split()) <= policy.A_NAME:
            # The best of that institution's.
            return self.show_entry(named[0], message.session, message.turn)
        if typed_buttons.something_else(message.text):
            return self.something_else(message.session, message.turn)
        return None

    def _of_the_options(self, message: Message) -> Outcome | None:
        """Return the verdict on a kind of mobility that is named alone of those just listed."""
        session, interview = message.session, message.session.form
        if not session.last.computed or interview is None or interview.tool != "options":
            return None
        if len(message.reading.words) > policy.FEWEST_WORDS or "?" in message.text:
            return None
        programme = read_answer(message.text, "programme", message.today).value
        if programme is None:
            return None
        answers = {**interview.answers, "programme": programme}
        return self.computing.open(FormState("eligibility", 0, answers, brief=True), message)

    def something_else(self, session: Session, turn: Turn) -> Outcome:
        """Let go of all that was offered."""
        words = Reply(turn.voice.say("something_else"), turn.voice.locale)
        return replace(session, last=Last()), (words,)

    def show_entry(self, name: str, session: Session, turn: Turn) -> Outcome:
        """Return an entry that was chosen.

        From then on the conversation is about its institution.
        """
        entry = self.finding.matcher.knowledge.entries[name]
        if entry.institution != "any":
            session = replace(session, institution=entry.institution)
        return self.finding.responder.show(entry, session, turn.voice, turn.today)

    def what_if(self, message: Message) -> Outcome | None:
        """Return the last result with one slot changed: "and for 10 days?"."""
        session, today = message.session, message.today
        if not session.last.computed:
            return self._sum_again(message)
        if not self.computing.is_by_its_rules(message) or _names_only_a_place(message):
            return None
        other = OtherSlots(self.computing.rules).again(
            message.reading,
            session.form,
            today,
            self.computing.known(session),
            asked_before=message.context.asked,
            stays=session.stays,
        )
        if other is None and message.of_another:
            other = self._same_of_another(message)
        if other is None or _turns_to_staff(message, other):
            return None
        kept = self._with_changes(message, other)
        another_form = session.form is not None and other.tool != session.form.tool
        if another_form or message.of_another:
            return self.computing.open(other, replace(message, session=kept))
        return self.computing.forms.what_if(kept, other, message.voice, today)

    def _sum_again(self, message: Message) -> Outcome | None:
        """Return the sum spoken of with other days, where an answer came in between."""
        form, reading = sum_spoken_of(message.session), message.reading
        if form is None or not is_of_a_sum(reading):
            return None
        if not self.computing.is_by_its_rules(message):
            return None
        other = OtherSlots(self.computing.rules).again(reading, form, message.today)
        if other is None:
            return None
        kept = self._with_changes(message, other)
        return self.computing.forms.what_if(kept, other, message.voice, message.today)

    def _same_of_another(self, message: Message) -> FormState | None:
        """Return the last result as one of the person that a few words turn to: "and me?"."""
        reading, interview = message.reading, message.session.form
        asks = any(one.kind is not kinds.OTHER for one in message.reading.questions)
        few = len(reading.words) <= policy.FEWEST_WORDS or kinds.asks_the_same(reading)
        if interview is None or asks or not few:
            return None
        return OtherSlots(self.computing.rules).same_of(
            interview, told_in(reading), self.computing.known(message.session), message.today
        )

    def _with_changes(self, message: Message, other: FormState) -> Session:
        """Return the session with the stay that is spoken of now, and what was told of the person.

        "And a professor?" only wonders about somebody else; "I am in a master" tells.
        """
        session = message.session
        before = {} if session.form is None else session.form.answers
        changed = {slot: new for slot, new in other.answers.items() if before.get(slot) != new}
        own = case.of_answers(changed)
        told = told_in(message.reading)
        if "duration" in own and "duration" in told:
            # A form for days alone would lose the dates.
            own["duration"] = told["duration"]
        if "?" in message.text and not message.of_another:
            told_as_over = told_stays(message.reading) and not supposes(message.reading)
            lasting = case.OF_A_STAY | ({"used"} if told_as_over else set())
            own = {slot: value for slot, value in own.items() if slot in lasting}
        words = words_of(own, message.reading)
        return replace(session, case=case.note(session.case, own, words, message.today))

    def after_answer(self, message: Message) -> Outcome | None:
        """Return what is asked about the last answer: its source, why it is so, or more."""
        wanted = typed_buttons.after_answer(message.text)
        if wanted is None and asks_where_it_is_written(message.reading):
            wanted = "source"
        session, voice, today = message.session, message.voice, message.today
        if wanted is None:
            return None
        if session.last.computed:
            return self.computing.forms.follow_up(session, wanted, voice, today)
        # Behind a miss it is that of the answer before.
        told = session.last.entries or message.context.focus.entries
        entry = self.finding.matcher.knowledge.entries.get(next(iter(told), ""))
        if entry is None:
            return None
        if wanted == "more" and entry.related:
            return self.finding.responder.more(entry, session, voice, today)
        if wanted == "why":
            return self.finding.responder.why(entry, session, voice)
        return self.finding.responder.sources(entry, session, voice)


def _names_only_a_place(message: Message) -> bool:
    """Return whether only a place is told of a stay for which no place is a condition."""
    told = told_in(message.reading).keys() == {"outside_europe"}
    return told and not is_short(message.context.matter)


def _chosen(text: str, last: Last, titles: Mapping[str, str]) -> str | None:
    """Return the entry that a typed number or title chooses of what was offered."""
    words = text.strip().rstrip(".)")
    if words.isdecimal() and 1 <= int(words) <= len(last.entries):
        return last.entries[int(words) - 1]
    for entry in last.entries:
        if words.casefold() == titles[entry].casefold():
            return entry
    return None


def _turns_to_staff(message: Message, form: FormState) -> bool:
    """Return whether a stay of students is asked for staff at large: it is none of theirs."""
    of_staff = any(one.reason == ANY_STAFF for one in message.reading.ambiguous)
    return of_staff and is_of_students(form.answers.get("programme"))
