"""What one person, address or message may use at most."""
