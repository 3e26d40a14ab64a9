"""The step that answers what somebody concludes from a verdict: confirmed, or put right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.dialogue import persons, policy
from bot.dialogue.computing import Computing
from bot.dialogue.cues.leading_words import words
from bot.dialogue.cues.off_subject import has_word_of_the_subject
from bot.dialogue.entries.finding import Finding
from bot.dialogue.reply_lines import with_heading
from bot.dialogue.state import ledger
from bot.dialogue.state.session import Session
from bot.dialogue.steps.contract_dates import ContractDates
from bot.dialogue.steps.several_stays import SeveralStays
from bot.dialogue.turn import Message, Outcome
from bot.forms.form import Card, paragraphs
from bot.messages.effect import Answer, Effect, Reply
from bot.messages.effect import Outcome as Answered
from bot.messages.markup import plain
from bot.messages.voice import Voice
from bot.understanding import Understanding
from bot.understanding.questions.reactions import Conclusion, OfWhom, conclusions
from knowledge import EntryKind
from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("reactions")
_YES = _VOCABULARY.words("verdict yes")
_NO = frozenset(_VOCABULARY.in_order("verdict no"))
_DEPENDS = tuple(_VOCABULARY.in_order("verdict depends"))
_ON_CONDITION = _VOCABULARY.words("on condition")
_DOUBTING = _VOCABULARY.words("doubting")
_WONDERING = _VOCABULARY.words("wondering")
_AROUND_WONDERING = _WONDERING | _VOCABULARY.words("around wondering")
_SEVERAL = 2
_PLAIN_NO = frozenset({"no", "ne"})
# The first words of an answer, with the sign behind them, inside or outside the bold.
_HEAD = re.compile(r"^(<b>)?([^\W\d_]+(?: [^\W\d_]+)?)([,:]?)(</b>)?([,:]?)\s*")


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What a person was told.

    Attributes:
        possible: yes or no; None where it depends.
    """

    possible: bool | None


@dataclass(frozen=True, slots=True)
class Reactions:
    """Confirms or corrects what somebody concludes from the last verdict."""

    finding: Finding
    computing: Computing
    stays: SeveralStays
    contract: ContractDates

    def reaction(self, message: Message) -> Outcome | None:
        """Return the last verdict as what confirms or corrects a conclusion from it."""
        concluded = conclusions(message.reading)
        if not concluded:
            return self._doubted(message)
        people = {_person(one, message.session) for one in concluded}
        if len(people) > 1:
            return self._of_several_people(concluded, message)
        (person,) = people
        if person is None:
            return None
        outcome = self._verdict_again(_about(message, person))
        return None if outcome is None else _confirmed(concluded[0], outcome, message.voice)

    def _doubted(self, message: Message) -> Outcome | None:
        """Return the last verdict once more to who only asks whether it is so: "are you sure?"."""
        reading = message.reading
        few = len(reading.words) <= policy.FOLLOW_UP_WORDS and message.context.goes_on
        if not few or reading.slots or has_word_of_the_subject(reading.folded):
            return None
        if _DOUBTING.isdisjoint(words(reading)[: policy.FEWEST_WORDS]) and not _wonders(reading):
            return None
        session, voice, note = message.session, message.voice, message.voice.say("text_says")
        entries = self.finding.matcher.knowledge.entries
        entry = entries.get(next(iter(session.last.entries), ""))
        if entry is not None and entry.kind is EntryKind.ANSWER and not session.last.suggested:
            return self.finding.responder.again(entry, note, session, voice, message.today)
        if not session.last.computed:
            return None
        if sum(one.planned for one in message.session.stays) >= _SEVERAL:
            # What was told is their sum, and the form that is open judged one of them.
            return message.session, (Reply(note, voice.locale),)
        outcome = self._verdict_again(message)
        if outcome is None:
            return None
        session, effects = outcome
        return session, with_heading(note, effects)

    def _verdict_again(self, message: Message) -> Outcome | None:
        """Return the last verdict as it was told."""
        session = message.session
        cycle = session.case["cycle"].value if "cycle" in session.case else None
        if len(ledger.planned(session.stays, cycle)) >= _SEVERAL and session.last.computed:
            together = self.stays.together(message)
            if together is not None:
                return together
        if session.last.computed and session.form is not None:
            return self.computing.open(session.form, message)
        contract = self.contract.again(message)
        if contract is not None:
            return contract
        entry = self.finding.matcher.knowledge.entries.get(next(iter(session.last.entries), ""))
        if entry is None or session.last.suggested or entry.kind is not EntryKind.ANSWER:
            return None
        return self.finding.responder.show(entry, session, message.voice, message.today)

    def _of_several_people(
        self, concluded: Sequence[Conclusion], message: Message
    ) -> Outcome | None:
        """Return what holds of each of two people, in a line each."""
        session, voice = message.session, message.voice
        right: list[bool | None] = []
        lines: list[str] = []
        sources: dict[str, None] = {}
        card: Card | None = None
        for one in concluded:
            person = _person(one, session)
            about = None if person is None else _about(message, person)
            if about is None or about.session.form is None or not about.session.last.computed:
                return None
            form = about.session.form
            card = self.computing.forms.forms[form.tool].card(
                form.answers, about.voice, message.today
            )
            head = card.html.partition("\n")[0]
            verdict = _verdict(head)
            if verdict is None:
                return None
            right.append(None if verdict.possible is None else verdict.possible == one.possible)
            name = "person.you" if person == persons.WRITER else "person.other"
            lines.append(f"{voice.say(name)}: {_without_bold(head)}")
            sources.update(dict.fromkeys(card.sources))
        said = "confirmed" if all(right) else "corrected" if False in right else "not_quite"
        line = self.finding.matcher.knowledge.source_line(tuple(sources), voice.locale)
        html = paragraphs(
            "\n".join([voice.say(f"reaction.{said}_alone"), *lines]),
            voice.say("verdict.disclaimer"),
            line,
        )
        title = card.title if card is not None else ""
        answer = Answer("eligibility", title, plain(html), tuple(sources), 1.0)
        reply = Reply(html, voice.locale, outcome=Answered.ANSWER, answers=(answer,))
        return session, (reply,)


def _wonders(reading: Understanding) -> bool:
    """Return whether a message asks only how what was told can be: "how come?"."""
    said = words(reading)
    return bool(said) and said[0] in _WONDERING and _AROUND_WONDERING.issuperset(said[1:])


def _person(conclusion: Conclusion, session: Session) -> str | None:
    """Return whom a conclusion is about; None where nobody else was told of."""
    if conclusion.whose is OfWhom.SPOKEN_OF:
        return session.person
    if conclusion.whose is OfWhom.WRITER:
        return persons.WRITER
    if session.person != persons.WRITER:
        return session.person
    known = [one.person for one in session.others if one.person != persons.WRITER]
    return known[-1] if known else None


def _about(message: Message, person: str) -> Message:
    """Return the message in the conversation as it is about a person."""
    session = persons.turned_to(message.session, person)
    return replace(message, session=session, turn=message.turn.about_person(person))


def _confirmed(conclusion: Conclusion, outcome: Outcome, voice: Voice) -> Outcome | None:
    """Return a verdict with its first words as an answer to the conclusion."""
    session, effects = outcome
    first = next((one for one in effects if isinstance(one, Reply)), None)
    verdict = None if first is None else _verdict(first.html)
    if first is None or verdict is None:
        return None
    if verdict.possible is None:
        html = first.html if conclusion.possible else _not_quite(first.html, voice)
    else:
        html = _in_answer(first.html, verdict, conclusion, voice)
    told: tuple[Effect, ...] = tuple(
        replace(one, html=html) if one is first else one for one in effects
    )
    return session, told


def agreed(outcome: Outcome, voice: Voice) -> Outcome:
    """Return a result told again, as what confirms that somebody took it up as it was told."""
    first = next((one for one in outcome[1] if isinstance(one, Reply)), None)
    verdict = None if first is None else _verdict(first.html)
    if verdict is not None and verdict.possible is not None:
        again = _confirmed(Conclusion(OfWhom.SPOKEN_OF, verdict.possible), outcome, voice)
        if again is not None:
            return again
    return outcome[0], with_heading(voice.say("reaction.confirmed_alone"), outcome[1])


def _in_answer(html: str, verdict: _Verdict, conclusion: Conclusion, voice: Voice) -> str:
    """Return a yes or a no with first words that agree to a conclusion, or do not."""
    if conclusion.possible:
        # "Yes, you can" says by itself that "so I can" is right, and "No, ..." that it is not.
        return html
    said = voice.say("reaction.corrected" if verdict.possible else "reaction.confirmed")
    head = _HEAD.match(html)
    if head is None or fold(head[2]) not in _PLAIN_NO | _YES:
        # "Not yet" says more than no.
        opened, rest = ("<b>", html[len("<b>") :]) if html.startswith("<b>") else ("", html)
        return f"{opened}{said} {rest[:1].lower()}{rest[1:]}"
    return f"{head[1] or ''}{said}{head[4] or ''} {html[head.end() :]}"


def said_of_too_much(outcome: Outcome, voice: Voice, *, refused_for_it: bool) -> Outcome:
    """Return a verdict with first words as an answer to "is it too short?", where no means yes.

    A stay that is refused for another reason keeps its own first words.
    """
    session, effects = outcome
    first = next((one for one in effects if isinstance(one, Reply)), None)
    verdict = None if first is None else _verdict(first.html)
    head = None if first is None else _HEAD.match(first.html)
    if first is None or head is None or verdict is None or verdict.possible is None:
        return outcome
    if fold(head[2]) not in _PLAIN_NO | _YES or not (verdict.possible or refused_for_it):
        return outcome
    said = voice.say("reaction.not_too_much" if verdict.possible else "reaction.too_much")
    html = f"{head[1] or ''}{said}{head[4] or ''} {first.html[head.end() :]}"
    told: tuple[Effect, ...] = tuple(
        replace(one, html=html) if one is first else one for one in effects
    )
    return session, told


def _not_quite(html: str, voice: Voice) -> str:
    opened, rest = ("<b>", html[len("<b>") :]) if html.startswith("<b>") else ("", html)
    return f"{opened}{voice.say('reaction.not_quite')} {rest[:1].lower()}{rest[1:]}"


def _verdict(html: str) -> _Verdict | None:
    """Return the verdict with which an answer begins; None where it begins with none."""
    if fold(plain(html)).startswith(_DEPENDS):
        return _Verdict(None)
    head = _HEAD.match(html)
    if head is None or not (head[3] or head[5]):
        return None
    said, behind = fold(head[2]), fold(plain(html[head.end() :])).split()[:1]
    if said in _YES:
        return _Verdict(None if _ON_CONDITION.intersection(behind) else True)
    return _Verdict(possible=False) if said in _NO else None


def _without_bold(head: str) -> str:
    return head.replace("<b>", "").replace("</b>", "").removesuffix(":")
