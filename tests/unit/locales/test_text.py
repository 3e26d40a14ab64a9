"""Texts in three written forms: values, plurals, dates, money; and catalogues that keep in step."""

import ast
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from locales import Locale, Money, Text, catalogue, format_value, render

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 дан"), (2, "2 дана"), (5, "5 дана"), (11, "11 дана"), (21, "21 дан"), (101, "101 дан")],
)
def test_serbian_days_take_their_plural(count: int, words: str) -> None:
    assert render(Text("units.days", count=count), Locale.SR_CYRL) == words


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 mesec"), (2, "2 meseca"), (5, "5 meseci"), (21, "21 mesec")]
)
def test_the_latin_catalogue_is_derived_with_its_plurals(count: int, words: str) -> None:
    assert render(Text("units.months", count=count), Locale.SR_LATN) == words


@pytest.mark.parametrize(("count", "words"), [(1, "1 day"), (2, "2 days"), (21, "21 days")])
def test_english_days_take_their_plural(count: int, words: str) -> None:
    assert render(Text("units.days", count=count), Locale.EN) == words


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        (Locale.EN, ["1,780", "8.5", "1,330 EUR", "1,330.50 EUR", "1 March 2026"]),
        (Locale.SR_LATN, ["1.780", "8,5", "1.330 EUR", "1.330,50 EUR", "1. mart 2026."]),
        (Locale.SR_CYRL, ["1.780", "8,5", "1.330 EUR", "1.330,50 EUR", "1. март 2026."]),
    ],
)
def test_numbers_money_and_dates_are_written_as_the_reader_expects(
    locale: Locale, written: list[str]
) -> None:
    values = [1780, Decimal("8.5"), Money(Decimal("1330.00")), Money(Decimal("1330.50"))]
    assert [format_value(value, locale) for value in (*values, date(2026, 3, 1))] == written


def test_a_list_is_joined_in_the_readers_language() -> None:
    parts = (Text("units.months", count=2), Text("units.days", count=5))
    assert format_value(parts, Locale.EN) == "2 months and 5 days"
    assert format_value(parts, Locale.SR_LATN) == "2 meseca i 5 dana"


def test_a_persons_words_cannot_become_markup() -> None:
    assert format_value("<b>&", Locale.EN, markup=True) == "&lt;b&gt;&amp;"


def test_a_message_that_does_not_exist_is_an_error_that_names_it() -> None:
    with pytest.raises(KeyError, match=r"units\.lightyears"):
        render(Text("units.lightyears"), Locale.EN)


def _messages(locale: Locale, domain: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for message in catalogue.read_authored(locale, domain):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            words = message.string
            found[key] = (words,) if isinstance(words, str) else tuple(words or ())
    return found


_PLACEHOLDER = re.compile(r"\{[a-z_][a-z0-9_]*\}")
# Serbian takes the same name in the case that its sentence needs, English in its only form.
_CASE = re.compile(r"_(?:gen|dat|acc|ins|loc)\}$")
_TAG = re.compile(r"</?[a-z]+")


@pytest.mark.parametrize("domain", catalogue.domains())
def test_both_languages_say_the_same_messages_with_the_same_values(domain: str) -> None:
    english, serbian = _messages(Locale.EN, domain), _messages(Locale.SR_CYRL, domain)
    assert english.keys() == serbian.keys()
    for key, forms in english.items():
        expected = {
            frozenset(_CASE.sub("}", value) for value in _PLACEHOLDER.findall(form))
            for form in (*forms, *serbian[key])
        }
        # A singular may spell its one out, so plural forms may leave {count} away.
        expected = {values - {"{count}"} for values in expected}
        assert len(expected) == 1, f"{key}: other placeholders in another form or language"
        tags = {tuple(sorted(_TAG.findall(form))) for form in (*forms, *serbian[key])}
        assert len(tags) == 1, f"{key}: other markup in another form or language"
        assert all(forms), f"{key}: empty in English"
        assert all(serbian[key]), f"{key}: empty in Serbian"
        assert len(forms) in (1, 2), key
        # Where one is spelled out, there is a fourth form: "godinu dana", but "21 godina".
        assert len(serbian[key]) in ((3, 4) if len(forms) == 2 else (1,)), key


_LATIN = re.compile(r"[A-Za-zčćšžđČĆŠŽĐ]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_WORD = re.compile(r"[^\W\d_]+")


@pytest.mark.parametrize("domain", catalogue.domains())
def test_no_serbian_word_mixes_the_two_alphabets(domain: str) -> None:
    for key, forms in _messages(Locale.SR_CYRL, domain).items():
        for word in _WORD.findall(" ".join(forms)):
            assert not (_LATIN.search(word) and _CYRILLIC.search(word)), f"{key}: {word!r}"


def _ids_in_code() -> set[str]:
    ids = set()
    for folder in ("rules", "knowledge", "bot"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "id", "") == "Text"
                    and node.args
                ):
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        ids.add(first.value)
    return ids


def test_every_message_that_code_names_has_words() -> None:
    known = {key for domain in catalogue.domains() for key in _messages(Locale.EN, domain)}
    assert _ids_in_code() - known == set()


def test_a_number_of_any_length_can_be_shown() -> None:
    assert format_value(int("9" * 40), Locale.SR_LATN) == "9" * 40
