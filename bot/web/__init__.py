"""What the bot's own server gives to other programs and pages."""
