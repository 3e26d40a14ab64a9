"""The stays that a message tells: which is planned, which is over, which is changed."""
