"""The sentences on which conditions rest, word for word, from `quotes.yaml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rules.institutions import BUILT_IN
from rules.programmes import PROGRAMMES
from rules.strict_yaml import StrictYamlError, YamlDocument, YamlPath, read_yaml

FILE = BUILT_IN / "ub" / "programmes" / "quotes.yaml"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a source.

    Attributes:
        text: the sentence, word for word.
        language: the tag of its language and script, which is the source's and not the reader's.
    """

    text: str
    language: str


@cache
def quotes(file: Path = FILE) -> Mapping[tuple[str, str], Quote]:
    """Read the sentences, by condition and section.

    Raises:
        StrictYamlError: for a sentence of a condition that does not exist or has another section,
            and for a condition without one; with file and line.
    """
    document = read_yaml(file)
    stated = set(_stated())
    found: dict[tuple[str, str], Quote] = {}
    if not isinstance(document.value, list):
        raise document.error((), "the file must be a list of quote, source, language and rules")
    for number in range(len(document.value)):
        for key, quote in _read(document, (number,)):
            if key not in stated:
                raise document.error(
                    (number, "rules"), f"no condition {key[0]} with the source {key[1]}"
                )
            if key in found:
                raise document.error((number, "rules"), f"{key[0]} has another sentence already")
            found[key] = quote
    for rule, source in sorted(stated - found.keys()):
        raise StrictYamlError(file, 0, f"{rule} has no sentence of {source}; add it")
    return found


def _stated() -> Iterator[tuple[str, str]]:
    for programme in PROGRAMMES.values():
        for one in programme.conditions:
            yield one.id, one.source
            for source in one.source_by_role.values():
                yield one.id, source


def _read(document: YamlDocument, path: YamlPath) -> Iterator[tuple[tuple[str, str], Quote]]:
    given = document.check_keys(path, required=("quote", "source", "language", "rules"))
    text, source, language = given["quote"], given["source"], given["language"]
    if not (isinstance(text, str) and isinstance(source, str) and isinstance(language, str)):
        raise document.error(path, "quote, source and language must be texts")
    if not isinstance(given["rules"], list) or not given["rules"]:
        raise document.error((*path, "rules"), "rules must be a list of conditions")
    for rule in given["rules"]:
        yield (str(rule), source), Quote(text, language)
