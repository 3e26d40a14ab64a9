"""How a message stands to what it says: past or planned, a limit, a wish, set aside."""
