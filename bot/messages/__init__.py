"""What comes in and what goes out, as data: events, effects, buttons, and the words of replies."""
