"""What the words of a message point to, before anything is looked up."""
