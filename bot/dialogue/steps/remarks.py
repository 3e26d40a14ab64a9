"""The step for who takes up the answer just told and asks nothing new.

"And I thought 30", "nisam to znala", "malo": people say what they make of an answer. What the text
says is told once more, in a sentence, and not looked up anew.
"""

import re
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.computing import Computing
from bot.dialogue.cues.hearsay import is_hearsay
from bot.dialogue.cues.off_subject import has_word_of_the_subject
from bot.dialogue.entries.finding import Finding
from bot.dialogue.reply_lines import with_heading
from bot.dialogue.state.session import FormState
from bot.dialogue.turn import Message, Outcome
from bot.forms.form import paragraphs
from bot.messages.effect import Reply
from bot.understanding.cue import Cue
from bot.understanding.questions.split_questions import is_a_question
from knowledge import Entry, EntryKind
from knowledge.units import is_verdict, units_of
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("reactions")
_SURPRISED = Cue.of(_VOCABULARY, "surprised")
_COMMENTS = _VOCABULARY.words("comments")
_AROUND = _VOCABULARY.words("around a comment")
# Behind a comment that stands by itself something else is told.
_COMMENT_FIRST = re.compile(
    rf"(?:(?:{'|'.join(sorted(_AROUND))})[\s,]+)*(?:{'|'.join(sorted(_COMMENTS))})\s?[,.:!…–-]"
)
_ASSUMING = _VOCABULARY.words("assuming")
_COMMENTS_ALONE = _COMMENTS | _AROUND
_PLANNING = _VOCABULARY.words("planning instead")
_WORRIED = Cue.of(_VOCABULARY, "worried")
_WHICH = _VOCABULARY.words("which of them")
_OBJECTING = _VOCABULARY.words("objecting")
_CONCLUDING = _VOCABULARY.words("concluding")
_QUESTION_WORDS = load_vocabulary("leading").words("question words")
_OF_ITS_OWN = frozenset({"ects", "hours"})
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")


@dataclass(frozen=True, slots=True)
class Remarks:
    """Tells again, in a sentence, what somebody takes up from the answer just told."""

    finding: Finding
    computing: Computing

    def remark(self, message: Message) -> Outcome | None:
        """Return what was told just before, to who is surprised at it or only comments on it."""
        session = message.session
        if not _may_take_up(message):
            return None
        if is_uneasy(message):
            return self.finding.refusals.calm(session, message.voice)
        objects = self._objects(message)
        takes_for_granted = is_hearsay(message.reading) or _assumes(message)
        if not (_is_surprised(message) or _comments(message) or objects or takes_for_granted):
            return None
        note = message.voice.say("text_says")
        entry = self._told(message)
        if entry is not None and entry.kind is EntryKind.GAP and takes_for_granted:
            # What it is silent on as a whole, and not only in what was asked last.
            return self.finding.responder.again(
                entry, "", session, message.voice, message.today, unit=0
            )
        if entry is not None and entry.kind is EntryKind.GAP:
            # That nothing is published need not be said twice.
            return self.finding.refusals.calm(session, message.voice)
        if entry is not None and objects:
            return self.finding.responder.again(
                entry, "", session, message.voice, message.today, behind=note
            )
        if entry is not None:
            aspects = self.finding.matcher.knowledge.aspects
            if not aspects.are_touched(aspects.asked(message.text), entry):
                return None
            return self.finding.responder.again(
                entry, "", session, message.voice, message.today, behind=note
            )
        if not session.last.computed or session.form is None:
            return None
        return self._of_a_result(session.form, note, message)

    def _of_a_result(self, form: FormState, note: str, message: Message) -> Outcome:
        """Return what a result told just before came to, with its source, and not all of it."""
        voice = message.voice
        card = self.computing.forms.forms[form.tool].card(form.answers, voice, message.today)
        sources = self.finding.matcher.knowledge.source_line(card.sources, voice.locale)
        first = card.html.partition("\n\n")[0]
        return message.session, (Reply(paragraphs(first, note, sources), voice.locale),)

    def _objects(self, message: Message) -> bool:
        """Return whether a message only holds something against the verdict just told."""
        reading, last = message.reading, message.session.last
        few = len(reading.words) <= policy.FOLLOW_UP_WORDS and message.context.goes_on
        against = few and not _OBJECTING.isdisjoint(reading.words[:1])
        if not against or reading.slots or asks(message):
            return False
        sure = self.finding.sure(message)
        if sure is not None and sure.score >= policy.SURE_ELSEWHERE:
            return False
        entry = self._told(message)
        if entry is None:
            return last.computed
        knowledge = self.finding.matcher.knowledge
        rendered = knowledge.render(entry, message.voice.locale, on=message.today)
        return entry.kind is EntryKind.ANSWER and is_verdict(units_of(rendered.html)[0].html)

    def asked_again(self, message: Message) -> Outcome | None:
        """Return the result told just before to who asks which it is, and names nothing new."""
        session, reading = message.session, message.reading
        if not session.last.computed or session.form is None or reading.slots:
            return None
        sayings = self.finding.matcher.knowledge.sayings
        names = any(one.startswith(("@", "#")) for one in sayings.distinguishing(message.text))
        which = not _WHICH.isdisjoint(reading.words) and len(reading.words) <= policy.BARE_WORDS
        if names or not which:
            return None
        session, effects = self.computing.open(session.form, message)
        return session, with_heading(message.voice.say("text_says"), effects)

    def concluded(self, message: Message) -> Outcome | None:
        """Return what of the answer just told speaks of all that somebody concludes from it."""
        entry, reading = self._told(message), message.reading
        few = len(reading.words) <= policy.FOLLOW_UP_WORDS
        if entry is None or not few or reading.slots or not message.context.goes_on:
            return None
        concludes = _concludes(message)
        if _asks_by_a_word(message) or not (concludes or self.says_all(entry, message)):
            return None
        aspects = self.finding.matcher.knowledge.aspects
        if not aspects.are_touched(aspects.asked(message.text), entry):
            return None
        return self.finding.tell_again(entry, message)

    def says_all(self, entry: Entry, message: Message) -> bool:
        """Return whether an answer speaks of everything that a message names."""
        knowledge = self.finding.matcher.knowledge
        named = knowledge.sayings.distinguishing(message.text)
        rendered = knowledge.render(entry, message.voice.locale, on=message.today)
        said = frozenset[str]().union(*knowledge.sayings.of_units(rendered.html))
        return bool(named) and named.keys() <= said

    def _told(self, message: Message) -> Entry | None:
        last = message.session.last
        entry = self.finding.matcher.knowledge.entries.get(next(iter(last.entries), ""))
        told = entry is not None and entry.kind is not EntryKind.TALK and not last.suggested
        return entry if told else None


def is_uneasy(message: Message) -> bool:
    """Return whether a message says that somebody is worried, and asks and tells nothing else."""
    reading = message.reading
    few = len(reading.words) <= policy.FOLLOW_UP_WORDS and message.context.goes_on
    if not few or not _WORRIED.stands_in(reading):
        return False
    tells = reading.slots or has_word_of_the_subject(reading.folded)
    return not tells and not asks(message)


def _is_surprised(message: Message) -> bool:
    """Return whether a message says only that somebody thought otherwise, or did not know."""
    reading = message.reading
    few = len(reading.words) <= policy.FOLLOW_UP_WORDS
    if not few or not _SURPRISED.stands_in(reading):
        return False
    plans = reading.programmes or not _PLANNING.isdisjoint(reading.words)
    return not plans and not _asks(message)


def _may_take_up(message: Message) -> bool:
    """Return whether something was told that may be taken up.

    "We thought 2 credits" behind a verdict tells what the rules judge.
    """
    last = message.session.last
    judged = last.computed and not _OF_ITS_OWN.isdisjoint(message.reading.places)
    return not judged and bool(last.entries or last.computed or message.context.goes_on)


def _comments(message: Message) -> bool:
    """Return whether a message is a word on what was told, whatever is told behind it.

    "Odd, a colleague went" asks nothing, and tells nothing of the one who writes.
    """
    reading = message.reading
    if reading.slots:
        return False
    said = _WORD.findall(reading.folded)
    comment = not _COMMENTS.isdisjoint(said) and _COMMENTS_ALONE.issuperset(said)
    few = len(reading.words) <= policy.FOLLOW_UP_WORDS and message.context.goes_on
    begins = few and _COMMENT_FIRST.match(reading.folded) is not None
    return (comment or begins) and not asks(message)


def _assumes(message: Message) -> bool:
    """Return whether a message takes something for granted that nobody told."""
    reading = message.reading
    few = len(reading.words) <= policy.FOLLOW_UP_WORDS and message.context.goes_on
    assumes = few and not _ASSUMING.isdisjoint(reading.words)
    return assumes and not reading.slots and not asks(message)


def asks(message: Message) -> bool:
    """Return whether a message asks something, in whatever words."""
    return bool(message.reading.questions) or _asks(message)


def _asks(message: Message) -> bool:
    return "?" in message.text or is_a_question(message.text)


def _asks_by_a_word(message: Message) -> bool:
    """Return whether a message asks who, when or how much: then it concludes nothing."""
    return not _QUESTION_WORDS.isdisjoint(message.reading.words)


def _concludes(message: Message) -> bool:
    said = message.reading.words
    return bool(said) and bool({said[0], said[-1]} & _CONCLUDING)
