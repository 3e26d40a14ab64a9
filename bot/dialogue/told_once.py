"""What a conversation is told once: remarks and conditions that the next result would repeat.

Each result stands for itself, so each brings the remark that it is no office's decision, the
conditions that are still open, and what a table or a sum rests on. In one conversation the second
result need not say it again, word for word: it is shorter, or left out. Of the facts that a result
rests on, those are told that neither the message nor an earlier result has named.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.dialogue.state.session import Session
from bot.dialogue.telling import told_in
from bot.dialogue.turn import Turn
from bot.forms import slot_wording as wording
from bot.messages.changed import replace
from bot.messages.effect import Effect, Reply
from bot.messages.markup import plain
from bot.messages.naming import names_all_of, words_of
from bot.messages.record import record
from bot.messages.voice import Voice
from bot.understanding import Understanding
from locales import Text, fold
from rules.institutions import Registry, registry

_REMARKS = ("verdict.disclaimer", "verdict.disclaimer_call")
# A list by its heading, and what stands in its place the second time; nothing if it is left out.
_LISTS = {"provisional.open": "provisional.open_again", "verdict.outside": ""}
_OF_AN_INSTITUTION = ("account.counts", "stays_together.counts")
# Of an institution too, and within a longer part.
_WITHIN = "grade.head"
_OPENED = "<blockquote expandable>"
_NOTES = (
    "rules.estimate.note.undated",
    "rules.estimate.note.budget",
    "rules.not_modelled.call_duration",
)
_MOST_KEPT = 40
# Words of a fact that name its kind, folded.
_KINDS = frozenset({"studies", "studije", "stay", "boravka", "boravak", "a", "of"})
_OF_A_PERSON = frozenset({"role", "cycle", "year", "programme"})
# Between the name of a fact and its value, where it has both: a date.
_NAME_AND_VALUE = ": "
_BETWEEN_FACTS = ", "
# Stands where the facts stand, to find what is written around them.
_HERE = "\x00"
_NO_LINES = re.compile(r"\n{3,}")


@record
class Remark:
    """A part of a reply that need not be told twice.

    Attributes:
        html: the part, word for word.
        again: what stands in its place the second time.
    """

    html: str
    again: str = ""

    @property
    def number(self) -> int:
        """Return what stands for it in a session."""
        return _number(self.html)


def told_once(
    session: Session, effects: tuple[Effect, ...], turn: Turn, message: str
) -> tuple[Session, tuple[Effect, ...]]:
    """Return replies without what was remarked in the conversation today, and the session after.

    Args:
        session: the conversation.
        effects: what answers the message.
        turn: the reader's words, and the day on which it is told.
        message: what the person wrote; its own words are not told back.
    """
    day = turn.today.isoformat()
    known = list(session.remarks) if session.remarked_on == day else []
    told: list[Effect] = []
    for effect in effects:
        if not isinstance(effect, Reply):
            told.append(effect)
            continue
        reply = effect
        for remark in remarks_of(effect.html, turn.voice):
            if remark.number in known:
                reply = _without(reply, remark)
                continue
            known.append(remark.number)
        reply, known = _with_news_alone(reply, known, turn, message)
        told.append(reply)
    kept = tuple(known[-_MOST_KEPT:])
    if kept and (kept, day) != (session.remarks, session.remarked_on):
        session = replace(session, remarks=kept, remarked_on=day)
    return session, tuple(told)


def remarks_of(html: str, voice: Voice) -> tuple[Remark, ...]:
    """Return the parts of a reply that a conversation needs once."""
    known = _wordings(voice, registry())
    found: list[Remark] = []
    for part in html.split("\n\n"):
        if part in known.whole:
            found.append(Remark(part, known.whole[part]))
        elif part.startswith(known.one_open):
            found.append(Remark(part, known.open_again))
        else:
            heading = plain(part).partition("\n")[0]
            if heading in known.headed:
                found.append(Remark(part, known.headed[heading]))
        found += [Remark(line) for line in part.split("\n") if line in known.notes]
        found += [Remark(head) for head in known.heads if head in part]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Wordings:
    """What a conversation needs once, in the words of one reader.

    Attributes:
        whole: remarks, and what stands in their place the second time.
        headed: the same of lists, by their headings.
        heads: what stands within a longer part.
        one_open: how a condition that is open by itself begins.
        open_again: what stands in its place the second time.
        notes: lines that may stand in any part.
        around_grounds: what stands before and behind the facts that a result rests on.
        of_one_of_two: how the reply to each of two people begins: what each is told apart by stays.
    """

    whole: Mapping[str, str]
    headed: Mapping[str, str]
    heads: tuple[str, ...]
    one_open: str
    open_again: str
    notes: frozenset[str]
    around_grounds: tuple[str, str]
    of_one_of_two: tuple[str, str]


@lru_cache(maxsize=12)
def _wordings(voice: Voice, institutions: Registry) -> _Wordings:
    """Return the wordings of a reader: every reply is looked through for them."""
    whole = {voice.say(one): "" for one in _REMARKS}
    for institution in institutions:
        whole |= {voice.say(one, **institution.named): "" for one in _OF_AN_INSTITUTION}
    notes = {voice.text(Text(one)) for one in _NOTES}
    # What to do where nothing is found, under the line that says so.
    notes.add(voice.say("unknown_here").rpartition("\n")[2])
    before, after = voice.say("interview.understood", told=_HERE).split(_HERE)
    return _Wordings(
        whole=whole,
        headed={
            plain(voice.say(one)): voice.say(again) if again else ""
            for one, again in _LISTS.items()
        },
        heads=tuple(voice.say(_WITHIN, **one.named) for one in institutions),
        one_open=voice.say("provisional.one_open", condition="").rstrip(),
        open_again=voice.say("provisional.open_again"),
        notes=frozenset(notes),
        around_grounds=(before, after),
        of_one_of_two=(voice.say("person.you"), voice.say("person.other")),
    )


def _with_news_alone(
    reply: Reply, known: list[int], turn: Turn, message: str
) -> tuple[Reply, list[int]]:
    """Return a reply whose grounds name what is news, and the remarks with all its grounds."""
    voice = turn.voice
    wordings = _wordings(voice, registry())
    before, after = wordings.around_grounds
    parts = reply.html.split("\n\n")
    grounds = next((one for one in parts if one.startswith(before) and one.endswith(after)), "")
    asked_anew = message.startswith("/") or reply.html.startswith(wordings.of_one_of_two)
    if not grounds or asked_anew:
        return reply, known
    facts = grounds.removeprefix(before).removesuffix(after).split(_BETWEEN_FACTS)
    named = NamedAlready.by(turn.understood(message), voice)
    # What a message changes it names itself, so what was told once need not be told again.
    numbers = {fact: _number(fact) for fact in facts}
    news = [
        fact
        for fact in facts
        if named.is_told_back(fact) or (numbers[fact] not in known and not named.has(fact))
    ]
    told = f"{before}{_BETWEEN_FACTS.join(news)}{after}" if news else ""
    more = [number for number in numbers.values() if number not in known]
    return _without(reply, Remark(grounds, told)), [*known, *more]


@dataclass(frozen=True, slots=True)
class NamedAlready:
    """What a message names itself, so that a result need not tell it back.

    Attributes:
        words: those of the message; none where it only says who somebody is, which is told back.
        who: who it says somebody is, in the words of facts.
        only_who: whether it says nothing else.
    """

    words: frozenset[str]
    who: frozenset[str]
    only_who: bool

    @classmethod
    def by(cls, reading: Understanding, voice: Voice) -> "NamedAlready":
        """Return what a message names."""
        said = told_in(reading)
        facts = (
            wording.fact(slot, value, voice) for slot, value in said.items() if slot in _OF_A_PERSON
        )
        only_who = said.keys() <= _OF_A_PERSON
        return cls(
            words=frozenset() if only_who else words_of(reading.text),
            who=frozenset(map(plain, facts)),
            only_who=only_who,
        )

    def is_told_back(self, fact: str) -> bool:
        """Return whether a fact is all that the message tells: it may correct another one."""
        return self.only_who and plain(fact) in self.who

    def has(self, fact: str) -> bool:
        """Return whether a fact is named; one with a name of its own is told with its value."""
        if _NAME_AND_VALUE in fact:
            return False
        return plain(fact) in self.who or names_all_of(self.words, _without_kind(fact))


def _without_kind(fact: str) -> str:
    """Return a fact without the words that say only what kind of fact it is: "studies", "stay"."""
    words = plain(fact).split()
    telling = [one for one in words if fold(one) not in _KINDS]
    return " ".join(telling or words)


def _number(html: str) -> int:
    return zlib.crc32(html.encode())


def _without(reply: Reply, remark: Remark) -> Reply:
    html = reply.html.replace(remark.html, remark.again, 1)
    rich = tuple(
        part.replace(remark.html, remark.again, 1) if isinstance(part, str) else part
        for part in reply.rich
    )
    html = html.replace(f"{_OPENED}\n", _OPENED)
    return replace(reply, html=_NO_LINES.sub("\n\n", html).strip(), rich=rich)
