"""One message in, replies out: a pure function of session, event and time. No I/O, no Telegram."""
