"""Themes: names for files of entries, and the words that ask for them."""

from pathlib import Path

import pytest

from knowledge import Knowledge, KnowledgeError, Theme
from knowledge.entry import Bilingual
from knowledge.theme import theme_file
from knowledge.theme_files import read_themes


@pytest.fixture(scope="module")
def themes(knowledge: Knowledge) -> dict[str, Theme]:
    return dict(knowledge.themes)


def test_every_file_of_entries_has_a_name_for_the_list_of_topics(
    themes: dict[str, Theme], knowledge: Knowledge
) -> None:
    entries = knowledge.entries.values()
    assert {theme_file(entry) for entry in entries if entry.kind != "talk"} == set(themes)


def test_no_word_asks_for_two_themes(themes: dict[str, Theme]) -> None:
    words = [word.rstrip("*") for theme in themes.values() for word in theme.words]
    for word in words:
        assert len([theme for theme in themes.values() if theme.is_asked(word)]) <= 1, word


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("praksa", True),
        ("ПРАКСА!", True),
        ("prakse", True),
        ("Strucna praksa", True),
        ("praksa u Berlinu", False),
        ("STA", True),
        ("sta", False),
        ("ШТА", False),
        ("", False),
        ("???", False),
    ],
)
def test_a_word_asks_for_a_theme_only_where_it_stands_alone(text: str, asked: bool) -> None:
    words = ("praks*", "stručna praksa", "STA")
    theme = Theme("ub/traineeship", Bilingual("Пракса", "Traineeship"), words, (), None, None)
    assert theme.is_asked(text) is asked


def test_mistakes_are_named_with_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "themes.yaml"
    file.write_text(
        "- {file: ub/bip, title: {sr: BIP, en: BIP}}\n"
        "- {file: ub/bip, title: {sr: BIP, en: BIP}, first: [no-such-entry]}\n",
        encoding="utf-8",
    )
    with pytest.raises(KnowledgeError) as caught:
        read_themes(file, {})
    told = [str(problem) for problem in caught.value.problems]
    assert any("themes.yaml:2" in line and "stands twice" in line for line in told)
    assert any("'no-such-entry' does not exist" in line for line in told)
    assert any("holds no entries" in line for line in told)


def test_knowledge_without_themes_is_knowledge_too(tmp_path: Path) -> None:
    assert read_themes(tmp_path / "themes.yaml", {}) == {}
