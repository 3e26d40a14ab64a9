"""What can be answered: entries in YAML, and the reading, checking, finding and showing of them."""

from knowledge.checklist import PHASES, Checklist
from knowledge.entry import (
    Document,
    Entry,
    EntryKind,
    OverviewLine,
    Source,
    Tool,
)
from knowledge.finder import LogOdds, Prior
from knowledge.knowledge import Knowledge, Match, load_knowledge
from knowledge.language import LanguageGuess
from knowledge.own_index import OwnIndex
from knowledge.problem import KnowledgeError, Problem
from knowledge.rendering import Rendered, RenderedLine
from knowledge.said import Sayings
from knowledge.theme import Theme, theme_file
from knowledge.thresholds import Thresholds

__all__ = [
    "PHASES",
    "Checklist",
    "Document",
    "Entry",
    "EntryKind",
    "Knowledge",
    "KnowledgeError",
    "LanguageGuess",
    "LogOdds",
    "Match",
    "OverviewLine",
    "OwnIndex",
    "Prior",
    "Problem",
    "Rendered",
    "RenderedLine",
    "Sayings",
    "Source",
    "Theme",
    "Thresholds",
    "Tool",
    "load_knowledge",
    "theme_file",
]
