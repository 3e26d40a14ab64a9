"""Hours of teaching or training: all of them, by the day, by the week."""
