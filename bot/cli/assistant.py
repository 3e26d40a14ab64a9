"""The assistant with everything it knows, for all ways in."""

from bot.conversation.assistant import Assistant
from knowledge import load_knowledge
from rules import load_rulebook


def load_assistant() -> Assistant:
    """Load the rules and the entries.

    Raises:
        rules.ParameterError: when a parameter file has a mistake; the message has file and line.
        knowledge.KnowledgeError: when entries have mistakes; it lists them all.
    """
    rulebook = load_rulebook()
    return Assistant(load_knowledge(rulebook), rulebook)
