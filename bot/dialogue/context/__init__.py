"""What a message means in its conversation: what it goes on from, and whose rule is asked."""
