"""An entry put into words for a reader: figures in their form, script derived, sources named.

An overview is shown as its opening and a line for each thing to know. With a case given, the lines
that are most about this person come first ("a doctoral student sees hers first"), those about other
people last. The whole text is in `Rendered.html`, like every answer's; `Rendered.lines` has the
buttons in the same order, one for each line: `title` is what the button shows where the line leads
to an entry, and where it leads to a tool the caller has the tool's own name.
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge import markup
from knowledge.conditions import matches
from knowledge.entry import Document, Entry, Lead, OverviewLine, Source, Tool
from knowledge.figures import Figures, form_of, in_force
from locales import Bilingual, Locale, Text, format_value, render, to_latin, with_dots_of_years
from rules.institutions import registry
from rules.parameter import stale_from


@dataclass(frozen=True, slots=True)
class RenderedLine:
    """A line of an overview, and its button.

    Attributes:
        html: the line as Telegram HTML, without its bullet.
        entry: the id of the entry that the button shows, if it shows one.
        title: the title of that entry; empty where the button opens a tool.
        tool: the tool that the button opens, if it opens one.
        programme: the programme that the tool starts with.
    """

    html: str
    entry: str | None
    title: str
    tool: Tool | None
    programme: str | None


@dataclass(frozen=True)
class Rendered:
    """An entry as one reader sees it.

    Attributes:
        title: what a button shows; plain text.
        html: the answer as Telegram HTML, with the lines of an overview; where something in it may
            be out of date, the note about that is its last paragraph.
        sources: ids of the sources, those of figures from outside the three texts included.
        source_line: the sources in words, as Telegram HTML; empty for an entry without sources.
        lines: the lines of an overview in the order in which they are shown; else none.
        leads: how each of the entry's leads begins, as plain text, and its leading form as Telegram
            HTML; no form where the sentence itself leads.
        stale: a figure or a source was last checked too long ago, or has run out.
    """

    title: str
    html: str
    sources: tuple[str, ...]
    source_line: str
    lines: tuple[RenderedLine, ...]
    stale: bool
    leads: tuple[tuple[str, str], ...] = ()


def render_entry(
    entry: Entry,
    locale: Locale,
    *,
    figures: Figures,
    sources: Mapping[str, Source],
    entries: Mapping[str, Entry],
    on: date,
    case: Mapping[str, object] | None = None,
) -> Rendered:
    """Return the entry in a reader's language and script, as things stand on a day.

    Args:
        entry: what is shown.
        locale: the reader's language and script.
        figures: the rulebook.
        sources: every source by id.
        entries: all entries by id, for the buttons of an overview.
        on: the day.
        case: what is known of the person, by slot; it orders the lines of an overview.

    Raises:
        KeyError: when the answer names a parameter that does not exist.
        FormError: when a placeholder's form does not suit its parameter.
    """
    # Two institutions may have a number of one name, and each answer tells its own.
    figures = figures.at(entry.institution)
    answer = markup.parse(entry.answer.authored(locale.language))
    lines = in_order(entry.lines, case or {})
    parsed = [markup.parse(line.text.authored(locale.language)) for line in lines]
    used = [
        in_force(figures, placeholder.name, on)
        for part in (answer, *parsed)
        for placeholder in part.placeholders
    ]
    body = _body(answer, locale, figures, on)
    leads = tuple(_lead(lead, locale, figures, on) for lead in entry.leads)
    shown = tuple(
        _shown(line, _body(part, locale, figures, on), locale, entries)
        for line, part in zip(lines, parsed, strict=True)
    )
    if shown:
        body += "\n\n" + "\n".join(f"• {line.html}" for line in shown)
    named = _named_sources(entry, (figure.reference for figure in used if figure.outside), sources)
    checked = [figure.checked_on for figure in used if figure.stale(on)]
    checked += [
        source.document.checked_on
        for source in named
        if on >= stale_from(source.document.checked_on)
    ]
    if checked:
        note = Text("knowledge.stale", {"checked_on": min(checked)})
        body += f"\n\n<i>{render(note, locale, markup=True)}</i>"
    return Rendered(
        title=entry.title.plain(locale),
        html=body,
        sources=tuple(source.id for source in named),
        source_line=source_line(named, locale),
        lines=shown,
        stale=bool(checked),
        leads=leads,
    )


def _lead(lead: Lead, locale: Locale, figures: Figures, on: date) -> tuple[str, str]:
    """Return how a lead begins where it stands, and its leading form."""

    def body(words: Bilingual) -> str:
        return _body(markup.parse(words.authored(locale.language)), locale, figures, on)

    return body(lead.starts), "" if lead.text is None else body(lead.text)


def in_order(lines: Iterable[OverviewLine], case: Mapping[str, object]) -> tuple[OverviewLine, ...]:
    """Return the lines of an overview.

    Those of this person, those of everybody, those of others.
    """

    def place(line: OverviewLine) -> int:
        mine = matches(line.most_for, case) if line.most_for else None
        return 1 if mine is None else 0 if mine else 2

    return tuple(sorted(lines, key=place))


def _shown(
    line: OverviewLine, words: str, locale: Locale, entries: Mapping[str, Entry]
) -> RenderedLine:
    target = entries.get(line.entry) if line.entry else None
    title = target.title.plain(locale) if target else ""
    return RenderedLine(words, line.entry, title, line.tool, line.programme)


def _body(answer: markup.Parsed, locale: Locale, figures: Figures, on: date) -> str:
    parts: list[str] = []
    for piece in answer.pieces:
        match piece:
            case markup.PlainWords(text):
                parts.append(to_latin(text) if locale is Locale.SR_LATN else text)
            case markup.Tag(raw):
                parts.append(raw)
            case markup.Placeholder(name, form):
                value = form_of(in_force(figures, name, on), form)
                written = format_value(value, locale, markup=True)
                # A figure may be words of a source: a gazette's name, an address.
                parts.append(to_latin(written) if locale is Locale.SR_LATN else written)
    return with_dots_of_years("".join(parts).strip(), locale)


def _named_sources(
    entry: Entry, references: Iterable[str], sources: Mapping[str, Source]
) -> tuple[Source, ...]:
    ids = dict.fromkeys([*entry.sources, *references])
    return tuple(sources[name] for name in ids if name in sources)


def source_line(sources: Sequence[Source], locale: Locale) -> str:
    """Return the sources in words: institution, document with its link, sections."""
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
    whose = html.escape(_publisher(document, locale), quote=False)
    sections = ", ".join(
        html.escape(source.section.plain(locale), quote=False) for source in sources
    )
    return f"{whose} · {title} · {sections}"


def _publisher(document: Document, locale: Locale) -> str:
    if document.institution in registry():
        return registry()[document.institution].full.title.plain(locale)
    return render(Text("knowledge.institution.outside"), locale)
