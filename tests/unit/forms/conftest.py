"""The assistant with the real rules and the real entries."""

from tests.unit.dialogue.conftest import ana, assistant, marko

__all__ = ["ana", "assistant", "marko"]
