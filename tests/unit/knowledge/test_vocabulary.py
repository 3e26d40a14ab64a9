"""Word lists: a slip is told with its file and line, and every list is one that is read."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.understanding.privacy import personal_words
from knowledge.checks import vocabulary
from knowledge.checks.subject import Subject
from knowledge.load import collect
from knowledge.vocabulary import FOLDER, Vocabulary
from rules.strict_yaml import StrictYamlError, parse_yaml, read_yaml
from tests.unit.knowledge.figures import FIGURES

SAMPLE = Path(__file__).parent / "sample"
ROOT = Path(__file__).parents[3]
_METHODS = "words|in_order|stems|phrases|meanings|truths|numbers|pattern"
READERS = [
    *sorted((ROOT / "bot").rglob("*.py")),
    *sorted((ROOT / "knowledge").glob("*.py")),
    *sorted((ROOT / "knowledge" / "finder").rglob("*.py")),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path, dirs_exist_ok=True)
    shutil.copytree(FOLDER, tmp_path / "vocabulary", dirs_exist_ok=True)
    return tmp_path


def _told(folder: Path) -> list[str]:
    subject = Subject(collect(folder), FIGURES, folder, date(2026, 11, 28))
    return [
        f"{problem.file.name}:{problem.line}: {problem.message}"
        for problem in vocabulary.check(subject)
    ]


def test_the_lists_as_they_stand_are_right(folder: Path) -> None:
    assert _told(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - out of\n", "  - out of\n  - Out of\n", "write 'out of' instead of 'Out of'"),
        ("  - out of\n", "  - out of\n  - oceń\n", "small Latin letters, no diacritics"),
        ("  - out of\n", "  - out of\n  - out of\n", "'out of' stands twice in 'out of'"),
        ("  - out of\n", "  - out of\n  - out ~\n", "`~` must stand between two words"),
        ("  - out of\n", "  - out of\n  - o*ut\n", "`*` must stand at the end of a word"),
        ("  - out of\n", "  - out of\n  - out|\n", "a word is missing beside `|`"),
        ("  - out of\n", "  - out of\n  - 12\n", "must be text, not 12"),
        ("out of:\n", "out off:\n", "unknown list 'out off'"),
        ("  7:\n", "  seven:\n", "'seven' must be a number"),
        ("out of:\n", "out of: [\n", "not valid YAML"),
    ],
)
def test_a_slip_is_told_with_its_place(folder: Path, old: str, new: str, said: str) -> None:
    file = folder / "vocabulary" / "grades.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    told = _told(folder)
    assert any(said in message for message in told), told
    assert all(re.match(r"grades\.yaml:[1-9]\d*: ", message) for message in told)


def test_an_unknown_meaning_is_told_with_those_that_are_known(folder: Path) -> None:
    file = folder / "vocabulary" / "people.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("  teacher:\n", "  teecher:\n", 1), encoding="utf-8")
    (message,) = [message for message in _told(folder) if "teecher" in message]
    assert "unknown meaning 'teecher' in 'roles'" in message
    assert "teacher" in message.split("one of", 1)[1]


def test_the_list_of_lists_names_what_the_readers_ask_for() -> None:
    vocabulary = r"(?:_[A-Z_]+|load_vocabulary\([\"']\w+[\"']\))"
    asking = rf"(?:{vocabulary}\.(?:{_METHODS})\(|Cue\.of\({vocabulary},)"
    asked = {
        name
        for file in READERS
        for name in re.findall(asking + r"\s*[\"']([^\"']+)[\"']", file.read_text(encoding="utf-8"))
    }
    known = read_yaml(FOLDER / "lists.yaml").value
    assert isinstance(known, dict)
    named = {
        name
        for subject, lists in known.items()
        if isinstance(lists, dict) and subject != "personal"
        for name in lists
    }
    assert asked == named
    personal = known["personal"]
    assert isinstance(personal, dict)
    assert personal.keys() == personal_words.WORDS.keys()


def test_a_list_that_is_asked_for_and_lacks_is_told_with_its_file() -> None:
    words = Vocabulary(parse_yaml("some: a b\n", Path("some.yaml")))
    assert words.words("some") == {"a", "b"}
    with pytest.raises(StrictYamlError, match=r"some\.yaml:1: lacks the list 'other'"):
        words.words("other")


def test_a_pattern_finds_the_longest_phrase_and_words_by_their_beginning() -> None:
    words = Vocabulary(parse_yaml("some: [a, a b, come|go home*]\n", Path("some.yaml")))
    pattern = re.compile(words.pattern("some"))
    found = [match.group() for match in pattern.finditer("a b, go, homewards, x. come home")]
    assert found == ["a b", "go, homewards", "come home"]
