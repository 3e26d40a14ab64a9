"""Entries of the knowledge: found, judged, and told with what was asked first."""
