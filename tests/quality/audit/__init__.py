"""Whether a pinned dependency has a known vulnerability."""
