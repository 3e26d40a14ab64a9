"""The knowledge as pages of any web space: one per question and form, in three written forms."""

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import Template
from typing import Any

from bot.dialogue.cues.publishers import institution_of
from bot.dialogue.pages.fixed_pages import Pages
from bot.forms import all_forms
from bot.forms.programmes import INSTITUTION, title
from bot.forms.slot_questions import question
from bot.forms.slots import SLOTS
from bot.messages.markup import escape, plain
from bot.messages.voice import Voice
from bot.web import words
from bot.web.assets import FOLDER, LANGUAGES, compact
from bot.web.markup import to_html, to_line
from bot.web.static_search import Searched, search_index
from knowledge import Entry, EntryKind, Knowledge
from locales import Locale, format_value, keep_together
from rules import Rulebook
from rules.institutions import PROGRAMMES, registry

COPIED = ("icon.svg", "look.css", "page.css", "search.js")
_TEMPLATE = Template((FOLDER / "entry.html").read_text(encoding="utf-8"))
_DESCRIPTION_LETTERS = 155


@dataclass(frozen=True, slots=True)
class StaticSite:
    """The pages as they stand on a day.

    Attributes:
        on: the day.
        base: where the pages will stand, with a slash at its end; empty where that is not known.
        bot: where the chat and the expert form are, if they are anywhere.
    """

    knowledge: Knowledge
    rulebook: Rulebook
    on: date
    base: str = ""
    bot: str = ""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every file by its path below the folder."""
        paths: list[str] = []
        for locale in Locale:
            for path, text in self._of_locale(locale):
                paths.append(path)
                yield path, text.encode()
        yield "index.html", self._front().encode()
        yield "sitemap.xml", self._sitemap(paths).encode()
        for name in COPIED:
            yield name, (FOLDER / name).read_bytes()

    # One written form ---------------------------------------------------------------------------

    def _of_locale(self, locale: Locale) -> Iterator[tuple[str, str]]:
        searched: list[Searched] = []
        voice = Voice(locale)
        for name in all_forms(self.rulebook, self.knowledge):
            title = voice.label(f"tool.{name}")
            path = f"form-{name}.html"
            searched.append((path, title, (title,)))
            body = self._form(name, title, voice)
            yield f"{locale.tag}/{path}", self._page(path, title, body, locale)
        for entry in self._entries():
            path = _path_of(entry)
            title = entry.title.plain(locale)
            searched.append((path, title, entry.phrasings[locale.language]))
            yield f"{locale.tag}/{path}", self._entry_page(entry, locale)
        contents = words.say("pages.title", locale)
        yield (
            f"{locale.tag}/index.html",
            self._page("index.html", contents, self._contents(voice), locale),
        )
        index = search_index(searched, locale)
        search = words.say("pages.search", locale)
        yield (
            f"{locale.tag}/search.html",
            self._page("search.html", search, self._search(index, locale), locale),
        )

    def _entries(self) -> Iterator[Entry]:
        return (
            entry for entry in self.knowledge.entries.values() if entry.kind is not EntryKind.TALK
        )

    def _entry_page(self, entry: Entry, locale: Locale) -> str:
        rendered = self.knowledge.render(entry, locale, on=self.on)
        title = rendered.title
        checked = [
            self.knowledge.sources[name].document.checked_on
            for name in rendered.sources
            if name in self.knowledge.sources
        ]
        parts = [f"<h1>{escape(title)}</h1>", to_html(rendered.html)]
        if rendered.source_line:
            parts.append(f'<p class="small">{to_line(rendered.source_line)}</p>')
        if checked:
            day = _day(min(checked), locale)
            parts.append(f'<p class="small">{words.say("page_checked", locale, day=day)}</p>')
        related = [self.knowledge.entries[name] for name in entry.related]
        lines = [
            self.knowledge.entries[line.entry] for line in entry.lines if line.entry is not None
        ]
        near = dict.fromkeys(
            each.id
            for each in (*lines, *related)
            if each.id != entry.id and each.kind is not EntryKind.TALK
        )
        if near:
            parts.append(_list(words.say("pages.related", locale), [
                (_path_of(self.knowledge.entries[name]),
                 self.knowledge.entries[name].title.plain(locale))
                for name in near
            ]))  # fmt: skip
        tools = dict.fromkeys(
            tool.value for tool in (entry.tool, *(line.tool for line in entry.lines)) if tool
        )
        if tools:
            voice = Voice(locale)
            parts.append(_list(words.say("pages.work_out", locale), [
                (f"form-{name}.html", voice.label(f"tool.{name}")) for name in tools
            ]))  # fmt: skip
        answer = f"{to_html(rendered.html)}<p>{to_line(rendered.source_line)}</p>"
        asked = {
            "@context": "https://schema.org",
            "@type": "FAQPage",
            "inLanguage": locale.tag,
            "dateModified": self.on.isoformat(),
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": title,
                    "acceptedAnswer": {"@type": "Answer", "text": answer},
                }
            ],
        }
        return self._page(
            _path_of(entry),
            title,
            "\n".join(parts),
            locale,
            description=plain(rendered.html),
            data=asked,
        )

    def _form(self, name: str, title: str, voice: Voice) -> str:
        """Return what a form asks, and for the check the conditions of every programme."""
        form = all_forms(self.rulebook, self.knowledge)[name]
        parts = [f"<h1>{escape(title)}</h1>"]
        if name == "eligibility":
            parts.append(f"<p>{words.say('pages.conditions', voice.locale)}</p>")
            everybody = self.rulebook.institutions
            for owner in everybody:
                if everybody.may_tell(PROGRAMMES, owner.id):
                    rules = self.rulebook.at(owner.id)
                    parts += [self._conditions(rules, each, voice) for each in rules.programmes]
        elif not form.required:
            parts.append(to_html(form.card({}, voice, self.on).html))
        else:
            whom = registry()[institution_of(name)].named
            everybody = self.rulebook.institutions
            owners = [one.id for one in everybody if institution_of(name, one.id) == one.id]
            asked = [
                question(slot, {}, self.rulebook).wording
                for slot in SLOTS
                if (slot in form.facts or f"{slot}1" in form.facts)
                and (slot != INSTITUTION or len(owners) > 1)
            ]
            items = "".join(
                f"<li>{to_line(voice.say(f'ask.{wording}', **whom))}</li>" for wording in asked
            )
            parts.append(f"<p>{words.say('pages.asks', voice.locale)}</p><ul>{items}</ul>")
        if self.bot:
            address = f"{self.bot}/check?language={voice.locale.tag}#form={name}"
            label = words.say("pages.fill_in", voice.locale)
            parts.append(f'<p><a class="button" href="{html.escape(address)}">{label}</a></p>')
        return "\n".join(parts)

    def _conditions(self, rules: Rulebook, programme: str, voice: Voice) -> str:
        stated = rules.conditions(programme, on=self.on)
        items = "".join(f"<li>{to_line(voice.text(one.text))}</li>" for one in stated)
        sources = tuple(dict.fromkeys(one.source for one in stated))
        line = self.knowledge.source_line(sources, voice.locale)
        name = title(rules, programme, voice)
        whose = voice.plain(rules.institution.name.nominative)
        heading = escape(f"{name[:1].upper()}{name[1:]} · {whose}")
        return f'<h2>{heading}</h2><ul>{items}</ul><p class="small">{to_line(line)}</p>'

    def _contents(self, voice: Voice) -> str:
        """Return every page by institution and theme, for who uses no script."""
        title = words.say("pages.title", voice.locale)
        forms = all_forms(self.rulebook, self.knowledge)
        parts = [
            f"<h1>{title}</h1>",
            _list(words.say("pages.work_out", voice.locale), [
                (f"form-{name}.html", voice.label(f"tool.{name}")) for name in forms
            ]),
        ]  # fmt: skip
        for topic, themes in Pages(self.knowledge).contents(voice):
            parts.append(f"<h2>{escape(topic)}</h2>")
            parts += [
                _list(theme, [(_path_of(entry), entry.title.plain(voice.locale))
                              for entry in entries], level=3)
                for theme, entries in themes
            ]  # fmt: skip
        return "\n".join(parts)

    def _search(self, index: str, locale: Locale) -> str:
        told = words.all_of("pages", locale)
        return (
            f"<h1>{told['search']}</h1>"
            f'<form id="search" role="search" hidden><div class="field">'
            f'<label for="query">{told["search_label"]}</label>'
            f'<input id="query" type="text" autocomplete="off" maxlength="200"></div></form>'
            f'<p id="said" role="status"></p><ul id="found"></ul>'
            f'<noscript><p><a href="index.html">{told["no_script"]}</a></p></noscript>'
            f'<script type="application/json" id="index">{index}</script>'
            f'<script src="../search.js" defer></script>'
        )

    # Around a page ------------------------------------------------------------------------------

    def _page(
        self,
        path: str,
        title: str,
        main: str,
        locale: Locale,
        *,
        description: str = "",
        data: Mapping[str, Any] | None = None,
    ) -> str:
        told = words.all_of("pages", locale)
        head = [
            f'<link rel="alternate" hreflang="{other.tag}" href="{self._address(other, path)}">'
            for other in Locale
        ]
        default = self._address(Locale.EN, path)
        head.append(f'<link rel="alternate" hreflang="x-default" href="{default}">')
        if self.base:
            head.append(f'<link rel="canonical" href="{self._address(locale, path)}">')
        if data is not None:
            content = compact(data).replace("<", "\\u003c")
            head.append(f'<script type="application/ld+json">{content}</script>')
        day = _day(self.on, locale)
        return _TEMPLATE.substitute(
            lang=locale.tag,
            title=escape(f"{title} · {told['title']}" if title != told["title"] else title),
            description=html.escape(_cut(description or told["disclaimer"])),
            root="..",
            head="".join(f"  {line}\n" for line in head),
            home="index.html",
            site=escape(told["title"]),
            search="search.html",
            search_label=escape(told["search"]),
            language=escape(told["language"]),
            languages=_languages(path, locale),
            main=main,
            disclaimer=escape(told["disclaimer"]),
            made=words.say("page_made", locale, day=day),
        )

    def _address(self, locale: Locale, path: str) -> str:
        return html.escape(f"{self.base or '../'}{locale.tag}/{path}")

    def _front(self) -> str:
        """Return the page of the folder itself: the choice of language."""
        told = words.all_of("pages", Locale.EN)
        links = "".join(
            f'<li><a href="{locale.tag}/index.html" lang="{locale.tag}" hreflang="{locale.tag}">'
            f"{name}: {escape(words.say('pages.title', locale))}</a></li>"
            for locale, name in LANGUAGES.items()
        )
        return (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="color-scheme" content="light dark">'
            f'<meta name="description" content="{html.escape(told["disclaimer"])}">'
            f"<title>{escape(told['title'])}</title>"
            '<link rel="icon" href="icon.svg" type="image/svg+xml">'
            '<link rel="stylesheet" href="look.css"><link rel="stylesheet" href="page.css"></head>'
            f'<body class="page"><main><h1>Razmena</h1><ul>{links}</ul></main></body></html>\n'
        )

    def _sitemap(self, paths: Iterable[str]) -> str:
        addresses = "".join(
            f"<url><loc>{html.escape((self.base or '/') + path)}</loc>"
            f"<lastmod>{self.on.isoformat()}</lastmod></url>\n"
            for path in paths
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"{addresses}</urlset>\n"
        )


def _path_of(entry: Entry) -> str:
    return f"{entry.id}.html"


def _day(day: date, locale: Locale) -> str:
    written = keep_together(format_value(day, locale))
    return f'<time datetime="{day.isoformat()}">{written}</time>'


def _cut(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= _DESCRIPTION_LETTERS:
        return line
    return line[:_DESCRIPTION_LETTERS].rpartition(" ")[0] + "…"


def _list(heading: str, links: Sequence[tuple[str, str]], *, level: int = 2) -> str:
    items = "".join(
        f'<li><a href="{html.escape(path)}">{escape(label)}</a></li>' for path, label in links
    )
    return f"<h{level}>{escape(heading)}</h{level}><ul>{items}</ul>"


def _languages(path: str, shown: Locale) -> str:
    links = []
    for locale, name in LANGUAGES.items():
        current = ' aria-current="page"' if locale is shown else ""
        tag = locale.tag
        links.append(
            f'<a href="../{tag}/{html.escape(path)}" lang="{tag}" hreflang="{tag}"{current}>'
            f"{name}</a>"
        )
    return " ".join(links)
