"""What the knowledge consists of: entries, one question each, and the sources they rest on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from knowledge.conditions import EntryCondition
from locales import Bilingual


class EntryKind(StrEnum):
    """What an entry does with the question.

    `ANSWER` answers it, `OVERVIEW` answers a broad question in short lines that lead on, `GAP` says
    that the published rules do not and who knows, `TALK` is small talk.
    """

    ANSWER = "answer"
    OVERVIEW = "overview"
    GAP = "gap"
    TALK = "talk"


class Tool(StrEnum):
    """A computation or interview that an entry offers as its next step."""

    ELIGIBILITY = "eligibility"
    GRANT = "grant"
    DURATION = "duration"
    GRADE = "grade"
    DEADLINES = "deadlines"


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """One line of an overview, and where its button leads: to an entry or to a tool.

    Attributes:
        text: Telegram HTML with placeholders, as in an answer.
        entry: the id of the entry with the detail.
        tool: the tool, where no entry is named.
        programme: the programme that the tool starts with.
        most_for: facts with the values of those whom the line is most about; it comes first for
            them, and last for those who told another value.
    """

    text: Bilingual
    entry: str | None
    tool: Tool | None
    programme: str | None
    most_for: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lead:
    """What of an answer comes first where something narrower than its first line is asked.

    Attributes:
        starts: the first words of the sentence or item of the answer that it is.
        text: how it is told first, where the sentence cannot stand alone.
        aspects: of `aspects.yaml`, which ask for it.
        words: words that ask for it, Serbian and English as in the lexicon.
    """

    starts: Bilingual
    text: Bilingual | None
    aspects: tuple[str, ...]
    words: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One question that people have, and what is said to it.

    Attributes:
        id: stable name in kebab-case; buttons and programs use it.
        institution: whose rule it is; `any` for gaps and talk that belong to none.
        kind: answer, overview, gap or talk.
        title: what a button shows.
        phrasings: how people ask, by language (`sr` in either script, `en`).
        answer: Telegram HTML with `{parameter:format}` placeholders; of an overview the opening.
        lines: the lines of an overview; none for other kinds.
        sources: `document/section` ids of `sources.yaml`.
        facts: ids of `facts.yaml` that the answer covers.
        tool: the next step offered, if one fits.
        programme: the programme that the tool starts with.
        same_question: entries of several institutions that answer one question share this word.
        contact: people ask it to reach somebody: the operator's contact is shown under it, if there
            is one.
        conditions: the cases for which the answer holds; nobody else is given it.
        unconditional: it declares that it holds for everybody, though it opens like a verdict.
        needs: words, Serbian and English as in the lexicon, of which a question must hold one
            before the entry is told; no words where nothing is demanded; None where they are
            derived from the phrasings.
        related: ids of entries to read next.
        leads: what comes first where something narrower is asked.
        items_hold: its list names what there is or what is allowed, so that who asks after an item
            of it is told yes.
        follow_ups: how people ask in a few words once the matter has been named, by language.
        examples: more ways of asking, by language, which only the finder learns from.
        file: where the entry stands.
        line: the line at which it begins.
    """

    id: str
    institution: str
    kind: EntryKind
    title: Bilingual
    phrasings: Mapping[str, tuple[str, ...]]
    answer: Bilingual
    lines: tuple[OverviewLine, ...]
    sources: tuple[str, ...]
    facts: tuple[str, ...]
    tool: Tool | None
    programme: str | None
    same_question: str | None
    contact: bool
    conditions: tuple[EntryCondition, ...]
    unconditional: bool
    needs: tuple[tuple[str, ...], tuple[str, ...]] | None
    related: tuple[str, ...]
    leads: tuple[Lead, ...]
    items_hold: bool
    follow_ups: Mapping[str, tuple[str, ...]]
    examples: Mapping[str, tuple[str, ...]]
    file: Path
    line: int

    def texts(self, language: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield what a reader is shown, in pieces.

        The way to each in the entry's file, and its words.
        """
        yield ("answer", language), self.answer.authored(language)
        for number, line in enumerate(self.lines):
            yield ("lines", number, language), line.text.authored(language)
        for number, lead in enumerate(self.leads):
            if lead.text is not None:
                yield ("leads", number, "lead", language), lead.text.authored(language)


@dataclass(frozen=True, slots=True)
class Document:
    """A text that answers rest on.

    Attributes:
        id: the part of a source id before the slash.
        title: its name.
        institution: whose text it is: the id of an institution, or `outside`.
        outside: it is none of the institutions' texts, and every answer says so.
        link: where it was read, if it is on the web.
        checked_on: when it was last compared with the entries.
        sections: names of its sections by id.
    """

    id: str
    title: Bilingual
    institution: str
    outside: bool
    link: str | None
    checked_on: date
    sections: Mapping[str, Bilingual]


@dataclass(frozen=True, slots=True)
class Source:
    """One section of a document, as an entry names it."""

    id: str
    document: Document
    section: Bilingual
