"""What every fact asks of an answer, and whether a text gives it (`facts.yaml`)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from locales import Locale, fold
from tests.tables import read_table

FILE = Path(__file__).with_name("facts.yaml")

Group = tuple[str, ...]

# Thousands: 1,780 and 1.780 and 1 780 (with a space that does not break) are 1780.
_THOUSANDS = re.compile("(?<=\\d)[.,\u00a0\u202f](?=\\d{3}(?!\\d))")
_WHOLE_UP_TO = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a right answer holds in one language.

    Attributes:
        must: every group needs one of its alternatives.
        also: groups that all entries of the fact hold between them.
        must_not: what no right answer holds.
    """

    must: tuple[Group, ...]
    also: tuple[Group, ...]
    must_not: Group

    def lacking(self, text: str) -> tuple[str, ...]:
        """What keeps the text from being right, in words; empty when it is right."""
        return (*missing(text, self.must), *forbidden(text, self.must_not))


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the sources.

    Attributes:
        id: its stable name.
        ask: one question for each written form.
        wanted: what a right answer holds, by language (`en`, `sr`).
        gap: the fact is that something is not published.
    """

    id: str
    ask: Mapping[Locale, str]
    wanted: Mapping[str, Wanted]
    gap: bool


@cache
def load_facts() -> tuple[Fact, ...]:
    """All facts, in the order of the sources."""
    return tuple(_fact(record) for record in read_table(FILE))


def _fact(record: Mapping[str, Any]) -> Fact:
    unknown = set(record) - {"id", "ask", "must", "also", "must_not", "gap"}
    if unknown:
        raise ValueError(f"{FILE.name}: {record.get('id')}: unknown keys {sorted(unknown)}")
    must_not = _group(record.get("must_not", ()))
    return Fact(
        id=record["id"],
        ask={locale: record["ask"][locale.tag] for locale in Locale},
        wanted={
            language: Wanted(
                must=tuple(_group(group) for group in record["must"][language]),
                also=tuple(_group(group) for group in record.get("also", {}).get(language, ())),
                must_not=must_not,
            )
            for language in ("en", "sr")
        },
        gap=record.get("gap", False),
    )


def _group(alternatives: Sequence[Any]) -> Group:
    """A group of strings: YAML reads a bare `no` or `12` as something else."""
    for alternative in alternatives:
        if not isinstance(alternative, str) or not alternative.strip():
            raise ValueError(f"{FILE.name}: put {alternative!r} in quotes")
    return tuple(alternatives)


def missing(text: str, groups: Sequence[Group]) -> tuple[str, ...]:
    """The groups of which the text holds nothing, in words."""
    lines = _lines(text)
    return tuple(
        "lacks " + " / ".join(group)
        for group in groups
        if not any(_holds(lines, alternative) for alternative in group)
    )


def forbidden(text: str, alternatives: Group) -> tuple[str, ...]:
    """What the text holds though it must not, in words."""
    lines = _lines(text)
    return tuple(f"holds {word}" for word in alternatives if _holds(lines, word))


def _lines(text: str) -> list[str]:
    return [fold(_THOUSANDS.sub("", line)) for line in text.splitlines()]


def _holds(lines: Sequence[str], alternative: str) -> bool:
    patterns = [_pattern(part) for part in alternative.split(" & ")]
    return any(all(pattern.search(line) for pattern in patterns) for line in lines)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\W+".join(_word(word) for word in fold(words).split()))


def _word(word: str) -> str:
    """A number or short word stands alone, a longer word may go on, a sign is a sign."""
    literal = re.escape(word)
    if word[0].isdigit():
        return rf"(?<!\d)(?<!\d[.,/]){literal}(?![.,/]?\d)"
    if not word[0].isalpha():
        return literal
    # "post-doctoral" and "non-academic" do not tell of doctoral and academic.
    begins = r"(?<!\w)(?<!\w-)"
    return rf"{begins}{literal}(?!\w)" if len(word) <= _WHOLE_UP_TO else rf"{begins}{literal}\w*"
