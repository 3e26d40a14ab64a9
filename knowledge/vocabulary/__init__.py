"""Word lists that editors keep: what people call things, one YAML file per subject."""

from collections.abc import Mapping
from pathlib import Path

from rules.strict_yaml import read_yaml

FOLDER = Path(__file__).parent


def load_phrases(name: str) -> Mapping[str, str]:
    """Read `NAME.yaml` as phrases with what each of them means.

    The file is a mapping from a meaning to its phrases; a phrase that stands under two meanings
    belongs to the first.

    Raises:
        rules.strict_yaml.StrictYamlError: when the file cannot be used; it has file and line.
    """
    document = read_yaml(FOLDER / f"{name}.yaml")
    found: dict[str, str] = {}
    if not isinstance(document.value, dict):
        raise document.error((), "must map each meaning to a list of phrases")
    for meaning, phrases in document.value.items():
        if not isinstance(phrases, list):
            raise document.error((meaning,), "must be a list of phrases")
        for place, phrase in enumerate(phrases):
            if not isinstance(phrase, str):
                raise document.error((meaning, place), f"must be text, not {phrase!r}")
            found.setdefault(phrase, meaning)
    return found
