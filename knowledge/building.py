"""From the folder of YAML files to everything that a question is answered with."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path

from knowledge.aspect_files import read_aspects
from knowledge.aspects import Aspects, AspectTables
from knowledge.checklist import Checklist
from knowledge.checklist_files import read_checklists
from knowledge.content import Content
from knowledge.entry import Entry, EntryKind
from knowledge.examples import NO_EXAMPLES
from knowledge.finder.words import split
from knowledge.in_context import FollowUpTables
from knowledge.language import LanguageOdds
from knowledge.load import collect
from knowledge.own_words import own_words
from knowledge.problem import KnowledgeError, Problem
from knowledge.said import SaidTables
from knowledge.subject_odds import SubjectOdds
from knowledge.theme import Theme
from knowledge.theme_files import read_themes
from knowledge.threshold_file import read_thresholds
from knowledge.understanding import about, origin_of, prepare, read_meanings, read_outside


def build(folder: Path) -> Content:
    """Read the files, and learn from them where that was not done ahead of time.

    Args:
        folder: holds `institutions/` with a folder of each, and what they share.

    Raises:
        KnowledgeError: with every problem in the files, each with its file and line.
    """
    collection = collect(folder)
    problems = list(collection.problems)
    meanings = read_meanings(folder / "lexicon.yaml", problems)
    outside = read_outside(folder / "outside.yaml", problems)
    aspects = read_aspects(folder / "aspects.yaml", meanings, problems)
    if not collection.entries and not problems:
        problems.append(
            Problem(folder, 1, "there are no entries; they stand in institutions/*/entries/*.yaml")
        )
    if problems:
        raise KnowledgeError(problems)
    told_outside = [*outside["sr"], *outside["en"]]
    entries = list(collection.entries.values())
    origin = origin_of(entries, meanings, told_outside)
    finder = prepare(entries, meanings, told_outside, wanted=origin)
    # The same texts are taken apart for one purpose after the other.
    words_of = cache(split)
    of_aspects = AspectTables.of(entries, aspects, finder.lexicon, words_of)
    checklists: dict[str, Checklist] = {}
    themes: dict[str, Theme] = {}
    for part in collection.parts:
        checklists |= read_checklists(part / "checklists.yaml", collection.entries)
        themes |= read_themes(part / "themes.yaml", collection.entries)
    return Content(
        # What only the finder learns from has done its work.
        entries={
            name: replace(entry, examples=NO_EXAMPLES) for name, entry in collection.entries.items()
        },
        sources=collection.sources,
        thresholds=read_thresholds(folder / "thresholds.yaml"),
        checklists=checklists,
        themes=themes,
        own_words=own_words(entries, finder.lexicon, origin),
        languages=LanguageOdds.learn(
            (words for entry in entries for words in entry.phrasings["sr"]),
            (words for entry in entries for words in entry.phrasings["en"]),
        ),
        follow_ups=FollowUpTables.of(entries, finder),
        aspects=of_aspects,
        said=SaidTables.of(
            entries, finder, Aspects(of_aspects, finder, collection.entries), words_of
        ),
        subject=SubjectOdds.learn(
            _asked_and_told(entries), told_outside, _talk(entries), finder.lexicon, words_of
        ),
        finder=finder,
    )


def _asked_and_told(entries: list[Entry]) -> Iterator[str]:
    """Yield what people ask about mobility, in a conversation and at its beginning, and answers."""
    yield from (text for text, _ in about(entries))
    for entry in entries:
        if entry.kind is not EntryKind.TALK:
            yield from chain.from_iterable(entry.phrasings.values())
            yield from chain.from_iterable(entry.follow_ups.values())


def _talk(entries: list[Entry]) -> Iterator[str]:
    """Yield how people make small talk."""
    for entry in entries:
        if entry.kind is EntryKind.TALK:
            yield from chain.from_iterable(entry.phrasings.values())
