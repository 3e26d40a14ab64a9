"""What tests need while they are collected, read once in a process; else there are fixtures."""

from rules import load_rulebook

RULEBOOK = load_rulebook()
