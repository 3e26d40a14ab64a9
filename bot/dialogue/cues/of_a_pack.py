"""What is told where an institution of a pack is spoken of: its own texts, and nobody else's.

What the other texts leave open was written by editors who had not read a pack. So it is told of no
institution of a pack; there the honest answer is that its own texts do not say it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.dialogue import policy
from bot.forms.form import paragraphs
from bot.messages.effect import Outcome, Reply
from bot.messages.voice import Voice
from bot.understanding import Understanding
from knowledge import Entry, EntryKind, Match
from locales import Bilingual
from rules.institutions import ANY, registry

_INSTITUTION, _PROGRAMME = "institution", "programme"
_WORD = re.compile(r"[a-z]+")
# So many letters of a word stay the same in its forms: "kampus", "kampusa", "campus".
_STEM = 5


def is_of_a_pack(institution: str | None) -> bool:
    """Return whether an institution is one of a pack."""
    return registry().is_added(institution)


def without_names(text: str, reading: Understanding) -> str:
    """Return a question without the names of institutions in it: of which it is asked is known.

    The few phrasings of a pack seldom hold its name, and an unknown word speaks for nothing.
    """
    return _without(text, reading.places.get(_INSTITUTION, ()))


def without_all_names(text: str, reading: Understanding) -> str:
    """Return a question without the names of institutions and programmes in it.

    A programme may be named after anything, of which nothing is asked then.
    """
    places = (*reading.places.get(_INSTITUTION, ()), *reading.places.get(_PROGRAMME, ()))
    return _without(text, places)


def _without(text: str, places: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def of_its_own(found: Sequence[Match], institution: str) -> tuple[Match, ...]:
    """Return what may be told of candidates: its own entries, and small talk."""
    own = (institution, EntryKind.TALK)
    return tuple(one for one in found if one.entry.institution in own or one.entry.kind in own)


def is_foreign_to(institution: str, entry: Entry) -> bool:
    """Return whether an entry is another's rule, or left open by others, for one of a pack."""
    if not is_of_a_pack(institution) or entry.kind is EntryKind.TALK:
        return False
    of_anybody = entry.institution == ANY and entry.kind is not EntryKind.GAP
    return entry.institution != institution and not of_anybody


def is_left_open(found: Sequence[Match]) -> bool:
    """Return whether a question is one that the texts leave open that come with the program."""
    best = found[0] if found else None
    gap = best is not None and best.entry.kind is EntryKind.GAP and best.entry.institution == ANY
    return gap and best is not None and best.score >= policy.GAP_BESIDE_A_CASE


def can_also(entry: Entry, voice: Voice) -> str:
    """Return the institutions of packs, for who asks what can be asked; else nothing."""
    if entry.id != policy.GO_AHEAD:
        return ""
    available = (registry()[name] for name in registry().available)
    added = [one for one in available if registry().is_added(one.id)]
    others = tuple(
        Bilingual(
            sr=f"{one.name.nominative.sr} {one.about.sr}",
            en=f"{one.name.nominative.en} {one.about.en}",
        )
        for one in added
    )
    return voice.say("can_also", others=others) if others else ""


def unknown_at(institution: str, contacts: Mapping[str, str], voice: Voice) -> str:
    """Return that an institution's texts do not tell something, and whom to ask there."""
    named = registry()[institution].named
    return paragraphs(voice.say("unknown_at", **named), whom_to_ask(institution, contacts, voice))


def left_out(institutions: Iterable[str | None]) -> str | None:
    """Return the first of some institutions whose texts are not at hand; None for none."""
    return next((one for one in institutions if registry().is_left_out(one)), None)


def unavailable(institution: str, contacts: Mapping[str, str], voice: Voice) -> Reply:
    """Return that an institution's texts are not at hand, that no other's hold, and whom to ask."""
    words = voice.say("unavailable", **registry()[institution].named)
    html = paragraphs(words, whom_to_ask(institution, contacts, voice))
    return Reply(html, voice.locale, outcome=Outcome.UNKNOWN, for_office=True)


def whom_to_ask(institution: str, contacts: Mapping[str, str], voice: Voice) -> str:
    """Return whom to ask at an institution for what its texts do not tell."""
    contact = contacts.get(institution)
    return voice.say("unknown_at.ask") if contact is None else voice.say("contact", contact=contact)
