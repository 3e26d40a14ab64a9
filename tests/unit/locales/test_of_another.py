"""Messages that are said otherwise where they are about somebody else than the reader."""

import re
from collections.abc import Iterator

import pytest

from locales import Locale, Text, of_another, render
from locales.catalogue import authored, domains, read_authored

_SUFFIX = ".of_another"
_AUTHORED = tuple(dict.fromkeys(map(authored, Locale)))


def _messages(locale: Locale) -> Iterator[tuple[str, str]]:
    for domain in domains():
        for message in read_authored(locale, domain):
            if isinstance(message.id, str) and isinstance(message.string, str):
                yield message.id, message.string


def _values(words: str) -> set[str]:
    """Return the values that a message names; an institution is one in any case."""
    return set(re.findall(r"\{(institution|\w+?)(?:_[a-z]{3})?\}", words))


@pytest.mark.parametrize("locale", _AUTHORED)
def test_each_stands_beside_the_message_for_the_reader_and_tells_no_more(locale: Locale) -> None:
    words = dict(_messages(locale))
    for name, told in words.items():
        if name.endswith(_SUFFIX):
            usual = words[name.removesuffix(_SUFFIX)]
            assert _values(told) <= _values(usual), name


def test_none_addresses_the_reader_as_the_person_spoken_of() -> None:
    for name, told in _messages(Locale.SR_CYRL):
        if name.endswith(_SUFFIX) and "stays_together" not in name and "yes_alone" not in name:
            assert not re.search(r"\b(Ви|Вам|Вас|Ваш\w*|сте)\b", told), name


def test_a_reason_inside_a_message_is_told_of_the_other_person_too() -> None:
    reason = Text("rules.reason.unknown", {"facts": (Text("rules.fact.year"),), "rule": ""})
    said = render(reason, Locale.EN)
    of_them = of_another(reason, Locale.EN)
    assert "you are in" in said
    assert isinstance(of_them, Text)
    assert "they are in" in render(of_them, Locale.EN)


def test_a_message_without_words_of_its_own_stays_as_it_is() -> None:
    text = Text("units.days", count=3)
    assert of_another(text, Locale.SR_CYRL) == text
