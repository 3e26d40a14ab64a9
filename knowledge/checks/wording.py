"""Answers as they will be shown: valid markup, within Telegram's limits, short for a phone."""

import html
import re
from collections.abc import Iterator

from knowledge.checks.subject import LANGUAGES, Subject, locales_of
from knowledge.entry import Entry, EntryKind
from knowledge.figures import FormError
from knowledge.problem import Problem
from knowledge.rendering import Rendered, render_entry
from knowledge.units import short_first, units_of

# Bot API, sendMessage: characters after entities are parsed, counted in UTF-16.
TELEGRAM_LIMIT = 4096
COMFORTABLE_ANSWER = 600
COMFORTABLE_OVERVIEW = 700
COMFORTABLE_TITLE = 40
# What a notification and the list of chats show of a message.
COMFORTABLE_FIRST_LINE = 80
_TAG = re.compile(r"<[^<>]+>")
_EMPTY = re.compile(r"<([bi])>\s*</\1>")
_SOURCE_TYPED = re.compile(r"^(source|sources|извор|извори)\s*:", re.IGNORECASE | re.MULTILINE)


def check(subject: Subject) -> Iterator[Problem]:
    """Yield faults of markup, and texts that are too long."""
    for entry in subject.looked_at:
        for language in LANGUAGES:
            yield from _markup(subject, entry, language)
            yield from _lengths(subject, entry, language)
        yield from _title(subject, entry)


def shown_length(text: str) -> int:
    """Count a message as Telegram does: tags gone, entities one character, in UTF-16 units."""
    return len(html.unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2


def _markup(subject: Subject, entry: Entry, language: str) -> Iterator[Problem]:
    for part, parsed in subject.parts(entry, language):
        for fault in parsed.faults:
            yield subject.problem(entry, fault.message, *part, below=fault.line)
    for part, text in entry.texts(language):
        for empty in _EMPTY.finditer(text):
            below = text[: empty.start()].count("\n")
            message = f"{empty.group()} holds nothing; write what it shows, or take it out"
            yield subject.problem(entry, message, *part, below=below)
    typed = _SOURCE_TYPED.search(entry.answer.authored(language))
    if typed:
        below = entry.answer.authored(language)[: typed.start()].count("\n")
        message = "the source line is added when the answer is shown; name it under sources:"
        yield subject.problem(entry, message, "answer", language, below=below)


def _lengths(subject: Subject, entry: Entry, language: str) -> Iterator[Problem]:
    sources = subject.collection.sources
    longest = first_line = 0
    leads = dict[int, int]()
    for locale in locales_of(language):
        try:
            shown = render_entry(
                entry,
                locale,
                figures=subject.figures,
                sources=sources,
                entries=subject.collection.entries,
                on=subject.on,
            )
        except (LookupError, FormError):
            return  # told by the check of references
        whole = shown_length(f"{shown.html}\n\n{shown.source_line}")
        longest = max(longest, shown_length(shown.html))
        first_line = max(first_line, shown_length(shown.html.partition("\n")[0]))
        for number, length in _leading(shown):
            leads[number] = max(leads.get(number, 0), length)
        if whole > TELEGRAM_LIMIT:
            message = (
                f"the answer is {whole} characters long as shown in {locale.tag}; "
                f"Telegram takes {TELEGRAM_LIMIT}; shorten it, or make two entries of it"
            )
            yield subject.problem(entry, message, "answer", language)
            return
    most = COMFORTABLE_OVERVIEW if entry.kind is EntryKind.OVERVIEW else COMFORTABLE_ANSWER
    if longest > most:
        message = (
            f"the {language} answer is {longest} characters long; for a phone keep it under {most}"
        )
        yield subject.problem(entry, message, "answer", language, error=False)
    if first_line > COMFORTABLE_FIRST_LINE:
        message = (
            f"the {language} first line is {first_line} characters long; a phone shows it alone: "
            f"answer within {COMFORTABLE_FIRST_LINE}"
        )
        yield subject.problem(entry, message, "answer", language, error=False)
    for number, length in leads.items():
        if length > COMFORTABLE_FIRST_LINE:
            message = (
                f"as a first line this {language} sentence is {length} characters long; "
                f"give a lead: whose first sentence has at most {COMFORTABLE_FIRST_LINE}"
            )
            yield subject.problem(entry, message, "leads", number, error=False)


def _leading(shown: Rendered) -> Iterator[tuple[int, int]]:
    """Yield each lead's number and how long its first line is where it stands first."""
    units = units_of(shown.html)
    for number, (starts, form) in enumerate(shown.leads):
        begun = _TAG.sub("", starts)
        for unit in units:
            if _TAG.sub("", unit.html).startswith(begun):
                line = unit.leading(form, alone=bool(shown.lines)).partition("\n")[0]
                first = short_first(line, COMFORTABLE_FIRST_LINE).partition("\n")[0]
                yield number, shown_length(first)
                break


def _title(subject: Subject, entry: Entry) -> Iterator[Problem]:
    for language in LANGUAGES:
        title = max((entry.title.plain(locale) for locale in locales_of(language)), key=len)
        if len(title) > COMFORTABLE_TITLE:
            message = (
                f"the {language} title is {len(title)} characters long and will be cut on a "
                f"button; keep it within {COMFORTABLE_TITLE}"
            )
            yield subject.problem(entry, message, "title", language, error=False)
        if "<" in title or "{" in title:
            message = "a title is plain text, without markup and placeholders"
            yield subject.problem(entry, message, "title", language)
