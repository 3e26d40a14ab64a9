"""The typed answer to a question of the bot."""
