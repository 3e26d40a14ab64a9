"""Everything that is read and learned before a question can be answered, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.aspects import AspectTables
from knowledge.checklist import Checklist
from knowledge.entry import Entry, Source
from knowledge.finder import Finder
from knowledge.in_context import FollowUpTables
from knowledge.language import LanguageOdds
from knowledge.said import SaidTables
from knowledge.subject_odds import SubjectOdds
from knowledge.theme import Theme
from knowledge.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Content:
    """What the knowledge consists of.

    Attributes:
        entries: by id, in the order of the files' names and of the entries in them.
        sources: every `document/section` by id.
        thresholds: where answering and suggesting begin.
        checklists: by id.
        themes: by file.
        own_words: of each entry that can be told by them, words of which a question needs one.
        languages: what tells Serbian from English.
        follow_ups: how people ask on, taken apart.
        aspects: what can be asked of anything, and which entries are about it.
        said: what entries are asked for, taken apart.
        subject: what tells mobility from other subjects.
        finder: what finds entries.
        key: names the content of all files that it was read from; empty where it was not kept.
    """

    entries: Mapping[str, Entry]
    sources: Mapping[str, Source]
    thresholds: Thresholds
    checklists: Mapping[str, Checklist]
    themes: Mapping[str, Theme]
    own_words: Mapping[str, list[str]]
    languages: LanguageOdds
    follow_ups: FollowUpTables
    aspects: AspectTables
    said: SaidTables
    subject: SubjectOdds
    finder: Finder
    key: str = ""
