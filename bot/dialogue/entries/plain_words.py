"""The entry that the words of a message ask for by themselves, whatever was spoken of.

A conversation speaks for what is near to it; a message may leave that all the same.
"""

import re

from bot.dialogue import policy
from bot.dialogue.cues.of_a_pack import is_of_a_pack, without_names
from bot.dialogue.cues.off_subject import is_of_the_subject
from bot.dialogue.entries.candidates import may_be_of
from bot.dialogue.entries.retrieval import Matcher
from bot.dialogue.turn import Message
from knowledge import EntryKind, Match
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.institutions import ANY

_CONVERSATION = load_vocabulary("conversation")
_GOING_ON = _CONVERSATION.words("going on") | _CONVERSATION.words("before a name")
_WORD = re.compile(r"\w+")


def asked_plainly(message: Message, matcher: Matcher) -> Match | None:
    """Return the entry that the words of a message ask for; None where they leave it open."""
    text, reading, context = message.text, message.reading, message.context
    strictly, knowledge = context.strictly_of, matcher.knowledge
    if is_of_a_pack(strictly) or reading.names_another_institution:
        return None
    plain = knowledge.find(text, institution=strictly, limit=policy.LOOKED_AT)
    found = [
        one
        for one in plain
        if may_be_of(one.entry, reading) and matcher.may_hold(one, context.who, reading)
    ]
    if not found or found[0].entry.kind is EntryKind.TALK:
        return None
    best, entry = found[0], found[0].entry
    elsewhere = context.home is not None and entry.institution not in (context.home, ANY)
    if strictly not in (None, entry.institution):
        return None
    least = policy.PLAINLY_ELSEWHERE if elsewhere else policy.PLAINLY
    next_best = max((one.score for one in plain if one.entry is not entry), default=0.0)
    if best.score < max(least, policy.PLAINLY_AHEAD * next_best):
        return None
    asked = matcher.aspects(text, context)
    scrap = len(reading.words) <= policy.FEWEST_WORDS
    # "Who decides?", "whom do I write to?" are asked of what is spoken of.
    leans = scrap or not is_of_the_subject(reading) or knowledge.aspects.is_of_its_matter(asked)
    if elsewhere and leans:
        return None
    touched = knowledge.aspects.are_touched(asked, entry)
    return best if touched and knowledge.has_own_words(entry, text) else None


def says_only_whose(message: Message, matcher: Matcher) -> bool:
    """Return whether nothing but an institution is named: "and for that university?".

    What is asked of it was said before; where that was left open, no entry is found by a name.
    """
    reading, entries = message.reading, matcher.knowledge.entries
    told = (entries[name].kind for name in message.session.last.entries if name in entries)
    if any(kind is not EntryKind.GAP for kind in told):
        return False
    if reading.institution is None or not message.context.goes_on:
        return False
    beside = _WORD.findall(fold(without_names(message.text, reading)))
    return bool(beside) and _GOING_ON.issuperset(beside)
