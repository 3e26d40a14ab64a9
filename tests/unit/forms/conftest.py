"""People who talk to the assistant."""

from tests.unit.dialogue.conftest import ana, marko

__all__ = ["ana", "marko"]
