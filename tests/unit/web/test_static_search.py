"""The search of the static pages: every page by its title, and by what people ask."""

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver

from bot.web.assets import FOLDER
from bot.web.static_pages import StaticSite
from bot.web.static_search import DIGITS, LEVELS, search_index
from knowledge import Knowledge
from knowledge.evaluation.question import FOLDER as AUTHORS
from knowledge.evaluation.question import FRESH, STRANGERS, LabelledQuestion, read_questions
from locales import Locale
from rules import Rulebook
from tests.unit.web.browsing import Visit
from tests.unit.web.test_static_pages import ON

# Of the questions with an answer, so many have it among the pages shown, and first.
SHOWN, FIRST = 0.97, 0.75
# Every third question: all of them take a browser a minute.
_EACH = 3
_MOST_BYTES, _MOST_BYTES_ON_THE_WAY = 150_000, 60_000
# Types each query and returns the addresses shown, best first.
_FIND_ALL = """
const field = document.getElementById("query");
return arguments[0].map((query) => {
  field.value = query;
  field.dispatchEvent(new Event("input"));
  return [...document.querySelectorAll("#found a")].map((each) => each.getAttribute("href"));
});
"""


@pytest.fixture(scope="module")
def searches(
    knowledge: Knowledge, rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a folder with the search of each written form."""
    folder: Path = tmp_path_factory.mktemp("searches")
    for path, content in StaticSite(knowledge, rulebook, ON).files():
        if path.endswith(("search.html", "search.js", ".css")):
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(content)
    return folder


def index_in(page: Path) -> Any:
    found = re.search(r'id="index">(.*?)</script>', page.read_text(encoding="utf-8"))
    assert found is not None
    return json.loads(found[1])


def index_of(*pages: tuple[str, str, tuple[str, ...]]) -> Any:
    return json.loads(search_index(pages, Locale.EN))


def test_words_that_most_pages_have_find_nothing_and_are_named_for_the_query() -> None:
    index = index_of(
        ("a.html", "How to get there", ("how do I go", "how to travel")),
        ("b.html", "How to pay", ("how do I pay",)),
        ("c.html", "Visa", ("how about a visa",)),
    )
    assert "how" in index["small"]
    assert index["small"] == sorted(set(index["small"]))
    assert not set(index["small"]) & set(index["words"])
    assert {"trave", "pay", "visa"} <= set(index["words"])


def test_a_word_has_its_pages_with_how_many_phrasings_have_it() -> None:
    pages = [(f"{number}.html", f"Page {number}", (f"other {number}",)) for number in range(99)]
    often = ("z.html", "Visa", ("visa now", "visa", "passport"))
    written = index_of(*pages, often)["words"]["visa"]
    assert all(digit in DIGITS for digit in written)
    value = sum((DIGITS.index(digit) & 31) << 5 * place for place, digit in enumerate(written))
    assert divmod(value, len(LEVELS) + 1) == (99, len(LEVELS))


def test_the_search_weighs_no_more_than_a_page_may(searches: Path) -> None:
    script = (FOLDER / "search.js").read_bytes()
    for locale in Locale:
        page = (searches / locale.tag / "search.html").read_bytes()
        assert len(page) + len(script) <= _MOST_BYTES, locale
        assert len(gzip.compress(page)) <= _MOST_BYTES_ON_THE_WAY, locale


def test_phrasings_are_not_shown_in_the_index(searches: Path, knowledge: Knowledge) -> None:
    text = (searches / "en" / "search.html").read_text(encoding="utf-8")
    titles = {title for _, title in index_in(searches / "en" / "search.html")["pages"]}
    for entry in knowledge.entries.values():
        for phrasing in entry.phrasings["en"][:3]:
            assert phrasing in titles or len(phrasing.split()) < 4 or phrasing not in text


@pytest.mark.browser
@pytest.mark.parametrize("locale", Locale, ids=lambda locale: locale.tag)
def test_every_page_is_first_for_its_own_title(
    phone: webdriver.Chrome, searches: Path, locale: Locale
) -> None:
    pages = index_in(searches / locale.tag / "search.html")["pages"]
    repeated = Counter(title for _, title in pages)
    Visit(phone, searches.as_uri()).open(f"/{locale.tag}/search.html")
    shown = phone.execute_script(_FIND_ALL, [title for _, title in pages])
    for (address, title), found in zip(pages, shown, strict=True):
        assert address in found[: 1 if repeated[title] == 1 else 3], (title, found)


@pytest.mark.browser
@pytest.mark.parametrize("locale", Locale, ids=lambda locale: locale.tag)
def test_what_people_ask_finds_its_page_among_the_shown(
    phone: webdriver.Chrome, searches: Path, locale: Locale
) -> None:
    known = {address for address, _ in index_in(searches / locale.tag / "search.html")["pages"]}
    questions = [
        each
        for folder in (AUTHORS, STRANGERS, FRESH)
        for each in read_questions(folder)
        if each.locale is locale and known & _pages_of(each)
    ][::_EACH]
    Visit(phone, searches.as_uri()).open(f"/{locale.tag}/search.html")
    shown = phone.execute_script(_FIND_ALL, [each.text for each in questions])
    answered = list(zip(map(_pages_of, questions), shown, strict=True))
    assert sum(bool(right & set(found)) for right, found in answered) >= SHOWN * len(questions)
    assert sum(bool(right & set(found[:1])) for right, found in answered) >= FIRST * len(questions)


@pytest.mark.browser
def test_a_short_question_is_not_answered_by_its_small_words(
    phone: webdriver.Chrome, searches: Path
) -> None:
    visit = Visit(phone, searches.as_uri())
    visit.open("/sr-Latn/search.html")
    asked = ["koliko traje", "da", "kako da dobijem priznate ispite"]
    length, nothing, recognised = phone.execute_script(_FIND_ALL, asked)
    assert "overview-length.html" in length
    assert nothing == []
    assert recognised[0] == "overview-recognition.html"
    assert "12" in visit.one("#said").text
    titles = dict(index_in(searches / "sr-Latn" / "search.html")["pages"])
    assert "ispit" in " ".join(titles[address] for address in recognised).lower()


def _pages_of(question: LabelledQuestion) -> set[str]:
    return {f"{entry}.html" for entry in (question.entry, *question.also) if entry}
