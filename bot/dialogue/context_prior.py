"""What the conversation says of an entry before the words of a message are looked at.

P(entry | message, conversation) is taken as P(entry | message) times a prior of a few factors, each
measured (docs/decisions/0010): the same kind of mobility, the same theme, worth reading after the
entry told, the same institution, the same side. The stronger the bond of the message with what was
said before, the more the prior counts.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.dialogue import policy
from bot.dialogue.bond import Bond
from bot.dialogue.context import Context
from bot.dialogue.matters import STAFF_MATTER, Matters
from bot.messages.voice import Voice
from knowledge import Entry, EntryKind, Knowledge, Prior, theme_file
from locales import Locale, to_latin

# Files whose entries have little in common but their kind.
_MIXED = ("gaps/", "talk/", "ub/overviews", "ub/general")
_MOST = 512


class ContextPrior:
    """Makes the priors of conversations, and remembers those of late."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.matters = Matters(knowledge)
        self._near: dict[tuple[object, ...], dict[str, float]] = {}
        self._made: dict[tuple[object, ...], Prior | None] = {}
        self._alike, self._same_question = self._grouped(), _by_question(knowledge.entries)

    def of(self, context: Context, locale: Locale) -> Prior | None:
        """Return the prior of a message; None where the conversation says nothing."""
        focus = context.focus
        key = (
            (focus.entries, focus.told, focus.institution, context.bond, context.matter),
            (context.institution, context.is_of_staff, context.is_of_students),
            (context.is_before_the_doctorate, context.asks_again),
            locale,
        )
        if key not in self._made:
            if len(self._made) >= _MOST:
                self._made.clear()
            self._made[key] = self._make(context, locale)
        return self._made[key]

    def is_of_the_topic(self, entry: Entry, context: Context) -> bool:
        """Return whether the conversation is about what an entry answers; no word need say it."""
        if context.bond is not Bond.CLOSE:
            return False
        if context.asks_again:
            return True
        matter = self.matters.of(entry)
        if matter is not None and matter == context.matter:
            return True
        first = self._first(context)
        return first is not None and (entry.id in _leads_to(first) or _same_theme(entry, first))

    def near(self, context: Context) -> dict[str, float]:
        """Return the entries that people ask for next, with how much their follow-ups count.

        None where a message names somebody or something else: then the same is asked of that.
        """
        strength = policy.FOLLOW_UP_LIKENESS[context.bond]
        moved = context.matter not in (None, context.focus.matter)
        if not strength or moved or context.asks_again:
            return {}
        key = (context.focus.entries, context.matter, context.bond)
        if key not in self._near:
            if len(self._near) >= _MOST:
                self._near.clear()
            known = self._knowledge.entries
            names = [
                name
                for one in context.focus.entries
                if one in known
                for name in (*self._knowledge.near(known[one]), *_leads_to(known[one]))
            ]
            if context.matter is not None:
                names += [
                    name
                    for name, entry in known.items()
                    if self.matters.of(entry) == context.matter and entry.kind is not EntryKind.TALK
                ]
            self._near[key] = dict.fromkeys(names, strength)
        return self._near[key]

    def _first(self, context: Context) -> Entry | None:
        entries = context.focus.entries
        return self._knowledge.entries.get(entries[0]) if entries else None

    def _grouped(self) -> Sequence[Sequence[Entry]]:
        """Put entries together that the conversation says the same of, unless it names one."""
        groups: defaultdict[tuple[object, ...], list[Entry]] = defaultdict(list)
        for entry in self._knowledge.entries.values():
            topic = (self.matters.of(entry), _theme(entry))
            groups[topic, entry.kind, entry.institution, entry.programme].append(entry)
        return list(groups.values())

    def log_odds(self, context: Context) -> dict[str, float]:
        """Return what the conversation says of each entry, where it says anything."""
        first = self._first(context)
        named = set(context.focus.entries)
        if first is not None:
            named.update(_leads_to(first), self._same_question.get(first.same_question, ()))
        found: dict[str, float] = {}
        for alike in self._alike:
            others = [entry for entry in alike if entry.id not in named]
            if others and (added := self.of_entry(others[0], context)):
                found |= {entry.id: added for entry in others}
        entries = self._knowledge.entries
        for name in named & entries.keys():
            if added := self.of_entry(entries[name], context):
                found[name] = added
        return found

    def _make(self, context: Context, locale: Locale) -> Prior | None:
        log_odds = self.log_odds(context)
        if not log_odds:
            return None
        strength = policy.STRENGTH[context.bond]
        again = context.asks_again
        return Prior(
            log_odds,
            outside=strength * policy.OUTSIDE_IN_CONVERSATION,
            like=self._like(context, locale),
            weight=policy.LIKE_QUESTION if again else policy.LIKE_NAME,
            reach=policy.REACH_OF_A_QUESTION if again else policy.REACH_OF_A_NAME,
            own=policy.OWN_WORDS_OF_A_NAME if again else 1.0,
        )

    def of_entry(self, entry: Entry, context: Context) -> float:
        """Return what the conversation says of one entry.

        Unless it names the entry, only by what `_grouped` puts entries together by.
        """
        if entry.kind is EntryKind.TALK:
            return 0.0
        strength = policy.STRENGTH[context.bond]
        return strength * self._of_the_topic(entry, context) + self._of_whose_rule(entry, context)

    def _of_the_topic(self, entry: Entry, context: Context) -> float:
        focus, added = context.focus, 0.0
        matter = self.matters.of(entry)
        if context.matter is not None and matter is not None:
            added += policy.SAME_MATTER if matter == context.matter else policy.OTHER_MATTER
        first = self._first(context)
        if first is not None:
            moved = context.matter not in (None, self.matters.of(first))
            if entry.id in _leads_to(first):
                added += policy.RELATED
            if _same_theme(entry, first) and not moved:
                added += policy.SAME_THEME
            if _answers_the_same(entry, first) and entry.institution == context.institution:
                added += policy.SAME_QUESTION
            if focus.told and entry.id in focus.entries and not context.asks_again:
                added += policy.TOLD_JUST_NOW
        narrow = context.matter is not None or (
            first is not None and first.kind is EntryKind.ANSWER
        )
        if entry.kind is EntryKind.OVERVIEW and narrow:
            added += policy.OVERVIEW_OF_A_TOPIC
        return added

    def _of_whose_rule(self, entry: Entry, context: Context) -> float:
        added = 0.0
        matter = self.matters.of(entry)
        if matter is not None:
            of_staff = matter == STAFF_MATTER
            if (context.is_of_staff and not of_staff) or (context.is_of_students and of_staff):
                added += policy.OTHER_SIDE
        if entry.programme == "short_phd" and context.is_before_the_doctorate:
            added += policy.OTHER_SIDE
        if entry.institution == "any":
            return added
        if context.institution is not None:
            other = entry.institution != context.institution
            return added + (policy.OTHER_INSTITUTION if other else policy.SAME_INSTITUTION)
        told = context.focus.institution
        if told is not None:
            other = entry.institution != told
            if context.goes_on:
                added += policy.NOT_TOLD_OF if other else policy.SAME_INSTITUTION
        return added

    def _like(self, context: Context, locale: Locale) -> str:
        """Return words of the conversation whose evidence counts beside the message's own.

        A message that only names somebody or something else ("a za master?") is read with the
        question answered before; one that asks something else, with the name of what it is about.
        """
        first = self._first(context)
        if context.asks_again and first is not None and context.focus.told:
            return first.phrasings[locale.language][0]
        if context.matter is not None and context.goes_on:
            return Voice(locale).label(f"subject.{context.matter}")
        if context.bond is not Bond.CLOSE or first is None:
            return ""
        return to_latin(first.title.authored(locale.language))


def _by_question(entries: Mapping[str, Entry]) -> Mapping[str | None, Sequence[str]]:
    """Return the entries that answer one question, each for its institution."""
    found: defaultdict[str | None, list[str]] = defaultdict(list)
    for name, entry in entries.items():
        if entry.same_question is not None:
            found[entry.same_question].append(name)
    return found


def _answers_the_same(one: Entry, other: Entry) -> bool:
    """Return whether two institutions answer one question by these entries."""
    same = one.same_question is not None and one.same_question == other.same_question
    return same and one.institution != other.institution


def _leads_to(entry: Entry) -> tuple[str, ...]:
    """Return what is worth reading after an entry: of an overview also what its lines open."""
    return (*entry.related, *(line.entry for line in entry.lines if line.entry is not None))


def _same_theme(one: Entry, other: Entry) -> bool:
    theme = _theme(one)
    return theme is not None and theme == _theme(other)


def _theme(entry: Entry) -> str | None:
    """Return what an entry has in common with others of its file; None where that is little.

    What Kragujevac says to its partners is one theme in several files.
    """
    theme = theme_file(entry)
    if theme.startswith("uk/"):
        return "uk"
    return None if theme.startswith(_MIXED) else theme
