"""The entry near to what is spoken of that a follow-up is like, whether or not its words say so."""

from bot.dialogue import policy
from bot.dialogue.entries.candidates import of_others
from bot.dialogue.entries.retrieval import Matcher
from bot.dialogue.turn import Message
from knowledge import Match


def near_follow_up(message: Message, matcher: Matcher) -> Match | None:
    """Return the best candidate by far that is like one of an entry's follow-ups.

    "What all does he attach?" has no word that anybody wrote down for the proof just told.
    """
    text, reading, context = message.text, message.reading, message.context
    knowledge, home = matcher.knowledge, context.institution
    prior = matcher.prior.of(context, message.voice.locale)
    found = matcher.find(text, reading, home, context=context, prior=prior)[:2]
    if not found or found[0].entry.id not in matcher.prior.near(context):
        return None
    best, entry = found[0], found[0].entry
    ahead = len(found) == 1 or best.score >= policy.FAR_FROM_A_TIE * found[1].score
    like = knowledge.likeness_to_follow_ups(text, entry) >= policy.LIKE_ITS_FOLLOW_UP
    if best.score < policy.ALONE or not (ahead and like) or of_others(best, reading, home):
        return None
    return best if knowledge.aspects.are_touched(knowledge.aspects.asked(text), entry) else None
