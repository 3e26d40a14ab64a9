"""Telegram's own parser reads every text as the local server does.

TDLib is an oracle: the same text, entities and order for marked-up texts, and the same links,
mentions and commands found in plain ones.
"""

import os
import random
from collections.abc import Iterator

import pytest

from bot.dialogue.assistant import Assistant
from bot.dialogue.commands import MENU
from bot.preview.entities import found_in
from bot.preview.found_links import _top_level_domains
from bot.preview.html_markup import parse_html
from bot.preview.refusal import RefusalError
from knowledge import Knowledge, load_knowledge
from locales import Locale, keep_together
from rules import Rulebook
from tests.shared import RULEBOOK
from tests.unit.dialogue.person import NOON, Person
from tests.unit.preview import tdlib

pytestmark = pytest.mark.skipif(tdlib.tdjson is None, reason="TDLib is not built for this platform")

# Numbers that are nobody's in our texts: the local server does not look for them.
_NOT_FOUND_HERE = ("phone_number", "bank_card_number")
_LONG = bool(os.environ.get("SOAK"))
_TAGS = (
    ("<b>", "</b>"), ("<strong>", "</strong>"), ("<i>", "</i>"), ("<em>", "</em>"),
    ("<u>", "</u>"), ("<s>", "</s>"), ("<code>", "</code>"), ("<pre>", "</pre>"),
    ('<pre><code class="language-py">', "</code></pre>"), ("<tg-spoiler>", "</tg-spoiler>"),
    ("<blockquote>", "</blockquote>"), ("<blockquote expandable>", "</blockquote>"),
    ('<a href="https://example.org/x">', "</a>"),
    ('<tg-time unix="1647531900" format="r">', "</tg-time>"),
)  # fmt: skip
_WORDS = ("alpha", "бета", "š", "10 дана", "&lt;", "&amp;", "😀", " ", "\n", "x", "1.330 EUR", ".")
# Whose writing these are like: people at a phone.
_PLAIN = (
    "boda.je", "uns.ac.rs", "Vidi uns.ac.rs.", "www.bg.ac.rs/studije?x=1.", "ana@uns.ac.rs, hvala",
    "mailto:ana@uns.ac.rs", "(uns.ac.rs)", "„uns.ac.rs“", "https://a-b.example.org:8443/x_(y)",
    "http://localhost:8080/x", "example.com:99999", "пример.срб", "kraj.Na početku", "STA.STT",
    "1.330 EUR", "1.1.2027.", "10.0.0.1", "256.1.1.1", "d.o.o.", "e.g. this", "v1.2.3", "9.00",
    "@abc", "@abcd", "@gif", "/grant", "/grant@bot1", "a/b", "/x/y", "#pitanje", "#123", "$EUR",
    "t.me/abc?start=x", "tg://resolve?domain=x", "a_b.rs", "x.com;y.com", "..com", "a.com-",
)  # fmt: skip
_QUESTIONS = (
    "/start", "/help", "/privacy", "/topics", "/case", "/checklist", "/language", "/forget",
    "PhD student, 20 days by train, how much?", "/duration 45 days phd", "/grade A, 61",
    "/grade A, D", "/deadlines 2027-10-01", "20 days or 2 months for a PhD student?",
    "bachelor, second year, semester abroad, may I?", "STA 3 days, 6 hours", "/eligibility study",
    "pizza recipe", "do I need a visa?", "thanks",
)  # fmt: skip


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return RULEBOOK


@pytest.fixture(scope="module")
def knowledge(rulebook: Rulebook) -> Knowledge:
    return load_knowledge(rulebook)


def _random_html(rng: random.Random, depth: int = 0, *, quoted: bool = False) -> str:
    parts = []
    for _ in range(rng.randint(1, 4)):
        if depth < 4 and rng.random() < 0.5:
            begin, end = rng.choice(_TAGS)
            is_quote = "quote" in begin
            if is_quote and quoted:
                # Quotes cannot stand in quotes; TDLib leaves the order of two such to chance.
                continue
            inside = _random_html(rng, depth + 1, quoted=quoted or is_quote)
            parts.append(f"{begin}{inside}{end}")
        else:
            parts.append(rng.choice(_WORDS))
    return "".join(parts)


def _ours(html: str) -> object:
    try:
        text, entities = parse_html(html)
    except RefusalError as error:
        return error.description.removeprefix("Bad Request: ").capitalize()
    return text, tdlib.as_compared(entities)


def test_random_markup_is_read_alike() -> None:
    rng = random.Random(8)
    for _ in range(20_000 if _LONG else 4_000):
        html = _random_html(rng)
        assert _ours(html) == tdlib.parsed(html), html


@pytest.mark.parametrize(
    "html",
    ["<b>x", "x</b>", "<b>x</i>", "<x>y</x>", "<b", "<span>x</span>", "<a href=x y>z</a>",
     "<tg-time>x</tg-time>", '<tg-time unix="0">x</tg-time>',
     '<tg-time unix="1" format="q">x</tg-time>', "&#xd800;"],
)  # fmt: skip
def test_broken_markup_is_refused_in_the_same_words(html: str) -> None:
    told = tdlib.parsed(html)
    if isinstance(told, str):
        ours = _ours(html)
        assert isinstance(ours, str)
        assert ours.lower() == told.lower()
    else:
        assert _ours(html) == told


def test_every_top_level_domain_is_one_and_other_words_are_none() -> None:
    domains = sorted(_top_level_domains())
    for start in range(0, len(domains), 20):
        some = domains[start : start + 20]
        text = " ".join(f"qq.{domain}" for domain in some)
        assert len(tdlib.found(text)) == len(some), some
    for word in ("dana", "stipendija", "mesec", "kako", "ovde", "zatim", "semestar", "фонд"):
        assert tdlib.found(f"qq.{word}") == []
        assert found_in(f"qq.{word}", []) == []


@pytest.mark.parametrize("words", _PLAIN)
def test_what_people_type_holds_the_same_links_and_commands(words: str) -> None:
    for text in (words, f"Zdravo {words} i hvala", f"{words}\n{words}"):
        found = [
            each
            for each in tdlib.found(text)
            if each[2] not in ("phone_number", "bank_card_number")
        ]
        assert tdlib.as_compared(found_in(text, [])) == found, text


def test_hostile_text_is_read_alike_but_for_two_in_a_hundred() -> None:
    """Signs thrown together: TDLib's own rules for these are many, and nobody types them."""
    rng = random.Random(3)
    signs = [
        *"a1-_..:/@# ,()?",
        "B",
        "č",
        "ж",
        "rs",
        "com",
        "http://",
        "uns.ac.rs",
        "x@y.com",
        "www.",
    ]
    tries = 4_000
    differ = 0
    for _ in range(tries):
        text = "".join(rng.choice(signs) for _ in range(rng.randint(2, 9)))
        found = [
            each
            for each in tdlib.found(text)
            if each[2] not in ("phone_number", "bank_card_number")
        ]
        differ += tdlib.as_compared(found_in(text, [])) != found
    assert differ <= tries // 50


def _replies(knowledge: Knowledge, rulebook: Rulebook, locale: Locale) -> Iterator[str]:
    """Yield every text that people are sent: all entries, and what the forms and pages say."""
    for entry in knowledge.entries.values():
        rendered = knowledge.render(entry, locale, on=NOON.date())
        yield f"{rendered.html}\n\n{rendered.source_line}"
    person = Person(Assistant(knowledge, rulebook))
    person.sends_data(f"l:{locale.value}")
    for question in _QUESTIONS:
        person.says(question)
        yield from (reply.html for reply in person.replies)


@pytest.mark.parametrize("locale", list(Locale))
def test_every_reply_is_read_alike_and_holds_no_accidental_link(
    knowledge: Knowledge, rulebook: Rulebook, locale: Locale
) -> None:
    meant = {f"/{name}" for name in MENU}
    seen = 0
    for html in _replies(knowledge, rulebook, locale):
        seen += 1
        shown = keep_together(html)
        assert _ours(shown) == tdlib.parsed(shown), shown
        text = parse_html(shown)[0]
        for offset, length, kind, _ in tdlib.found(text):
            words = text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")
            assert kind == "bot_command", f"{words!r} is a {kind} in {text!r}"
            assert words in meant, f"{words!r} is no command of ours, in {text!r}"
    assert seen > len(_QUESTIONS) + 300
