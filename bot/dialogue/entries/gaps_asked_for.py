"""Whether what is left open is asked for: nearness to what was spoken of asks for no gap.

"Koliko se čeka odluka, ne piše" answers nobody who did not ask for a time. Inside a conversation
everything near to it is likely, and most of what is near is left open.
"""

from collections.abc import Sequence

from bot.dialogue import policy
from bot.dialogue.context.context import Context
from knowledge import Entry, EntryKind, Knowledge, Match
from rules.institutions import registry


def without_gaps_not_asked_for(
    found: Sequence[Match], text: str, context: Context, knowledge: Knowledge
) -> tuple[Match, ...]:
    """Return entries for a follow-up, without gaps of which it names nothing of their own.

    What an institution's text for partners leaves open is left: it is silent on nearly everything.
    """
    gaps = [one.entry for one in found if _has_to_be_asked_for(one.entry)]
    if not gaps or context.asks_again:
        return tuple(found)
    unasked = {one.id for one in gaps if not _is_asked_for(one, text, knowledge)}
    return tuple(one for one in found if one.entry.id not in unasked)


def _is_asked_for(gap: Entry, text: str, knowledge: Knowledge) -> bool:
    """Return whether a follow-up is like one of a gap, or names it in words that speak for it."""
    like = knowledge.likeness_to_follow_ups(text, gap)
    if like >= policy.LIKE_ITS_FOLLOW_UP:
        return True
    if knowledge.sayings.names_nothing_else(gap.id, text):
        return True
    if not knowledge.sayings.names_its_own(gap.id, text):
        return False
    aspects = knowledge.aspects
    asked = aspects.asked(text)
    is_about = not aspects.are_general(asked) and aspects.is_about(asked, gap)
    if is_about and like >= policy.RATHER_LIKE_IT:
        return True
    # Whatever is spoken of.
    plain = knowledge.find(text, limit=policy.LOOKED_AT)
    return any(one.entry is gap and one.score >= policy.GAP_BY_ITS_WORDS for one in plain)


def own_answers_first(
    found: tuple[Match, ...], text: str, context: Context, knowledge: Knowledge
) -> tuple[Match, ...]:
    """Return entries with what an institution for partners itself says before a gap of anybody.

    "How many projects has the university had?" asks for what it names, and not for what projects
    there are anywhere.
    """
    home = context.strictly_of
    if home is None or not found or not registry()[home].tells_partners:
        return found
    first = found[0]
    if first.entry.kind is not EntryKind.GAP or first.entry.institution == home:
        return found
    least = policy.NEAR_ENOUGH
    if knowledge.sayings.names_its_own(first.entry.id, text):
        # What is named may be left open: "is Szeged a partner?".
        least = max(least, policy.RIVAL_OF_A_GAP * first.score)
        if context.focus.is_empty:
            return found
    for one in found[1:]:
        tells = one.entry.institution == home and one.entry.kind is EntryKind.ANSWER
        near = tells and one.score >= least
        if near and knowledge.sayings.names_its_own(one.entry.id, text):
            rest = tuple(other for other in found if other is not one and other is not first)
            return (Match(one.entry, first.score), *rest)
    return found


def _has_to_be_asked_for(entry: Entry) -> bool:
    known = registry()
    of_partners = entry.institution in known and known[entry.institution].tells_partners
    return entry.kind is EntryKind.GAP and not of_partners
