"""Load the assistant with everything it knows, for all front ends."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from bot.cli.garbage import left_to_stay
from bot.dialogue.assistant import Assistant
from bot.office import Offices
from knowledge import Knowledge, KnowledgeError, load_knowledge
from knowledge.finder import store
from knowledge.parts import FOLDER
from knowledge.second_opinion import load_second_opinion
from rules import ParameterError, load_rulebook

# What `load_assistant` raises for a mistake in a file; each line of the message has its place.
CannotLoad = (ParameterError, KnowledgeError)
_BOT = Path(__file__).parents[1]
# What reads the titles of entries, beside what the key of the knowledge names already.
_READERS = ("understanding", "forms", "dialogue")


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
        assistant = Assistant(knowledge, rulebook, contacts, offices)
        if knowledge.key:
            _recall_matters(assistant, knowledge)
        return assistant


def _recall_matters(assistant: Assistant, knowledge: Knowledge) -> None:
    """Know what entries are about from an earlier start: to read all their titles takes longer."""
    digest = hashlib.blake2b(knowledge.key.encode(), digest_size=16)
    for file in sorted(file for place in _READERS for file in (_BOT / place).rglob("*.py")):
        digest.update(file.read_bytes())
    name, matters = f"matters-{digest.hexdigest()}", assistant.matters
    kept = store.read_object(name, dict[str, str | None])
    if kept is not None and kept.keys() == knowledge.entries.keys():
        matters.known.update(kept)
        return
    found = {entry.id: matters.of(entry) for entry in knowledge.entries.values()}
    store.write_bytes(name, json.dumps(found).encode())
