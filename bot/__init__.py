"""The conversation and the ways in."""
