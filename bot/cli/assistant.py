"""Load the assistant with everything it knows, for all front ends."""

from collections.abc import Mapping
from pathlib import Path

from bot.cli.garbage import left_to_stay
from bot.dialogue.assistant import Assistant
from bot.office import Offices
from knowledge import KnowledgeError, load_knowledge
from knowledge.parts import FOLDER
from knowledge.second_opinion import load_second_opinion
from rules import ParameterError, load_rulebook

# What `load_assistant` raises for a mistake in a file; each line of the message has its place.
CannotLoad = (ParameterError, KnowledgeError)


def load_assistant(
    contacts: Mapping[str, str] | None = None,
    offices: Offices | None = None,
    folder: Path | None = None,
) -> Assistant:
    """Load the rules and the entries.

    Args:
        contacts: whom to reach, by institution, as the operator gives it.
        offices: who answers what the bot cannot.
        folder: the knowledge; the program's own where none is named.

    Raises:
        rules.ParameterError: when a parameter file has a mistake; the message has file and line.
        knowledge.KnowledgeError: when entries have mistakes; it lists them all.
    """
    with left_to_stay():
        rulebook = load_rulebook()
        knowledge = load_knowledge(rulebook, folder or FOLDER, second_opinion=load_second_opinion())
        return Assistant(knowledge, rulebook, contacts, offices)
