"""The answers as pages: valid, complete, linked, dated, and found without a server."""

import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from selenium import webdriver

from bot.cli import main
from bot.cli.pages import write
from bot.messages.markup import plain
from bot.web.expert_form import ExpertForm, Given
from bot.web.markup import to_html
from bot.web.static_pages import StaticSite
from knowledge import EntryKind, Knowledge
from locales import Locale
from rules import Rulebook
from rules.facts import PROGRAMMES
from tests.unit.preview.browser import axe_violations, show_as
from tests.unit.web.browsing import Visit

ON = date(2026, 11, 29)
BASE = "https://www.example.org/mobility/"
_SPACE = re.compile(r"\s+")


@pytest.fixture(scope="module")
def site(knowledge: Knowledge, rulebook: Rulebook) -> StaticSite:
    return StaticSite(knowledge, rulebook, ON, BASE, "https://bot.example.org")


@pytest.fixture(scope="module")
def folder(site: StaticSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("pages") / "out"
    write(site.files(), folder)
    return folder


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def told(knowledge: Knowledge) -> Iterator[Any]:
    return (entry for entry in knowledge.entries.values() if entry.kind is not EntryKind.TALK)


def structured(text: str) -> Any:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return None if found is None else json.loads(found[1])


def test_every_page_is_valid_html(folder: Path) -> None:
    # Each question in one of the three forms; which one goes by its place in the alphabet.
    pages = [page for page in pages_of(folder) if page.parent != folder]
    third = [folder / "index.html", *pages[:: len(Locale) + 1]]
    assert {page.parent.name for page in third[1:]} == {locale.tag for locale in Locale}
    for page in third:
        html5lib.HTMLParser(strict=True).parse(page.read_text(encoding="utf-8"))


def test_every_question_and_form_has_its_page_in_three_forms(
    folder: Path, knowledge: Knowledge
) -> None:
    for locale in Locale:
        for entry in told(knowledge):
            text = (folder / locale.tag / f"{entry.id}.html").read_text(encoding="utf-8")
            rendered = knowledge.render(entry, locale, on=ON)
            assert f'<html lang="{locale.tag}">' in text
            assert to_html(rendered.html) in text
            assert "2026" in text
        for name in ("eligibility", "grant", "duration", "grade", "deadlines", "account"):
            assert (folder / locale.tag / f"form-{name}.html").exists()


def test_what_programs_read_is_what_people_read(folder: Path, knowledge: Knowledge) -> None:
    for entry in told(knowledge):
        text = (folder / "en" / f"{entry.id}.html").read_text(encoding="utf-8")
        data = structured(text)
        assert (data["@type"], data["inLanguage"]) == ("FAQPage", "en")
        assert data["dateModified"] == ON.isoformat()
        (question,) = data["mainEntity"]
        assert question["name"] == entry.title.plain(Locale.EN)
        shown = _SPACE.sub(" ", plain(text))
        answer = _SPACE.sub(" ", plain(question["acceptedAnswer"]["text"].partition("</p>")[0]))
        assert answer.strip() in shown


def test_every_page_names_its_other_forms_and_itself(folder: Path) -> None:
    for page in folder.glob("*/*.html"):
        text = page.read_text(encoding="utf-8")
        found = dict(re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', text))
        assert list(found) == ["en", "sr-Latn", "sr-Cyrl", "x-default"]
        for tag, address in found.items():
            if tag != "x-default":
                assert address == f"{BASE}{tag}/{page.name}"
                assert (folder / tag / page.name).exists()
        assert f'rel="canonical" href="{BASE}{page.parent.name}/{page.name}"' in text


def test_every_page_says_in_a_sentence_what_it_is(folder: Path) -> None:
    for page in pages_of(folder):
        text = page.read_text(encoding="utf-8")
        (described,) = re.findall(r'<meta name="description" content="([^"]+)">', text)
        assert 20 <= len(unescape(described)) <= 160, page


def test_every_link_leads_somewhere_and_the_index_to_every_page(folder: Path) -> None:
    for page in pages_of(folder):
        text = page.read_text(encoding="utf-8")
        for address in re.findall(r'(?:href|src)="([^"]+)"', text):
            if not address.startswith(("https://", "http://", "mailto:")):
                assert (page.parent / address.partition("#")[0]).exists(), (page, address)
    for locale in Locale:
        index = (folder / locale.tag / "index.html").read_text(encoding="utf-8")
        linked = set(re.findall(r'href="([^"./]+\.html)"', index))
        pages = {page.name for page in (folder / locale.tag).glob("*.html")}
        assert linked == pages - {"index.html"} | {"index.html"}
        assert "<script" not in index


def test_the_sitemap_names_every_page(folder: Path) -> None:
    tree = ET.parse(folder / "sitemap.xml")  # noqa: S314
    names = {each.text for each in tree.iter() if each.tag.endswith("loc")}
    assert names == {BASE + page.relative_to(folder).as_posix() for page in folder.glob("*/*.html")}


@pytest.mark.parametrize("form", ["grant", "grade", "deadlines"])
@pytest.mark.parametrize("locale", Locale)
def test_a_form_says_what_its_page_with_all_fields_asks(
    form: str, locale: Locale, folder: Path, rulebook: Rulebook, knowledge: Knowledge
) -> None:
    page = (folder / locale.tag / f"form-{form}.html").read_text(encoding="utf-8")
    judged = ExpertForm(rulebook, knowledge).judge(form, Given(), locale, ON)
    asked = {each["label"] for each in judged["fields"]}
    items = set(re.findall(r"<li>(.*?)</li>", page.partition("</h1>")[2]))
    assert asked <= items
    assert {each for each in items if each.endswith("?")} == {
        each for each in asked if each.endswith("?")
    }


def test_the_check_has_the_conditions_of_every_programme(folder: Path, rulebook: Rulebook) -> None:
    text = (folder / "en" / "form-eligibility.html").read_text(encoding="utf-8")
    assert text.count("<h2>") == len(PROGRAMMES)
    assert text.count("<li>") == sum(len(rulebook.conditions(each)) for each in PROGRAMMES)
    assert "https://bot.example.org/check?language=en#form=eligibility" in text


def test_a_second_run_deletes_what_is_gone_and_leaves_other_folders_alone(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write([("en/a.html", b"1"), ("en/b.html", b"1")], folder)
    listed = folder / "razmena-pages.txt"
    listed.write_text(listed.read_text() + "../outside.txt\n")
    (tmp_path / "outside.txt").write_text("mine")
    assert write([("en/a.html", b"2")], folder) == 1
    assert [page.read_bytes() for page in pages_of(folder)] == [b"2"]
    assert (tmp_path / "outside.txt").exists()
    with pytest.raises(FileExistsError, match="folder of its own"):
        write([("en/a.html", b"3")], tmp_path)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--base", "www.example.org"], "--base is 'www.example.org'; allowed: an address"),
        (["--bot", "javascript:x"], "--bot is 'javascript:x'; allowed: an address"),
        (["--on", "tomorrow"], "--on is 'tomorrow'; allowed: a day"),
    ],
)
def test_a_wrong_option_says_what_is_allowed(
    words: list[str], line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pages", "--out", str(tmp_path / "out"), *words]) == 2
    assert line in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.browser
def test_the_search_finds_without_a_server(phone: webdriver.Chrome, folder: Path) -> None:
    visit = Visit(phone, folder.as_uri())

    def first(words: str) -> str:
        field = visit.one("#query")
        field.clear()
        field.send_keys(words)
        visit.until(lambda: visit.texts("#found a"))
        found: str = visit.one("#found a").get_attribute("href")
        return found.rpartition("/")[2]

    show_as(phone, "light", (320, 640))
    visit.open("/sr-Cyrl/search.html")
    visit.until(lambda: visit.one("#query").is_displayed())
    cyrillic = first("смештај")
    assert cyrillic == first("smestaja") == first("SMEŠTAJ")
    assert axe_violations(phone) == []
    visit.one("#query").send_keys(" xq")
    assert visit.is_within()
    visit.one("#found a").click()
    visit.until(lambda: visit.texts("main h1"))
    visit.open("/en/search.html#visa")
    visit.sees("#found", "isa")
    visit.one("#query").clear()
    visit.one("#query").send_keys("qqqqqq")
    visit.sees("#said", "Nothing was found")
    for scheme, path in (
        ("dark", "/index.html"),
        ("light", "/en/index.html"),
        ("dark", "/sr-Latn/form-eligibility.html"),
        ("light", "/sr-Cyrl/accommodation.html"),
    ):
        show_as(phone, scheme, (320, 640))
        visit.open(path)
        assert axe_violations(phone) == [], path
        assert visit.is_within(), path
