"""Questions written from the three published texts alone, and their scorer."""
