"""Addresses that stand behind words of a message: passed on as text, they would be lost."""

from collections.abc import Mapping
from typing import Any

from bot.telegram.json_parts import words
from bot.telegram.mentions import characters, entities_of


def with_links(text: str, message: Mapping[str, Any]) -> str:
    """Return the text of a message with each hidden address behind the words that lead to it.

    Args:
        text: the text of the message.
        message: as Telegram sent it; entities that cannot be read are passed over.
    """
    entities = entities_of(message)
    told = []
    for entity in entities if isinstance(entities, list) else []:
        match entity:
            case {"type": "text_link", "url": str(url), "offset": int(begin), "length": int(size)}:
                end = characters(text, begin + size)
                if 0 <= begin < begin + size and url not in text[characters(text, begin) : end]:
                    # Halves of a surrogate pair cannot be written anywhere.
                    whole = url.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
                    told.append((end, f" ({whole})"))
    for end, address in sorted(told, reverse=True):
        text = f"{text[:end]}{address}{text[end:]}"
    return text


def linked(message: Mapping[str, Any]) -> str | None:
    """Return a message's text with the addresses behind its words; None where there are none."""
    text = words(message.get("text"))
    told = None if text is None else with_links(text, message)
    return None if told == text else told
