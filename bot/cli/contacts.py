"""The operator's contacts, per institution: a YAML file, none by default."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from rules.institutions import registry

_LARGEST = 64 * 1024


class ContactsError(ValueError):
    """A file of contacts that cannot be used; the message has file and line."""


def read_contacts(path: Path) -> Mapping[str, str]:
    """Return what the file says for each institution: a text that is shown as it stands.

    Raises:
        ContactsError: it cannot be read, or does not say something for institutions by name.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise ContactsError(f"{path}: {error.strerror or type(error).__name__}") from None
    if len(content) > _LARGEST:
        raise ContactsError(f"{path}: is larger than {_LARGEST // 1024} KiB")
    try:
        root = yaml.compose(content, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 1
        raise ContactsError(f"{path}:{line}: is not YAML ({error.problem})") from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise ContactsError(f"{path}:1: is not YAML") from None
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise ContactsError(f"{path}:1: {_expected()}")
    _check(root, path)
    return {key.value: " ".join(value.value.split()) for key, value in root.value}


def _check(root: yaml.MappingNode, path: Path) -> None:
    seen = set()
    for key, value in root.value:
        where = f"{path}:{key.start_mark.line + 1}"
        if key.value not in registry():
            raise ContactsError(f"{where}: {str(key.value)!r} is no institution; {_expected()}")
        if key.value in seen:
            raise ContactsError(f"{where}: {key.value} stands there twice")
        if not isinstance(value, yaml.ScalarNode):
            raise ContactsError(f"{where}: {key.value} must be one text, in quotes")
        if not value.value.strip():
            raise ContactsError(f"{where}: {key.value} has no contact; fill it in or take it out")
        seen.add(key.value)


def _expected() -> str:
    return f"expected are contacts under the names {', '.join(registry().ids)}"
