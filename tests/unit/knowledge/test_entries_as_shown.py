"""Every entry of the project in every written form, as Telegram would take it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from bot.preview.kit import parse_html
from knowledge import Knowledge
from locales import Locale, to_latin

TODAY = date(2026, 12, 1)
# Bot API: characters of a message after its markup is read, in UTF-16 units.
MESSAGE_LIMIT = 4096
WORD = re.compile(r"[^\W\d_]+")
CYRILLIC = re.compile("[\u0400-\u04ff]")
# Latin by right although Serbian has a word that looks the same in Latin: the bot's name, letters
# of grades, action numbers (KA171).
LATIN_BY_RIGHT = {"Razmena", "A", "KA"}


@dataclass(frozen=True)
class Shown:
    """An entry in one written form; `text` is what a reader sees of answer and sources."""

    entry: str
    title: str
    text: str
    links: tuple[str, ...]
    tags: int


@pytest.fixture(scope="module")
def shown(knowledge: Knowledge) -> dict[Locale, list[Shown]]:
    return {locale: list(_shown(knowledge, locale)) for locale in Locale}


def _shown(knowledge: Knowledge, locale: Locale) -> Iterator[Shown]:
    for entry in knowledge.entries.values():
        rendered = knowledge.render(entry, locale, on=TODAY)
        html = f"{rendered.html}\n\n{rendered.source_line}"
        text, entities = parse_html(html)
        links = tuple(one["url"] for one in entities if one["type"] == "text_link")
        yield Shown(entry.id, rendered.title, text, links, html.count("<a "))


@pytest.mark.parametrize("locale", Locale, ids=lambda locale: locale.tag)
def test_telegram_takes_every_answer_with_its_sources(
    shown: dict[Locale, list[Shown]], locale: Locale
) -> None:
    assert shown[locale]
    for one in shown[locale]:
        assert 0 < len(one.text.encode("utf-16-le")) // 2 <= MESSAGE_LIMIT, one.entry
        # Telegram drops a link that it cannot use, without a word.
        assert len(one.links) == one.tags, one.entry


@pytest.mark.parametrize("locale", Locale, ids=lambda locale: locale.tag)
def test_nothing_of_the_authors_notation_is_left(
    shown: dict[Locale, list[Shown]], locale: Locale
) -> None:
    for one in shown[locale]:
        assert not re.search(r"[{}<>]|&\w+;|None|Decimal", one.text), one.entry
        assert one.title.strip(), one.entry
        assert not re.search(r"[{}<>&\n]", one.title), one.entry


def test_latin_and_english_hold_no_cyrillic_letter(shown: dict[Locale, list[Shown]]) -> None:
    for locale in (Locale.SR_LATN, Locale.EN):
        for one in shown[locale]:
            found = CYRILLIC.findall(one.title + one.text)
            assert found == [], f"{one.entry} in {locale.tag}"


def test_only_foreign_words_are_latin_in_cyrillic(shown: dict[Locale, list[Shown]]) -> None:
    words = {
        word: one.entry
        for one in shown[Locale.SR_CYRL]
        for word in WORD.findall(f"{one.title} {one.text}")
    }
    serbian = {to_latin(word).lower() for word in words if CYRILLIC.search(word)}
    latin = {word: entry for word, entry in words.items() if not CYRILLIC.search(word)}
    assert "Learning" in latin
    for word, entry in latin.items():
        assert not re.search("[čćžšđČĆŽŠĐ]", word), f"{word} in {entry}"
        assert word in LATIN_BY_RIGHT or word.lower() not in serbian, f"{word} in {entry}"


def test_no_word_is_written_in_two_alphabets(shown: dict[Locale, list[Shown]]) -> None:
    for one in shown[Locale.SR_CYRL]:
        for word in WORD.findall(f"{one.title} {one.text}"):
            both = CYRILLIC.search(word) and re.search("[A-Za-zčćžšđ]", word, re.IGNORECASE)
            assert not both, f"{word} in {one.entry}"


def test_links_lead_to_the_same_places_in_every_form(shown: dict[Locale, list[Shown]]) -> None:
    by_form = [
        [(one.entry, one.links) for one in shown[locale]]
        for locale in (Locale.EN, Locale.SR_CYRL, Locale.SR_LATN)
    ]
    assert by_form[0] == by_form[1] == by_form[2]
    assert any(links for _, links in by_form[0])


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("other-institution", "Za druge ustanove ona ne važe"),
        ("budget-status", "Budžetski status i mobilnost"),
        ("ub-bip-extras", "Dodaci i put na BIP-u"),
        ("asss-supplement-mobility", "U odeljak 6.1 upisuju se naziv domaćina"),
        ("asss-la-purpose", "prepisom ocena (Transcript of Records) i opisom sistema ocenjivanja"),
        ("application-papers", "„Application Procedure and Documents“"),
        ("application-papers", "dokaz o 2. godini"),
        ("asss-percentage-column", "ocena 10 (ECTS A): 10%"),
        ("ub-bip-grant", "Stipendija je 70 EUR dnevno za prvih 14 dana"),
        ("ub-short-phd-rates-current", "od poziva 2023 navode se 79 EUR"),
        (
            "ub-recognition-rulebook",
            "„Glasniku Univerziteta u Beogradu“, br. 160/11, 196/16, 205/18",
        ),
        ("ub-bip-grant", "Izvor: Univerzitet u Beogradu · Odlazna mobilnost: vrste i uslovi"),
        ("ub-bip-grant", "Blended Intensive Programme (BIP)"),
    ],
)
def test_derived_latin_of_real_entries_is_as_serbs_write_it(
    shown: dict[Locale, list[Shown]], entry: str, words: str
) -> None:
    (one,) = [one for one in shown[Locale.SR_LATN] if one.entry == entry]
    assert words in f"{one.title}\n{one.text}"


@pytest.mark.parametrize(
    ("locale", "opens", "closes"),
    [(Locale.SR_CYRL, "„", "“"), (Locale.SR_LATN, "„", "“"), (Locale.EN, "“", "”")],
    ids=["sr_Cyrl", "sr_Latn", "en"],
)
def test_quotes_of_an_answer_are_those_of_its_language(
    shown: dict[Locale, list[Shown]], locale: Locale, opens: str, closes: str
) -> None:
    for one in shown[locale]:
        assert one.text.count(opens) == one.text.count(closes), one.entry
        assert not (set('„“”«»"') - {opens, closes}) & set(one.text), one.entry


@pytest.mark.parametrize("locale", [Locale.SR_CYRL, Locale.EN], ids=lambda locale: locale.tag)
def test_first_lines_fit_on_a_phone_and_end_as_a_sentence(
    shown: dict[Locale, list[Shown]], locale: Locale
) -> None:
    """So much stands in two lines of a phone, and what ends there is a sentence or opens a list."""
    for one in shown[locale]:
        first = one.text.partition("\n")[0]
        assert len(first) <= 150, (one.entry, first)
        assert first.endswith((".", ":", "?", "/topics", "/language", "/forget")), (
            one.entry,
            first,
        )
