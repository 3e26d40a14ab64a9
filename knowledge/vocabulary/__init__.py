"""Word lists that editors keep: what people call things, one YAML file per subject.

A file maps the name of a list to its words: text with spaces between, a list of phrases, or a
mapping from a meaning to either. docs/editing.md tells editors how to write them.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from rules.strict_yaml import StrictYamlError, YamlDocument, YamlPath, YamlValue, read_yaml

FOLDER = Path(__file__).parent
# The one subject whose words are no sign of the bot's own.
_OTHER_SUBJECTS = "other_subjects"
Entry: TypeAlias = tuple[str, str | None, YamlPath]
"""A phrase, what it means where its list says so, and where it stands."""

# Stands for up to so many words of any kind.
_GAP, _MOST_BETWEEN = "~", 3


class Vocabulary:
    """The word lists of one subject."""

    def __init__(self, document: YamlDocument) -> None:
        self._document = document

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the lists."""
        value = self._document.value
        return tuple(map(str, value)) if isinstance(value, dict) else ()

    def words(self, name: str) -> frozenset[str]:
        """Return a list of single words."""
        return frozenset(self.in_order(name))

    def in_order(self, name: str) -> tuple[str, ...]:
        """Return the words of a list as they stand in it."""
        return tuple(phrase for phrase, _, _ in self._entries(name))

    def stems(self, name: str) -> tuple[str, ...]:
        """Return the beginnings of words, written with a star."""
        return tuple(phrase.removesuffix("*") for phrase in self.in_order(name))

    def phrases(self, name: str) -> Mapping[str, bool]:
        """Return a list of phrases that all mean the same."""
        return dict.fromkeys(self.in_order(name), True)

    def meanings(self, name: str) -> Mapping[str, str]:
        """Return the phrases of a list with their meanings; of one that stands twice, the first."""
        found: dict[str, str] = {}
        for phrase, meaning, path in self._entries(name):
            if meaning is None:
                raise self._document.error(path, "must stand under its meaning")
            found.setdefault(phrase, meaning)
        return found

    def truths(self, name: str) -> Mapping[str, bool]:
        """Return the phrases under `yes` and `no`."""
        return {phrase: meaning == "yes" for phrase, meaning in self.meanings(name).items()}

    def numbers(self, name: str) -> Mapping[str, int]:
        """Return the phrases that each stand under a whole number."""
        try:
            return {phrase: int(meaning) for phrase, meaning in self.meanings(name).items()}
        except ValueError as error:
            raise self._document.error((name,), "must have whole numbers as meanings") from error

    def pattern(self, name: str) -> str:
        """Return a regular expression for one phrase of a list, the longest first.

        It is for folded texts that are not taken apart into words; a comma may stand between two
        words of a phrase, and up to three words in place of `~`.
        """
        phrases = sorted(self.in_order(name), key=len, reverse=True)
        return "(?:" + "|".join(map(_as_pattern, phrases)) + ")"

    def _entries(self, name: str) -> Iterator[Entry]:
        if not isinstance(self._document.value, dict) or name not in self._document.value:
            raise self._document.error((), f"lacks the list {name!r}")
        return entries_of(self._document, name)


@lru_cache(maxsize=64)
def load_vocabulary(subject: str) -> Vocabulary:
    """Read the word lists of a subject, `SUBJECT.yaml`.

    Raises:
        rules.strict_yaml.StrictYamlError: when the file cannot be used; it has file and line.
    """
    return Vocabulary(read_yaml(FOLDER / f"{subject}.yaml"))


@lru_cache(maxsize=1)
def all_words() -> frozenset[str]:
    """Return the single words of all lists, but for those of other subjects."""
    found: set[str] = set()
    for file in sorted(FOLDER.glob("*.yaml")):
        document = load_vocabulary(file.stem)
        for name in document.names if file.stem != _OTHER_SUBJECTS else ():
            for phrase in document.in_order(name):
                parts = phrase.replace("|", " ").split()
                found.update(one for one in parts if not one.endswith("*"))
    return frozenset(found)


def entries_of(document: YamlDocument, name: str) -> Iterator[Entry]:
    """Yield every phrase of a list.

    Raises:
        rules.strict_yaml.StrictYamlError: for a list of any other shape.
    """
    value = document.at((name,))
    if isinstance(value, dict):
        for meaning, phrases in value.items():
            for phrase, path in _phrases(document, phrases, (name, meaning)):
                yield phrase, meaning, path
    else:
        for phrase, path in _phrases(document, value, (name,)):
            yield phrase, None, path


def _phrases(
    document: YamlDocument, value: YamlValue, path: YamlPath
) -> Iterator[tuple[str, YamlPath]]:
    if isinstance(value, str):
        for word in value.split():
            yield word, path
    elif isinstance(value, list):
        for place, phrase in enumerate(value):
            if not isinstance(phrase, str):
                raise _not_text(document, (*path, place), phrase)
            yield phrase, (*path, place)
    else:
        raise document.error(path, "must be words, a list of phrases, or meanings with phrases")


def _as_pattern(phrase: str) -> str:
    pattern, between = "", ""
    for part in phrase.split():
        if part == _GAP:
            between += rf"(?:\w+,? ){{0,{_MOST_BETWEEN}}}"
            continue
        forms = "|".join(map(_form_as_pattern, part.split("|")))
        pattern += (",? " if pattern else "") + between + f"(?:{forms})"
        between = ""
    return pattern


def _form_as_pattern(form: str) -> str:
    stem = form.removesuffix("*")
    return re.escape(stem) + (r"\w*" if stem != form else "")


def _not_text(document: YamlDocument, path: YamlPath, phrase: YamlValue) -> StrictYamlError:
    return document.error(path, f'must be text, not {phrase!r}; write it in quotes ("…")')
