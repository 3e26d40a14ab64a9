"""Where else the bot is asked than in a private chat: groups, guest mode, inline mode."""
