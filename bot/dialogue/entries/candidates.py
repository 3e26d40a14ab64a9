"""Which candidates come into question: rivals, answers of others, and what is far behind."""

from collections.abc import Sequence

from bot.dialogue import policy
from bot.dialogue.context.context import Context
from bot.understanding import Understanding
from knowledge import Entry, EntryKind, Match
from rules.institutions import ANY, registry


def talk_of(found: Sequence[Match]) -> tuple[Match, ...]:
    """Return the small talk among candidates."""
    return tuple(one for one in found if one.entry.kind is EntryKind.TALK)


def rescaled(found: Sequence[Match], kept: Sequence[Match], institution: str) -> tuple[Match, ...]:
    """Return what is kept of some candidates, best first.

    An institution's own entries have the share of the score of those that are not its rules.
    """
    left = sum(one.score for one in found) - sum(one.score for one in kept)
    share = max(1.0 - left, max((one.score for one in kept), default=1.0))
    own = [
        Match(one.entry, one.score / share) if one.entry.institution == institution else one
        for one in kept
    ]
    return tuple(sorted(own, key=lambda one: -one.score))


def of_the_direction(found: tuple[Match, ...], context: Context | None) -> tuple[Match, ...]:
    """Leave out what is told of the others, to who comes to an institution and who goes from it."""
    if context is not None and context.asks_of_elsewhere:
        # "And at Belgrade?" asks one's own question of another institution, and not to come.
        of_guests = registry().silent(policy.COMING, context.home)
        found = tuple([one for one in found if one.entry.id != of_guests])
    if context is None or not (context.incoming or context.outgoing):
        return found
    if context.outgoing:
        return tuple([one for one in found if not _is_of_guests(one.entry)])
    silent = registry().silent
    return tuple(
        [one for one in found if one.entry.id != silent(policy.GOING, one.entry.institution)]
    )


def _is_of_guests(entry: Entry) -> bool:
    """Return whether an entry is told to who comes to an institution alone."""
    known = registry()
    return known.is_of_coming(entry.id) or entry.id == known.silent(
        policy.COMING, entry.institution
    )


def rivals(found: Sequence[Match], home: str | None) -> tuple[Match, ...]:
    """Return answers of several institutions so close that either may be meant."""
    best_of_each: dict[str, Match] = {}
    for match in found:
        told = match.entry.kind is EntryKind.ANSWER and match.entry.institution != "any"
        if told and match.score >= policy.RIVAL * found[0].score:
            best_of_each.setdefault(match.entry.institution, match)
    first = found[0].entry.institution
    if first not in best_of_each or len(best_of_each) < 2 or home in best_of_each:
        return ()
    return tuple(best_of_each.values())[: policy.CANDIDATES]


def worth_offering(found: Sequence[Match]) -> tuple[Match, ...]:
    """Return the best candidates, without small talk and what is far behind."""
    best = found[0]
    others = (
        match
        for match in found[1:]
        if match.entry.kind is not EntryKind.TALK and match.score >= policy.OFFERED * best.score
    )
    return (best, *others)[: policy.CANDIDATES]


def of_others(match: Match, reading: Understanding, home: str | None) -> bool:
    """Return whether an answer is another institution's than the one the conversation is about."""
    named = reading.institution is not None
    return not (named or home is None or match.entry.institution in (home, "any"))


def may_be_of(entry: Entry, reading: Understanding) -> bool:
    """Return whether an entry's institution may be meant: a city alone may name several."""
    return not reading.in_the_city or entry.institution in (*reading.in_the_city, ANY)
