"""What is remembered of a conversation: the session, the case, the stays, the focus."""
