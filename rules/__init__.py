"""What the mobility programmes say: checks, grants, durations, grades and deadlines.

Numbers stand in `rules/parameters/*.yaml`, each with its source; conditions are small Python next
to the sentence they come from. This package knows nothing of chat, search or Telegram, and hands
out texts as data (`locales.Text`).
"""

from rules.parameters import NotInForceError, ParameterError, ParameterValue
from rules.rulebook import Rulebook, load_rulebook

__all__ = ["NotInForceError", "ParameterError", "ParameterValue", "Rulebook", "load_rulebook"]
