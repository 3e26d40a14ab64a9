"""Telegram's HTML; words and positions as `parse_html` of TDLib gives them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.entities import as_html, clean, found_in, utf16_length
from bot.preview.html_markup import parse_html
from bot.preview.refusal import RefusalError

SURROGATES = (
    "Text contains invalid Unicode characters after decoding HTML entities, "
    "check for unmatched surrogate code units"
)


def refused(source: str) -> str:
    with pytest.raises(RefusalError) as caught:
        parse_html(source)
    assert caught.value.code == 400
    return caught.value.description.removeprefix("Bad Request: can't parse entities: ")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("ћ <br>", 'Unsupported start tag "br" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("5 <6", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="https://a.rs>x</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=https://a.rs>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =1>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
        (
            "&#xd83d;&#xde00;",
            SURROGATES,
        ),
    ],
)
def test_wrong_markup_is_refused_in_telegrams_words(source: str, words: str) -> None:
    assert refused(source) == words


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>Ана</b>", "Ана", [(0, 3, "bold")]),
        ("<STRONG>x</strong>", "x", [(0, 1, "bold")]),
        ("🎓<i>x</i>", "🎓x", [(2, 1, "italic")]),
        ("<b>a<i>b</i></b>", "ab", [(0, 2, "bold"), (1, 1, "italic")]),
        ("<b></b>x", "x", []),
        ("<u>a</u><s>b</s>", "ab", [(0, 1, "underline"), (1, 1, "strikethrough")]),
        ('<span class="tg-spoiler">x</span>', "x", [(0, 1, "spoiler")]),
        ("<blockquote expandable>x</blockquote>", "x", [(0, 1, "expandable_blockquote")]),
        ("<code>a</code> <pre>b</pre>", "a b", [(0, 1, "code"), (2, 1, "pre")]),
        ("<a href='не.адреса'>x</a>", "x", []),
    ],
)
def test_markup_becomes_entities_in_utf16_units(
    source: str, text: str, entities: list[tuple[int, int, str]]
) -> None:
    found_text, found = parse_html(source)
    assert found_text == text
    assert [(each["offset"], each["length"], each["type"]) for each in found] == entities


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&#1035;&#x45b;", "Ћћ"),
        ("&nbsp;&copy;", "&nbsp;&copy;"),
        ("&lt", "<"),
        ("R&D & &#0; &", "R&D & &#0; &"),
    ],
)
def test_only_four_named_character_references_are_known(source: str, text: str) -> None:
    assert parse_html(source) == (text, [])


def test_a_link_keeps_its_target() -> None:
    _, entities = parse_html('<a href="https://bg.ac.rs/?a=1&amp;b=2">x</a>')
    assert entities == [
        {"offset": 0, "length": 1, "type": "text_link", "url": "https://bg.ac.rs/?a=1&b=2"}
    ]


def test_a_code_block_keeps_its_language() -> None:
    _, entities = parse_html('<pre><code class="language-python">x</code></pre>')
    assert entities == [{"offset": 0, "length": 1, "type": "pre", "language": "python"}]


@pytest.mark.parametrize(
    "source",
    [
        "<b>Ана &amp; <i>Борис</i></b> 🎓 <code>x &lt; y</code>",
        '<a href="https://bg.ac.rs/">извор</a>\n<blockquote>цитат</blockquote>',
        '<pre><code class="language-yaml">a: 1</code></pre>',
    ],
)
def test_html_rebuilt_from_entities_is_what_was_sent(source: str) -> None:
    text, entities = parse_html(source)
    assert as_html(text, entities) == source


def test_length_counts_utf16_units() -> None:
    assert utf16_length("ABCабв") == 6
    assert utf16_length("🎓") == 2
    assert utf16_length("👩‍🎓") == 5


def test_hidden_characters_go_and_entities_move_along() -> None:
    text, entities = clean("a\u202eb\rcd", [{"offset": 2, "length": 4, "type": "bold"}])
    assert (text, entities) == ("abcd", [{"offset": 1, "length": 3, "type": "bold"}])


def test_an_entity_of_hidden_characters_alone_goes() -> None:
    assert clean("a\r\u2028b", [{"offset": 1, "length": 2, "type": "bold"}]) == ("ab", [])


def test_control_characters_become_spaces() -> None:
    assert clean("a\0b\tc\nd", []) == ("a b c\nd", [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://bg.ac.rs/a?b=1.", ["https://bg.ac.rs/a?b=1"]),
        ("(www.kg.ac.rs)", ["www.kg.ac.rs"]),
        ("ana@bg.ac.rs", ["ana@bg.ac.rs"]),
        ("/grant, /help@some_bot i 1/2", ["/grant", "/help@some_bot"]),
        ("@razmena_bot @ab", ["@razmena_bot"]),
        ("#rok #1 #рок2", ["#rok", "#рок2"]),
        ("3.14, npr. ovo", []),
    ],
)
def test_telegram_finds_links_commands_mentions_and_tags(text: str, found: list[str]) -> None:
    entities = found_in(text, [])
    assert [text[each["offset"] :][: each["length"]] for each in entities] == found


def test_nothing_is_found_inside_code() -> None:
    code = {"offset": 0, "length": 5, "type": "code"}
    assert found_in("/help", [code]) == [code]


tags = st.sampled_from(["b", "i", "u", "s", "code", "blockquote", "tg-spoiler", "p", ""])
pieces = st.one_of(
    st.text(max_size=8),
    tags.map("<{}>".format),
    tags.map("</{}>".format),
    st.sampled_from(["&lt;", "&amp", "&#39;", '<a href="https://a.rs">', "</a>", "<a", "&#x;"]),
)


@given(st.lists(pieces, max_size=12).map("".join))
def test_any_markup_is_read_or_refused_and_entities_lie_within_the_text(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except RefusalError:
        return
    for entity in entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= utf16_length(text)
    assert parse_html(as_html(text, entities))[0] == text


def test_a_text_of_nothing_but_tags_is_read_to_its_end() -> None:
    assert refused("<b>" * 10_000) == 'Can\'t find end tag corresponding to start tag "b"'
    assert len(parse_html("<b>x</b>" * 4_000)[1]) == 4_000


@pytest.mark.parametrize("text", ["a-" * 16_000, "%a" * 16_000, "a." * 16_000])
def test_a_long_text_that_almost_holds_links_holds_none(text: str) -> None:
    assert found_in(text, []) == []


def test_a_long_text_loses_every_hidden_character() -> None:
    assert clean("a\r" * 16_000, [])[0] == "a" * 16_000


def test_a_date_is_told_in_a_form_of_the_readers_client() -> None:
    source = 'on <tg-time unix="1790244000" format="wDT">Thursday</tg-time>'
    text, entities = parse_html(source)
    assert text == "on Thursday"
    assert entities == [
        {
            "offset": 3,
            "length": 8,
            "type": "date_time",
            "unix_time": 1790244000,
            "date_time_format": "wDT",
        }
    ]
    assert as_html(text, entities) == source


@pytest.mark.parametrize("tag", ['<tg-time unix="x">', "<tg-time>", '<tg-time unix="2147483648">'])
def test_a_date_without_a_time_is_passed_over_and_its_words_stay(tag: str) -> None:
    assert parse_html(f"{tag}then</tg-time>") == ("then", [])


@pytest.mark.parametrize("tag", ['<tg-time unix="1" format="rD">', '<tg-time unix="1" format="q">'])
def test_a_date_that_telegram_cannot_tell_is_refused(tag: str) -> None:
    with pytest.raises(RefusalError, match="Invalid date"):
        parse_html(f"{tag}then</tg-time>")
