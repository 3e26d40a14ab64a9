"""The steps that answer openings, and questions for all that is open to somebody."""

import re
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.computing import Computing
from bot.dialogue.context.incoming import writes_from_abroad
from bot.dialogue.cues.asked_kinds import names_exchange
from bot.dialogue.cues.leading_words import opens
from bot.dialogue.cues.matters import matter_named
from bot.dialogue.entries.finding import Finding
from bot.dialogue.reply_lines import with_heading, with_last_line
from bot.dialogue.state.session import FormState
from bot.dialogue.telling import told_in
from bot.dialogue.turn import Message, Outcome
from bot.messages.effect import Outcome as Answered
from bot.messages.effect import Reply
from bot.messages.json_value import Json
from bot.messages.markup import plain
from bot.understanding import QuestionKind, Understanding
from bot.understanding.cue import Cue
from bot.understanding.people.roles import ANY_STAFF
from bot.understanding.questions.split_questions import is_a_question
from knowledge import Match
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.institutions import OVERVIEWS, PROGRAMMES, registry

_OF_MOBILITY = re.compile(load_vocabulary("openings").pattern("of mobility"))
_BETTER = load_vocabulary("openings").words("better")
_ANYWHERE = Cue.of(load_vocabulary("openings"), "going anywhere")
_WHO_GOES = frozenset({"role", "cycle", "year"})
_STUDY, _TWO = "study", 2
_WHOSE = frozenset(one.removeprefix("options_") for one in OVERVIEWS if one.startswith("options_"))
# What is asked beside "what are my options" belongs to it; money, papers and dates do not.
_OF_OPTIONS = frozenset(
    {
        QuestionKind.FIT,
        QuestionKind.WHAT,
        QuestionKind.PERMISSION,
        QuestionKind.HOW,
        QuestionKind.OTHER,
    }
)


@dataclass(frozen=True, slots=True)
class OpeningSteps:
    """The steps that tell what comes next, and what is open to somebody."""

    finding: Finding
    computing: Computing

    def opening(self, message: Message) -> Outcome | None:
        """Return what comes next, to who asks nothing yet: "imam pitanje", "I got accepted"."""
        reading, opening = message.reading, message.reading.opening
        if reading.faculty and _tells_only_a_faculty(message):
            words = message.voice.say("faculty.which", faculty=plain(reading.faculty))
            reply = Reply(words, message.voice.locale, outcome=Answered.ASK)
            return message.session, (reply,)
        if opening is None:
            return self._from_abroad(message)
        if opening.kind == "announcing" and opening.subject:
            return self._about(opening.subject, message)
        if told_in(reading).keys() - policy.WHO_SOMEBODY_IS:
            return None
        if opening.introduced and not self._says_who(message):
            return None
        if opening.kind == "announcing" and message.context.goes_on and opens(reading):
            # "And as a short one?" goes on about a stay, and announces nothing.
            return None
        if opening.kind == "announcing":
            outcome = self._told(policy.GO_AHEAD, message)
            heading = message.voice.say("opening.ask")
            return outcome and (outcome[0], with_heading(heading, outcome[1]))
        if opening.kind == "thinking":
            return self._all_open(message)
        kind = opening.kind.replace(" ", "_")
        return self._told(registry().overview(kind, message.context.home), message)

    def _from_abroad(self, message: Message) -> Outcome | None:
        """Return what there is for a partner or a guest who only says who they are."""
        reading = message.reading
        asks = reading.questions or "?" in message.text or is_a_question(message.text)
        few = len(reading.words) <= policy.WORDS_OF_A_NAME
        known = message.context.institution is not None or message.context.goes_on
        if asks or known or not few or told_in(reading).keys() - policy.WHO_SOMEBODY_IS:
            return None
        return self._told(policy.FROM_ABROAD, message) if writes_from_abroad(reading) else None

    def options(self, message: Message) -> Outcome | None:
        """Return all that is open to somebody, where that is asked."""
        reading = message.reading
        better = self._better(message)
        if better is not None:
            return better
        if reading.beside_options is None or told_in(reading).keys() - (
            policy.WHO_SOMEBODY_IS | {"programme"}
        ):
            return None
        of_a_matter = reading.programmes and not (
            reading.programmes == (_STUDY,) and names_exchange(reading)
        )
        if of_a_matter or {one.kind for one in reading.questions} - _OF_OPTIONS:
            return None
        if self._names_more(message):
            return None
        if _ANYWHERE.stands_in(reading) and not _goes_anywhere(message):
            return None
        return self._all_open(message)

    def _better(self, message: Message) -> Outcome | None:
        """Return what is open to who asks which kind is better, or the verdict just told."""
        reading, last = message.reading, message.session.last
        if _BETTER.isdisjoint(reading.words) or reading.names_another_institution:
            return None
        of_the_stay = told_in(reading).keys() - (policy.WHO_SOMEBODY_IS | {"programme"})
        if of_the_stay or reading.ambiguous:
            return None
        several = len(reading.programmes) + names_exchange(reading) >= _TWO
        form, few = message.session.form, len(reading.words) <= policy.FOLLOW_UP_WORDS
        outcome = None
        if several:
            outcome = self._all_open(message)
        elif last.computed and form is not None and form.tool in policy.OF_A_STAY and few:
            again = self.computing.forms.show(message.session, message.voice, message.today)
            outcome = None if reading.programmes else again
        if outcome is None:
            return None
        return outcome[0], with_heading(message.voice.say("better_is_yours"), outcome[1])

    def _about(self, subject: str, message: Message) -> Outcome | None:
        """Return what there is to know of what a question is announced about.

        Where the words name no theme they are a question of their own.
        """
        knowledge, voice = self.finding.matcher.knowledge, message.voice
        theme = knowledge.theme_asked(subject)
        read = message.turn.understood(subject)
        if theme is None:
            return self._of_a_programme(read, message)
        asked = read.questions
        if len(asked) == 1:
            broad = registry().overview(asked[0].kind.value, message.context.home)
            if broad is not None:
                return self._told(broad, message)
        first, *rest = [Match(knowledge.entries[name], 1.0) for name in theme.first]
        return self.finding.responder.tell(
            (first,), message.session, voice, message.today, to_choose=rest, rest="suggest.other"
        )

    def _of_a_programme(self, read: Understanding, message: Message) -> Outcome | None:
        """Return what there is to know of the kind of mobility that words name, and ask nothing."""
        matter = matter_named(read)
        told = {one.slot for one in read.slots} - policy.WHO_SOMEBODY_IS - {"programme"}
        if matter is None or told or read.questions:
            return None
        return self._told(registry().overview(f"about_{matter}", message.context.home), message)

    def _says_who(self, message: Message) -> bool:
        """Return whether somebody says who they are, or where they belong."""
        reading = message.reading
        who = bool(reading.slots) or reading.by_officer or bool(reading.faculty)
        return who and not reading.programmes

    def _all_open(self, message: Message) -> Outcome | None:
        """Return what is open to the person, as far as it is known who that is."""
        context = message.context
        home = context.home
        role = told_in(message.reading).get("role", context.who.get("role"))
        cycle = context.who.get("cycle")
        year = context.who.get("year")
        if year is not None and registry().may_tell(PROGRAMMES, home):
            who: dict[str, Json] = {"role": "student", "year": year}
            who |= {} if cycle is None else {"cycle": cycle}
            return self.computing.open(FormState("options", 0, who, brief=True), message)
        whose = cycle or ("staff" if role == ANY_STAFF else role)
        names = [f"options_{whose}"] if whose in _WHOSE else []
        for kind in (*names, policy.EVERYTHING):
            name = registry().overview(kind, home)
            if name is not None:
                # All that is open is asked for, and nothing narrower.
                entry = self.finding.matcher.knowledge.entries[name]
                return self.finding.tell_sentence(entry, 0, message)
        return None

    def _names_more(self, message: Message) -> bool:
        """Return whether more is named than whose options are asked for."""
        reading = message.reading
        who = [one.span for one in reading.slots] + [one.span for one in reading.ambiguous]
        who += [span for spans in reading.places.values() for span in spans]
        more = (
            fold(reading.text[start:end])
            for start, end in reading.beside_options or ()
            if not any(first <= start and end <= last for first, last in who)
        )
        return not all(map(_OF_MOBILITY.match, more))

    def _told(self, name: str | None, message: Message) -> Outcome | None:
        entry = self.finding.matcher.knowledge.entries.get(name or "")
        return None if entry is None else self.finding.tell(Match(entry, 1.0), message)


def _goes_anywhere(message: Message) -> bool:
    """Return whether all that is open is meant by "may I go anywhere?": of who is known.

    Students who name an exchange are judged for it.
    """
    reading, told = message.reading, told_in(message.reading)
    elsewhere = message.context.elsewhere or reading.names_another_institution
    if elsewhere or not registry().may_tell(PROGRAMMES, message.context.home):
        return False
    of_staff = told.get("role") not in (None, "student", "graduate")
    return bool(told.keys() & _WHO_GOES) and (of_staff or not names_exchange(reading))


def _tells_only_a_faculty(message: Message) -> bool:
    """Return whether somebody tells their faculty, and which university's is not known."""
    reading = message.reading
    asks = reading.questions or "?" in message.text or is_a_question(message.text)
    known = message.context.institution is not None
    few = len(reading.words) <= policy.WORDS_OF_A_NAME
    return few and not asks and not known and told_in(reading).keys() <= policy.WHO_SOMEBODY_IS


def with_faculty(message: Message, outcome: Outcome) -> Outcome:
    """Return an answer that says whose rule it is, to somebody whose university is not known."""
    if not message.reading.faculty:
        return outcome
    session, effects = outcome
    default = registry()[registry().default]
    answers = [one for one in effects if isinstance(one, Reply)]
    of_a_rule = bool(answers) and answers[-1].outcome is Answered.ANSWER and answers[-1].answers
    known = message.context.institution is not None
    if known or not of_a_rule:
        return outcome
    note = message.voice.say(
        "faculty.told_of", faculty=plain(message.reading.faculty), **default.named
    )
    return session, with_last_line(note, effects)
