"""Numbers, and lengths told by a number and a unit."""
