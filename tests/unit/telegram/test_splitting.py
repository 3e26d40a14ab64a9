"""Long texts in parts."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.splitting import TEXT_LIMIT, plain, split, width


def balanced(part: str) -> bool:
    open_tags: list[str] = []
    for close, name in re.findall(r"<(/?)([a-z-]+)[^<>]*>", part):
        if not close:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags


def test_a_short_text_stays_as_it_is() -> None:
    assert split("<b>short</b> &amp; sweet") == ("<b>short</b> &amp; sweet",)


def test_exactly_the_limit_is_one_message_and_one_more_is_two() -> None:
    assert len(split("x" * TEXT_LIMIT)) == 1
    assert len(split("x" * (TEXT_LIMIT + 1))) == 2


def test_the_limit_counts_what_is_shown_and_not_the_markup() -> None:
    link = '<a href="https://example.org/' + "p" * 3000 + '">' + "x" * 4000 + "</a>"
    assert split(link) == (link,)
    assert len(split("&amp;" * TEXT_LIMIT)) == 1


def test_an_emoji_counts_twice_as_telegram_counts_it() -> None:
    assert width("a😀") == 3
    assert len(split("😀" * (TEXT_LIMIT // 2))) == 1
    first, second = split("😀" * (TEXT_LIMIT // 2 + 1))
    assert (width(first), width(second)) == (TEXT_LIMIT, 2)


def test_paragraphs_stay_whole_where_they_fit() -> None:
    paragraphs = [f"{letter * 40}." for letter in "abcde"]
    assert split("\n\n".join(paragraphs), limit=100) == (
        "\n\n".join(paragraphs[:2]),
        "\n\n".join(paragraphs[2:4]),
        paragraphs[4],
    )


def test_a_paragraph_that_is_too_long_is_split_between_lines_then_words() -> None:
    assert split("line one\nline two\nline three", limit=20) == ("line one\nline two", "line three")
    assert split("one two three four", limit=10) == ("one two", "three four")


def test_tags_that_are_open_at_a_split_are_closed_and_opened_again() -> None:
    parts = split('<b>one <a href="https://x.rs">two three</a></b> four', limit=10)
    assert parts == (
        '<b>one <a href="https://x.rs">two </a></b>',
        '<b><a href="https://x.rs">three</a></b> four',
    )


def test_a_text_with_nothing_to_see_is_no_message() -> None:
    assert split("") == ()
    assert split("<b> \n </b>") == ()


@pytest.mark.parametrize("entity", ["&amp;", "&lt;", "&quot;", "&#128512;"])
def test_an_entity_is_never_cut(entity: str) -> None:
    for part in split(entity * 60, limit=11):
        assert re.fullmatch(f"(?:{re.escape(entity)})+", part)


inline = st.recursive(
    st.text("ab &<😀č\n ", min_size=1, max_size=30).map(
        lambda text: html.escape(text, quote=False)
    ),
    lambda inner: st.tuples(st.sampled_from(["b", "i", "code"]), st.lists(inner, max_size=4)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
    ),
    max_leaves=20,
)


@given(inline, st.integers(3, 40))
def test_parts_fit_are_well_formed_and_hold_every_letter(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(width(plain(part)) <= limit for part in parts)
    assert all(balanced(part) for part in parts)
    shown = "".join(plain(part) for part in parts)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", plain(text))
