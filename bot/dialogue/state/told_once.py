"""What a conversation is told once: remarks and conditions that the next result would repeat.

Each result stands for itself, so each brings the remark that it is no office's decision, the
conditions that are still open, and what a table or a sum rests on. In one conversation the second
result need not say it again, word for word: it is shorter, or left out.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.dialogue.state.session import Session
from bot.messages.effect import Effect, Reply
from bot.messages.markup import plain
from bot.messages.voice import Voice
from locales import Text
from rules.institutions import Registry, registry

# A remark, and what stands in its place the second time; nothing where it is left out.
_REMARKS = {"verdict.disclaimer": "verdict.disclaimer_again"}
# A list by its heading.
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
_MOST_KEPT = 24
# Numbers of remarks that count only while they are the last of their kind.
_OF_THE_LAST = 1 << 32
_NO_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Remark:
    """A part of a reply that need not be told twice.

    Attributes:
        html: the part, word for word.
        again: what stands in its place the second time.
        last: it need not be told twice in a row; what was told in between is told anew.
    """

    html: str
    again: str = ""
    last: bool = False

    @property
    def number(self) -> int:
        """Return what stands for it in a session."""
        return zlib.crc32(self.html.encode()) + (_OF_THE_LAST if self.last else 0)


def told_once(
    session: Session, effects: tuple[Effect, ...], voice: Voice, today: date
) -> tuple[Session, tuple[Effect, ...]]:
    """Return replies without what was remarked in the conversation today, and the session after."""
    known = list(session.remarks) if session.remarked_on == today.isoformat() else []
    told: list[Effect] = []
    for effect in effects:
        if not isinstance(effect, Reply):
            told.append(effect)
            continue
        reply = effect
        for remark in remarks_of(effect.html, voice):
            if remark.number in known:
                reply = _without(reply, remark)
                continue
            if remark.last:
                known = [one for one in known if one < _OF_THE_LAST]
            known.append(remark.number)
        told.append(reply)
    kept = tuple(known[-_MOST_KEPT:])
    day = today.isoformat()
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
        elif part.startswith(known.grounds):
            found.append(Remark(part, last=True))
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
        grounds: how what an answer rests on begins.
        notes: lines that may stand in any part.
    """

    whole: Mapping[str, str]
    headed: Mapping[str, str]
    heads: tuple[str, ...]
    one_open: str
    open_again: str
    grounds: str
    notes: frozenset[str]


@lru_cache(maxsize=12)
def _wordings(voice: Voice, institutions: Registry) -> _Wordings:
    """Return the wordings of a reader: every reply is looked through for them."""
    whole = {voice.say(one): voice.say(again) for one, again in _REMARKS.items()}
    for institution in institutions:
        whole |= {voice.say(one, **institution.named): "" for one in _OF_AN_INSTITUTION}
    notes = {voice.text(Text(one)) for one in _NOTES}
    # What to do where nothing is found, under the line that says so.
    notes.add(voice.say("unknown_here").rpartition("\n")[2])
    return _Wordings(
        whole=whole,
        headed={
            plain(voice.say(one)): voice.say(again) if again else ""
            for one, again in _LISTS.items()
        },
        heads=tuple(voice.say(_WITHIN, **one.named) for one in institutions),
        one_open=voice.say("provisional.one_open", condition="").rstrip(),
        open_again=voice.say("provisional.open_again"),
        grounds=voice.say("interview.understood", told="").partition(":")[0],
        notes=frozenset(notes),
    )


def _without(reply: Reply, remark: Remark) -> Reply:
    html = reply.html.replace(remark.html, remark.again, 1)
    rich = tuple(
        part.replace(remark.html, remark.again, 1) if isinstance(part, str) else part
        for part in reply.rich
    )
    html = html.replace(f"{_OPENED}\n", _OPENED)
    return replace(reply, html=_NO_LINES.sub("\n\n", html).strip(), rich=rich)
