"""The lengths of a stay that a message tells."""
