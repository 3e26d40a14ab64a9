"""The own entries of a university whose text is for partners, in a conversation about it.

Whoever goes on about it asks of it: the choice is among its few entries, so that fewer words tell
which is meant than among those of everybody.
"""

from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.bond import Bond
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.entries.finding import Finding
from bot.dialogue.turn import Message, Outcome
from knowledge import Entry, EntryKind, Match
from rules.institutions import registry

_WHETHER = (kinds.PERMISSION, kinds.FIT)


@dataclass(frozen=True, slots=True)
class HostEntries:
    """Finds what a host's own text says to a message that goes on about the host."""

    finding: Finding

    def answer(self, message: Message) -> Outcome | None:
        """Return the host's own entry that a message means, if one does."""
        meant = self.meant(message) or self._told_with_more(message)
        return None if meant is None else self.finding.tell(meant, message)

    def meant(self, message: Message, least: float = policy.LEAST_AT_A_HOST) -> Match | None:
        """Return the host's own entry that a message means more than all others.

        Args:
            message: the message.
            least: how likely the entry has to be.
        """
        host = _host_of(message)
        may_go = message.context.outgoing and message.reading.asks(*_WHETHER)
        if host is None or may_go:
            # "May I go on exchange?" of one of its own is no question of a partner.
            return None
        known = self.finding.matcher.knowledge
        own = [one for one in known.entries.values() if _may_be_told(one, host, message)]
        if not own:
            return None
        best, *others = known.in_context(message.text, [one.id for one in own])
        if message.context.bond is not Bond.CLOSE:
            least = max(least, policy.SURE_OF_A_FOLLOW_UP)
        next_best = max((one.score for one in others), default=0.0)
        if best.score < max(least, policy.AHEAD_AT_A_HOST * next_best):
            return None
        sure = best.score >= policy.SURE_OF_A_FOLLOW_UP
        named = sure or known.has_own_words(best.entry, message.text)
        asked = self.finding.aspects(message)
        return best if named and known.aspects.are_touched(asked, best.entry) else None

    def _told_with_more(self, message: Message) -> Match | None:
        """Return the host's answer just told, where a sentence of it speaks of what is asked on."""
        known, last = self.finding.matcher.knowledge, message.session.last
        entry = known.entries.get(next(iter(last.entries), ""))
        host = _host_of(message)
        if entry is None or last.suggested or message.context.bond is not Bond.CLOSE:
            return None
        own = host is not None and _may_be_told(entry, host, message)
        named = any(known.sayings.is_asked_for(one, message.text) for one in entry.leads)
        return Match(entry, policy.ALONE) if own and named else None


def _host_of(message: Message) -> str | None:
    """Return the university for partners that is spoken of; None for none."""
    reading, focus = message.reading, message.context.focus
    home = message.context.institution or focus.institution
    if home is None or home not in registry() or not registry()[home].tells_partners:
        return None
    elsewhere = reading.names_another_institution or reading.institution not in (None, home)
    told = focus.institution == home and not focus.is_empty
    few = len(reading.words) <= policy.WORDS_AT_A_HOST
    return home if told and few and not elsewhere else None


def _may_be_told(entry: Entry, host: str, message: Message) -> bool:
    """Return whether an entry is the host's, and of those that the conversation is about."""
    if entry.institution != host or entry.kind is EntryKind.TALK:
        return False
    if message.context.outgoing:
        return not registry().is_of_coming(entry.id)
    return not (message.context.incoming and entry.id == registry().silent(policy.GOING, host))
