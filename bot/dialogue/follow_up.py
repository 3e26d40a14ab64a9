"""Follow-ups on an answer: "a koliko para?", "and for staff?", "a na akademiji?".

Two kinds. One asks something else of the same matter, and is looked for with the matter's name
beside it. The other asks the same of somebody or something else, and is looked for with the
question that was answered.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.retrieval import Matcher, of_others
from bot.dialogue.session import Last, Session
from bot.forms.slots import STAFF_STAYS
from bot.messages.voice import Voice
from bot.understanding import Understanding
from knowledge import Entry, Kind, Knowledge, Match
from knowledge.vocabulary import load_vocabulary
from locales import to_latin

_VOCABULARY = load_vocabulary("conversation")
_OPENING = re.compile(rf"(?:{_VOCABULARY.pattern('opening')}\b[ ,]*)+")
_ABOUT = re.compile(rf"{_VOCABULARY.pattern('about')}\b *")
_TO = re.compile(rf"{_VOCABULARY.pattern('to')}\b *")
_POINTING = _VOCABULARY.words("pointing")
_ASKING = re.compile(rf"\b{_VOCABULARY.pattern('question words')}\b")
_NAMES = ("role", "cycle", "programme", "institution")
STAFF = "staff"
# Tools that compute by the Academy's rules; the others go by those of Belgrade.
_OF_THE_ACADEMY = frozenset({"grade", "deadlines"})


@dataclass(frozen=True, slots=True)
class Subject:
    """What the last answer was about.

    Attributes:
        entry: the entry that answered; None for a computed answer, and where entries were offered.
        matter: the kind of mobility, `staff` for both kinds of staff mobility; None for any.
        institution: whose rule was told; None for nobody's.
    """

    entry: Entry | None
    matter: str | None
    institution: str | None

    def words(self, voice: Voice) -> str:
        """Return the kind of mobility as people name it; empty where there is none."""
        return "" if self.matter is None else voice.label(f"subject.{self.matter}")


@dataclass(frozen=True, slots=True)
class Followed:
    """What a follow-up may ask for.

    Attributes:
        found: entries, best first.
        clear: the first is the answer; else they are to be offered.
    """

    found: tuple[Match, ...]
    clear: bool


def follow(
    text: str, reading: Understanding, subject: Subject, matcher: Matcher, voice: Voice
) -> Followed | None:
    """Return what a message asks about the last answer; None where it is a question of its own."""
    folded = " ".join(reading.words)
    if len(folded.split()) > policy.FOLLOW_UP_WORDS:
        return None
    if reading.kragujevac_ambiguous or reading.names_another_institution:
        return None
    opening = _OPENING.match(folded)
    rest = folded[opening.end() :] if opening else folded
    about = _ABOUT.match(rest)
    rest = rest[about.end() :] if about else rest
    to = _TO.match(rest)
    named = any(field in reading.places for field in _NAMES)
    goes_on = bool(opening or about) or not _POINTING.isdisjoint(folded.split())
    words = len(rest.split())
    if not rest or (not goes_on and to is None and not 1 < words <= policy.SHORT_FOLLOW_UP):
        return None
    short = words <= policy.SHORT_FOLLOW_UP and not _ASKING.search(rest)
    if short and (to or (named and (opening or about))):
        return _of_another(text, reading, subject, matcher, voice)
    if named or not (goes_on or words <= policy.SHORT_FOLLOW_UP):
        return None
    return _of_the_same(text, reading, subject, matcher, voice, goes_on=goes_on)


def _of_another(
    text: str, reading: Understanding, subject: Subject, matcher: Matcher, voice: Voice
) -> Followed | None:
    """Return the question of the last answer, asked of somebody or something else."""
    entry = subject.entry
    if entry is None:
        return None
    named = {field for field in _NAMES if field in reading.places}
    if named == {"institution"} and reading.institution == subject.institution:
        return Followed((Match(entry, 1.0),), clear=True)
    sibling = _sibling(reading, subject, matcher)
    if sibling is not None:
        return Followed((sibling,), clear=True)
    home = reading.institution or subject.institution
    question = entry.phrasings[voice.locale.language][0]
    title = to_latin(entry.title.authored(voice.locale.language))
    found = _best(
        match
        for asked in (question, title)
        for match in matcher.find(f"{text} {asked}", reading, home)
        if match.entry.id != entry.id and match.entry.kind is not Kind.OVERVIEW
    )
    if found and (matcher.is_clear(found) or _stands_out(found)):
        return Followed(found, clear=True)
    within = _within(text, reading, subject, matcher, voice)
    if within and _is_sure(within, matcher):
        return Followed(within, clear=True)
    offered = _worth_offering(found, matcher)
    if offered:
        return Followed(offered, clear=False)
    return _of_the_same(text, reading, subject, matcher, voice, goes_on=True)


def _of_the_same(
    text: str,
    reading: Understanding,
    subject: Subject,
    matcher: Matcher,
    voice: Voice,
    *,
    goes_on: bool,
) -> Followed | None:
    """Another question about the matter of the last answer."""
    anybody = matcher.candidates(text, reading, reading.institution)
    # "How much?" after an answer about traineeships is no question about all that there is.
    broad = bool(anybody) and anybody[0].entry.kind is Kind.OVERVIEW
    sure = bool(anybody) and not broad and _is_sure(anybody, matcher)
    if sure and not goes_on:
        return None
    home = reading.institution or subject.institution
    alone = matcher.find(text, reading, home, limit=policy.MEANT)
    if subject.entry is not None:
        alone = tuple(match for match in alone if match.entry.kind is not Kind.OVERVIEW)
    pointing = not _POINTING.isdisjoint(reading.words)
    least = policy.LEAST_POINTING if pointing else 0.0
    meant = {match.entry.id for match in alone if match.score >= least}
    within = tuple(
        match
        for match in _within(text, reading, subject, matcher, voice)
        if match.entry.id in meant
    )
    surer = not sure or (bool(within) and within[0].score >= policy.NEARLY * anybody[0].score)
    if within and surer and _is_sure(within, matcher):
        return Followed(within, clear=True)
    if alone and matcher.is_clear(alone) and not _changes(alone[0], subject, matcher):
        return Followed(alone, clear=True)
    own = not anybody or not of_others(anybody[0], reading, subject.institution)
    if not goes_on or (sure and own):
        return None
    offered = _worth_offering(_best((*within, *alone)), matcher)
    return Followed(offered, clear=False) if offered else None


def _worth_offering(found: Sequence[Match], matcher: Matcher) -> tuple[Match, ...]:
    least = matcher.knowledge.thresholds.suggest
    worth = (match for match in found if match.score >= least and match.entry.kind is not Kind.TALK)
    return tuple(worth)[: policy.CANDIDATES]


def _stands_out(found: Sequence[Match]) -> bool:
    """Whether the first is far ahead, where the answer that was told took most of the scores."""
    next_score = found[1].score if len(found) > 1 else 0.0
    return found[0].score >= max(policy.LEAST_OF_THE_REST, policy.FAR_AHEAD * next_score)


def _within(
    text: str, reading: Understanding, subject: Subject, matcher: Matcher, voice: Voice
) -> tuple[Match, ...]:
    """The other entries nearest to a message with the matter's name beside it, where it has one."""
    words = subject.words(voice)
    if not words:
        return ()
    home = reading.institution or subject.institution
    found = matcher.find(f"{text} {words}", reading, home)
    return tuple(
        match
        for match in found
        if match.entry != subject.entry and match.entry.kind is not Kind.OVERVIEW
    )


def nearest(
    text: str, reading: Understanding, session: Session, matcher: Matcher, voice: Voice
) -> tuple[Match, ...]:
    """Return the entries that a short question of a conversation may mean, best first.

    Those found with the matter of the last answer come first; without one, those of the
    institution the conversation is about.
    """
    subject = subject_of(session, matcher.knowledge)
    of_the_subject = None if subject is None else subject.institution
    home = reading.institution or of_the_subject or session.institution
    alone = matcher.find(text, reading, home, limit=policy.MEANT)
    matter: str | None = None
    within: tuple[Match, ...] = ()
    if subject is not None and not reading.programmes:
        matter = subject.matter
        meant = {match.entry.id for match in alone if match.score >= policy.LEAST_POINTING}
        within = tuple(
            match
            for match in _within(text, reading, subject, matcher, voice)
            if match.entry.id in meant
        )
    for found in (within, alone):
        worth = tuple(
            match
            for match in _worth_offering(found, matcher)
            if not of_others(match, reading, home)
            and matter in (None, matter_of(match.entry, matcher.knowledge) or matter)
        )
        if worth:
            return worth
    return ()


def _is_sure(found: Sequence[Match], matcher: Matcher) -> bool:
    return found[0].score >= policy.FOLLOW_UP_SURE and matcher.is_clear(found)


def _changes(match: Match, subject: Subject, matcher: Matcher) -> bool:
    """Whether an answer is about another matter than the last one, without being quite sure."""
    matter = matter_of(match.entry, matcher.knowledge)
    others = None not in (matter, subject.matter) and matter != subject.matter
    return others and match.score < policy.FOLLOW_UP_SURE


def _sibling(reading: Understanding, subject: Subject, matcher: Matcher) -> Match | None:
    """The answer of the institution named to the question that another one's entry answered."""
    entry = subject.entry
    if entry is None or entry.same_question is None or reading.institution is None:
        return None
    same = (
        one
        for one in matcher.knowledge.entries.values()
        if one.same_question == entry.same_question and one.institution == reading.institution
    )
    found = next(same, None)
    return None if found is None else Match(found, 1.0)


def _best(found: Iterable[Match]) -> tuple[Match, ...]:
    """Return the entries, each with its best score, best first."""
    best: dict[str, Match] = {}
    for match in found:
        known = best.get(match.entry.id)
        if known is None or match.score > known.score:
            best[match.entry.id] = match
    ranked: Sequence[Match] = sorted(best.values(), key=lambda match: -match.score)
    return tuple(ranked)


def subject_of(session: Session, knowledge: Knowledge) -> Subject | None:
    """Return what the last answer was about.

    Or all that was offered; None where it was no one matter.
    """
    last, interview = session.last, session.interview
    if last.computed and interview is not None:
        programme = interview.answers.get("programme")
        institution = "asss" if interview.tool in _OF_THE_ACADEMY else "ub"
        return Subject(None, None if programme is None else _matter(str(programme)), institution)
    if last.suggested:
        offered = [knowledge.entries[one] for one in last.entries if one in knowledge.entries]
        return _of_all(offered, knowledge)
    entry = knowledge.entries.get(next(iter(last.entries), ""))
    if entry is None:
        return None
    return Subject(entry, matter_of(entry, knowledge), _told_by(entry))


def _of_all(entries: Sequence[Entry], knowledge: Knowledge) -> Subject | None:
    """Return what candidates are about, where all are about the same kind of mobility."""
    matters = {matter_of(entry, knowledge) for entry in entries}
    institutions = {_told_by(entry) for entry in entries}
    if len(matters) != 1 or None in matters or len(institutions) != 1:
        return None
    return Subject(None, matters.pop(), institutions.pop())


def _told_by(entry: Entry) -> str | None:
    return None if entry.institution == "any" else entry.institution.value


def matter_of(entry: Entry, knowledge: Knowledge) -> str | None:
    """Return the kind of mobility an entry is about.

    Its own, or that of most entries of its file.
    """
    if entry.programme is not None:
        return _matter(entry.programme)
    matters = [
        None if one.programme is None else _matter(one.programme) for one in knowledge.beside(entry)
    ]
    matter, number = Counter(matters).most_common(1)[0]
    return matter if number * 2 > len(matters) else None


def _matter(programme: str) -> str:
    return STAFF if programme in STAFF_STAYS else programme


def chosen(text: str, last: Last, titles: Mapping[str, str]) -> str | None:
    """The suggested entry that a typed number or title chooses, if the last reply suggested any."""
    if not last.suggested:
        return None
    words = text.strip().rstrip(".)")
    if words.isdecimal() and 1 <= int(words) <= len(last.entries):
        return last.entries[int(words) - 1]
    for entry in last.entries:
        if words.casefold() == titles[entry].casefold():
            return entry
    return None
