"""The knowledge as the conversation uses it: rendered, found, and its language told."""

import html
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge import snapshot
from knowledge.aspects import Aspects
from knowledge.conditions import hold
from knowledge.content import Content
from knowledge.entry import Entry, EntryKind
from knowledge.figures import Figures
from knowledge.finder import LogOdds, Prior
from knowledge.in_context import FollowUps
from knowledge.language import LanguageGuess, LanguageGuesser, function_words
from knowledge.own_words import OwnWords
from knowledge.parts import FOLDER
from knowledge.rendering import Rendered, in_order, render_entry, source_line
from knowledge.said import Sayings
from knowledge.second_opinion import Ranker, SecondOpinion, gaps_of
from knowledge.subject_odds import SubjectWords
from knowledge.theme import Theme, ThemeWords
from locales import Locale
from rules.institutions import ANY, registry
from rules.strict_yaml import StrictYamlError

# What was spoken of last in running conversations; more is not remembered.
_MOST_CHOICES = 512
# The words of a message speak for an entry from so many standard deviations above the average one
# on, and unless they speak for none of the entries by more log-odds; or where people ask on alike.
_LEAST_SUPPORT, _LEAST_MARGIN, _LIKE_A_FOLLOW_UP = 1.2, -2.0, 0.6
# Behind a case, with no entry told, a follow-up counts from here on.
_NEARLY_SAME = 0.75
# What that says against an entry, as log-odds.
_NOTHING_SPEAKS_FOR_IT = -5.0


class Match(NamedTuple):
    """An entry that may be what was asked, and the share of such matches that are right."""

    entry: Entry
    score: float


class Knowledge:
    """All entries with what is needed to show and to find them. Made by `load_knowledge`."""

    def __init__(
        self, content: Content, figures: Figures, second_opinion: SecondOpinion | None = None
    ) -> None:
        """Answer from what was read and learned.

        Args:
            content: what was read and learned.
            figures: where the numbers in answers come from.
            second_opinion: who is asked where the finder is not sure; nobody when None.
        """
        self.key = content.key
        self.entries = entries = content.entries
        self.checklists, self.themes = content.checklists, content.themes
        self.sources, self.thresholds = content.sources, content.thresholds
        self._theme_words = ThemeWords(self.themes.values())
        self._figures = figures
        self._finder = finder = content.finder
        self._own_words = OwnWords(content.own_words, entries.values(), finder)
        # Who is asked where words alone are not sure; None: nobody.
        self.second_opinion = None if second_opinion is None else second_opinion.name
        # Where each entry stands among the labels that the finder gives log-odds for.
        self.places = {label: place for place, label in enumerate(finder.labels)}
        self.aspects = Aspects(content.aspects, finder, entries)
        self._places_of = lru_cache(_MOST_CHOICES)(self._find_places)
        self._spoken_for = lru_cache(16)(self._find_spoken_for)
        self._follow_ups = FollowUps(finder, entries.values(), content.follow_ups)
        self.subject = SubjectWords(content.subject, finder)
        self._ranker = Ranker(finder, self.thresholds, second_opinion, gaps_of(entries.values()))
        # One day's answers as they were asked for: putting them into words takes long.
        self._rendered: dict[tuple[int, Locale, tuple[int, ...]], Rendered] = {}
        self._rendered_on: date | None = None
        self._told_by = {
            institution: frozenset(
                entry.id for entry in entries.values() if entry.institution in (institution, ANY)
            )
            for institution in (*registry().ids, ANY)
        }
        self._of_file: dict[Path, list[Entry]] = defaultdict(list)
        for entry in entries.values():
            self._of_file[entry.file].append(entry)
        self._named_by: dict[str, list[str]] = defaultdict(list)
        for entry in entries.values():
            for name in entry.related:
                self._named_by[name].append(entry.id)
        small = function_words()
        self._small_words = small["serbian"] | small["english"]
        self.sayings = Sayings(finder, self.aspects, entries, content.said)
        # Asked of a message more than once.
        self._guess = lru_cache(16)(LanguageGuesser(content.languages).guess)

    def beside(self, entry: Entry) -> Sequence[Entry]:
        """Return the entries of the same topic.

        Those that stand in one file with it, itself included.
        """
        return self._of_file[entry.file]

    def near(self, entry: Entry) -> tuple[str, ...]:
        """Return the ids of the entries that people ask for next, itself first.

        Those of its file, those that it names as related, and those that name it; no small talk.
        """
        names = [entry.id, *(one.id for one in self.beside(entry)), *entry.related]
        names += self._named_by[entry.id]
        return tuple(
            name for name in dict.fromkeys(names) if self.entries[name].kind is not EntryKind.TALK
        )

    def render(
        self,
        entry: Entry,
        locale: Locale,
        *,
        on: date,
        case: Mapping[str, object] | None = None,
    ) -> Rendered:
        """Return the entry in a reader's language and script, as things stand on a day.

        Of an overview (`entry.lines` is not empty) the lines of the person whose `case` it is come
        first. Show `html` as of any answer, and under it a button for each of `lines`: with `entry`
        one that shows that entry, with `tool` one that opens the tool, with `programme` chosen.
        """
        if self._rendered_on != on:
            self._rendered_on, self._rendered = on, {}
        # Lines hold mappings, which are no keys.
        order = tuple(map(id, in_order(entry.lines, case or {})))
        key = (id(entry), locale, order)
        rendered = self._rendered.get(key)
        if rendered is None:
            rendered = render_entry(
                entry,
                locale,
                figures=self._figures,
                sources=self.sources,
                entries=self.entries,
                on=on,
                case=case,
            )
            if self.entries.get(entry.id) is entry:
                self._rendered[key] = rendered
        return rendered

    def holds_for(
        self, entry: Entry, case: Mapping[str, object], *, on: date | None = None
    ) -> bool | None:
        """Return whether an entry's answer holds for a case.

        True: everything that it declares is known and fits, or it declares nothing. False:
        something that was told does not fit, so the entry must not be told. None: something that
        it declares is not known; then it may be told only where the question itself is about that.
        """
        if not entry.conditions:
            return True
        return hold(entry.conditions, case, self._figures.at(entry.institution), on)

    def has_own_words(self, entry: Entry, text: str) -> bool:
        """Return whether a question holds a word that a narrow entry needs, so that it may be told.

        True where nothing is demanded of the question: of overviews, of small talk, and where the
        phrasings do not tell an entry by single words.
        """
        return self._own_words.are_in(text, entry)

    def speaks_for(self, text: str, entry: Entry) -> bool:
        """Return whether the words of a message speak for an entry at all, whatever surrounds them.

        Measured in docs/decisions/0019.
        """
        return bool(self._spoken_for(text)[self.places[entry.id]])

    def likeness_to_follow_ups(self, text: str, entry: Entry) -> float:
        """Return how like a message is to the likest of the follow-ups that an entry lists."""
        return float(self._follow_ups.likeness(text, (entry.id,))[0])

    def against_unspoken(self, text: str) -> LogOdds:
        """Return what speaks against the entries that no word of a message speaks for."""
        return np.where(self._spoken_for(text), 0.0, _NOTHING_SPEAKS_FOR_IT)

    def _find_spoken_for(self, text: str) -> npt.NDArray[np.bool_]:
        above, margin = self._finder.support(text)
        spoken: npt.NDArray[np.bool_] = (above >= _LEAST_SUPPORT) & (margin >= _LEAST_MARGIN)
        names = tuple(self.entries)
        alike = self._follow_ups.likeness(text, names) >= _LIKE_A_FOLLOW_UP
        spoken[self._places_of(names)] |= alike
        # Of none of the entries nothing need speak.
        spoken[[place for label, place in self.places.items() if label not in self.entries]] = True
        return spoken

    def own_words(self, entry: Entry) -> tuple[str, ...]:
        """Return the words of which a question must hold one, for an editor.

        None: nothing is demanded.
        """
        return self._own_words.of(entry)

    def source_line(self, ids: Iterable[str], locale: Locale) -> str:
        """Return the sources of something computed, in words, as Telegram HTML."""
        return source_line([self.sources[name] for name in ids], locale)

    def source_label(self, name: str, locale: Locale) -> str:
        """Return one source in a few words, as Telegram HTML: the document and its section."""
        source = self.sources[name]
        parts = (source.document.title.plain(locale), source.section.plain(locale))
        return html.escape(" · ".join(parts), quote=False)

    def find(
        self,
        text: str,
        institution: str | None = None,
        limit: int = 10,
        *,
        prior: Prior | None = None,
        near: tuple[str, ...] = (),
        likeness: float = 0.0,
        alike: tuple[str, ...] = (),
        asked: LogOdds | None = None,
    ) -> tuple[Match, ...]:
        """Return the entries that the text may ask for, best first.

        With an institution named, entries that tell another one's rules are left out. A prior says
        what is known before the text is read, as in a running conversation; to the log-odds of the
        entries `near` to what was spoken of, a follow-up of the same words adds `likeness`; to
        those of `alike` only one that is nearly the same. What else speaks for each label is
        `asked`, as log-odds.
        """
        among = None if institution is None else self._told_by[institution]
        evidence = None
        if near or alike:
            evidence = np.zeros(len(self.places))
            same = self._follow_ups.likeness(text, alike)
            evidence[self._places_of(alike)] = likeness * np.where(same >= _NEARLY_SAME, same, 0.0)
            evidence[self._places_of(near)] = likeness * self._follow_ups.likeness(text, near)
        if asked is not None:
            evidence = asked if evidence is None else evidence + asked
        ranked = self._ranker.rank(text, among, limit=limit, prior=prior, evidence=evidence)
        entries = self.entries
        return tuple([Match(entries[label], score) for label, score in ranked])

    def _find_places(self, names: Iterable[str]) -> npt.NDArray[np.intp]:
        return np.array([self.places[name] for name in names], np.intp)

    def in_context(self, text: str, among: Collection[str]) -> tuple[Match, ...]:
        """Return the entries that a short message may ask for once the matter is known, best first.

        For what people ask on in a few words: "all of it?", "celu sumu?". All of `among` are
        returned, each with the probability that it is meant, 0 to 1; those of all of them and of
        "none of these" add up to one, so from a half on the best may be told.

        Args:
            text: the message.
            among: ids of the entries near to what was spoken of, ten to sixty.

        Raises:
            KeyError: where there is no entry of such an id.
        """
        ranked = self._follow_ups.rank(text, among)
        return tuple(Match(self.entries[label], score) for label, score in ranked)

    def theme_asked(self, text: str) -> Theme | None:
        """Return the theme that a message names without asking anything of it.

        None for a question.
        """
        return self._theme_words.theme_asked(text)

    def knows_word(self, folded: str) -> bool:
        """Tell whether this very word stands in the examples, the lexicon or among the small words.

        Another form of such a word is not known: the stems of many surnames are those of words.
        """
        return folded in self._small_words or self._finder.knows_word(folded)

    def is_common_word(self, folded: str) -> bool:
        """Return whether this very word is of the kind that most questions are made of."""
        return folded in self._small_words or self._finder.is_common_word(folded)

    def guess_language(self, text: str) -> LanguageGuess:
        """Return the written form of a message."""
        return self._guess(text)


def load_knowledge(
    figures: Figures, folder: Path = FOLDER, second_opinion: SecondOpinion | None = None
) -> Knowledge:
    """Read the knowledge, ready to answer.

    Args:
        figures: the rulebook, where the numbers in answers come from.
        folder: holds `institutions/` with a folder of each, and what they share.
        second_opinion: who is asked where the finder is not sure; nobody when None.

    Raises:
        KnowledgeError: with every problem in the files, each with its file and line.
    """
    return Knowledge(_content(folder), figures, second_opinion)


def _content(folder: Path) -> Content:
    """Return what was kept of the last start where nothing has changed, else read it anew."""
    if folder != FOLDER:
        return _build(folder)
    try:
        key = snapshot.key_of(folder)
    except (OSError, StrictYamlError):  # told with its place when it is read
        return _build(folder)
    content = snapshot.read(key)
    if content is None:
        content = _build(folder)
        snapshot.keep(key, content)
    return replace(content, key=key)


def _build(folder: Path) -> Content:
    """Read everything anew. What only that needs is imported only then."""
    content: Content = import_module("knowledge.building").build(folder)
    return content
