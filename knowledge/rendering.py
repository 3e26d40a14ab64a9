"""An entry put into words for a reader: figures in their form, script derived, sources named."""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge import markup
from knowledge.entry import Document, Entry, Source
from knowledge.figures import Figure, Figures, form_of
from locales import Locale, Text, format_value, render, to_latin

STALE_AFTER_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Rendered:
    """An entry as one reader sees it.

    Attributes:
        title: what a button shows; plain text.
        html: the answer as Telegram HTML; where something in it may be out of date, the note about
            that is its last paragraph.
        sources: ids of the sources, those of figures from outside the three texts included.
        source_line: the sources in words, as Telegram HTML; empty for an entry without sources.
        stale: a figure or a source was last checked too long ago, or has run out.
    """

    title: str
    html: str
    sources: tuple[str, ...]
    source_line: str
    stale: bool


def render_entry(
    entry: Entry, locale: Locale, *, figures: Figures, sources: Mapping[str, Source], on: date
) -> Rendered:
    """The entry in a reader's language and script, as things stand on a day.

    Raises:
        KeyError: when the answer names a parameter that does not exist.
        FormError: when a placeholder's form does not suit its parameter.
    """
    answer = markup.parse(entry.answer.authored(locale.language))
    used = [_in_force(figures, placeholder.name, on) for placeholder in answer.placeholders]
    body = _body(answer, locale, figures, on)
    named = _named_sources(entry, (figure.reference for figure in used if figure.outside), sources)
    checked = [figure.checked_on for figure in used if figure.stale(on)]
    checked += [
        source.document.checked_on
        for source in named
        if months_between(source.document.checked_on, on) >= STALE_AFTER_MONTHS
    ]
    if checked:
        note = Text("knowledge.stale", {"checked_on": min(checked)})
        body += f"\n\n<i>{render(note, locale, markup=True)}</i>"
    return Rendered(
        title=entry.title.plain(locale),
        html=body,
        sources=tuple(source.id for source in named),
        source_line=source_line(named, locale),
        stale=bool(checked),
    )


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another; negative when `later` comes first."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


def _body(answer: markup.Parsed, locale: Locale, figures: Figures, on: date) -> str:
    parts: list[str] = []
    for piece in answer.pieces:
        match piece:
            case markup.Words(text):
                parts.append(to_latin(text) if locale is Locale.SR_LATN else text)
            case markup.Tag(raw):
                parts.append(raw)
            case markup.Placeholder(name, form):
                value = form_of(_in_force(figures, name, on), form)
                written = format_value(value, locale, markup=True)
                # A figure may be words of a source: a gazette's name, an address.
                parts.append(to_latin(written) if locale is Locale.SR_LATN else written)
    return "".join(parts).strip()


def _in_force(figures: Figures, name: str, on: date) -> Figure:
    """The parameter on a day; before its first day the newest: an answer never fails for a date."""
    try:
        return figures.parameter(name, on=on)
    except LookupError:
        return figures.parameter(name)


def _named_sources(
    entry: Entry, references: Iterable[str], sources: Mapping[str, Source]
) -> tuple[Source, ...]:
    ids = dict.fromkeys([*entry.sources, *references])
    return tuple(sources[name] for name in ids if name in sources)


def source_line(sources: Sequence[Source], locale: Locale) -> str:
    """The sources in words: institution, document with its link, sections."""
    if not sources:
        return ""
    by_document: dict[str, list[Source]] = {}
    for source in sources:
        by_document.setdefault(source.document.id, []).append(source)
    lines = [_document_line(parts[0].document, parts, locale) for parts in by_document.values()]
    opening = render(Text("knowledge.source.opening", count=len(lines)), locale)
    return f"{opening} " + "; ".join(lines)


def _document_line(document: Document, sources: Sequence[Source], locale: Locale) -> str:
    title = html.escape(document.title.plain(locale), quote=False)
    if document.link:
        title = f'<a href="{html.escape(document.link)}">{title}</a>'
    whose = render(Text(f"knowledge.institution.{document.institution}"), locale, markup=True)
    sections = ", ".join(
        html.escape(source.section.plain(locale), quote=False) for source in sources
    )
    return f"{whose} · {title} · {sections}"
