"""Programmes as files of the institutions: the kinds of conditions, and the reading of files."""

from rules.programmes.reading import KINDS, NAMED, admits, read_programmes

__all__ = ["KINDS", "NAMED", "admits", "read_programmes"]
