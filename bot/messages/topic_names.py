"""Institutions by the names that buttons and lists have for them."""

from bot.messages.voice import Voice
from rules.institutions import registry


def topic_name(topic: str, voice: Voice) -> str:
    """Return the name of an institution, or of a topic that is none's; plain text."""
    if topic in registry():
        return voice.plain(registry()[topic].name.title)
    return voice.label(f"topic.{topic}")


def short_name(institution: str, voice: Voice) -> str:
    """Return the name of an institution for a button; plain text."""
    if institution in registry():
        return voice.plain(registry()[institution].short)
    return voice.label(f"institution.{institution}")
