"""The operator's file per institution: a contact that is shown, and an office that answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from bot.office import Office, Offices, read_hours
from locales import Locale
from rules.institutions import registry

_LARGEST = 64 * 1024
# What stands under this name is for institutions without an office of their own.
_GENERAL = "default"
_MOST_DAYS = 60


class ContactsError(ValueError):
    """A file of contacts that cannot be used; the message has file and line."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """What the operator says of institutions.

    Attributes:
        texts: a contact each, shown as it stands.
        offices: who answers what the bot cannot.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    offices: Offices = field(default_factory=Offices)

    @property
    def lacks_a_chat(self) -> bool:
        """Whether the general office says all but where it is."""
        general = self.offices.general
        return general is not None and not general.chat

    def with_general_chat(self, chat: int) -> "Contacts":
        """Return the contacts with a chat for every institution without one of its own."""
        general = replace(self.offices.general or Office(chat), chat=chat)
        return replace(self, offices=replace(self.offices, general=general))


def read_contacts(path: Path) -> Contacts:
    """Return what the file says of each institution.

    Raises:
        ContactsError: it cannot be read, or says something that is not expected.
    """
    texts: dict[str, str] = {}
    offices: dict[str, Office] = {}
    for name, node, where in _institutions(_composed(path), path):
        if isinstance(node, yaml.MappingNode):
            settings = _settings(node, path)
            contact = settings.pop("contact", None)
            if "chat" in settings:
                offices[name] = Office(**settings)
            elif settings and name != _GENERAL:
                raise ContactsError(f"{where}: {name} has an office without its staff_chat")
            elif settings:
                # Its chat is that of STAFF_CHAT_ID.
                offices[name] = Office(0, **settings)
        else:
            contact = _text(node, name, where)
        if contact is not None:
            texts[name] = contact
    general = offices.pop(_GENERAL, None)
    return Contacts(texts, Offices(offices, general))


def _composed(path: Path) -> yaml.Node | None:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise ContactsError(f"{path}: {error.strerror or type(error).__name__}") from None
    if len(content) > _LARGEST:
        raise ContactsError(f"{path}: is larger than {_LARGEST // 1024} KiB")
    try:
        root: yaml.Node | None = yaml.compose(content, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 1
        raise ContactsError(f"{path}:{line}: is not YAML ({error.problem})") from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise ContactsError(f"{path}:1: is not YAML") from None
    return root


def _institutions(root: yaml.Node | None, path: Path) -> list[tuple[str, yaml.Node, str]]:
    """Return name, content and place of each institution."""
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise ContactsError(f"{path}:1: {_expected()}")
    found: dict[str, tuple[str, yaml.Node, str]] = {}
    for key, value in root.value:
        where = f"{path}:{key.start_mark.line + 1}"
        if key.value not in (*registry().ids, _GENERAL):
            raise ContactsError(f"{where}: {str(key.value)!r} is no institution; {_expected()}")
        if key.value in found:
            raise ContactsError(f"{where}: {key.value} stands there twice")
        found[key.value] = (key.value, value, where)
    return list(found.values())


def _text(node: yaml.Node, name: str, where: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise ContactsError(f"{where}: {name} must be one text, in quotes, or settings by name")
    if not node.value.strip():
        raise ContactsError(f"{where}: {name} has no contact; fill it in or take it out")
    return " ".join(node.value.split())


def _settings(node: yaml.MappingNode, path: Path) -> dict[str, Any]:
    """Return the settings of one institution under the names that `Office` has for them."""
    settings: dict[str, Any] = {}
    for key, value in node.value:
        where = f"{path}:{key.start_mark.line + 1}"
        if key.value not in _SETTINGS:
            allowed = ", ".join(_SETTINGS)
            raise ContactsError(f"{where}: {str(key.value)!r} is no setting; allowed: {allowed}")
        name, read = _SETTINGS[key.value]
        if name in settings:
            raise ContactsError(f"{where}: {key.value} stands there twice")
        text = _text(value, key.value, where)
        try:
            settings[name] = read(text)
        except ValueError as error:
            raise ContactsError(f"{where}: {key.value} is {text[:60]!r}; {error}") from None
    return settings


def _chat(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not number or abs(number) > 1 << 60:
        raise ValueError("allowed: the whole number that Telegram gives the chat")
    return number


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:9]) <= _MOST_DAYS:
        raise ValueError(f"allowed: whole working days from 1 to {_MOST_DAYS}")
    return int(text)


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("allowed: yes, no")
    return text == "yes"


def _language(text: str) -> Locale:
    tags = {locale.tag: locale for locale in Locale}
    if text not in tags:
        raise ValueError(f"allowed: {', '.join(tags)}")
    return tags[text]


_SETTINGS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "contact": ("contact", str),
    "staff_chat": ("chat", _chat),
    "office_hours": ("hours", read_hours),
    "answers_within_days": ("answers_within", _days),
    "language": ("locale", _language),
    "topics": ("topics", _yes),
}


def _expected() -> str:
    return f"expected are contacts under the names {', '.join(registry().ids)}, and {_GENERAL}"
