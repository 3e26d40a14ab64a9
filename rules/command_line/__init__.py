"""The command line of the rules: JSON Lines for programs, short answers for people.

Only here do the rules' texts become words.
"""

from rules.command_line.main import main

__all__ = ["main"]
