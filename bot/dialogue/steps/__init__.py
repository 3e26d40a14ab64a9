"""The steps of the policy: each deals with one kind of message, or leaves it to the next."""
