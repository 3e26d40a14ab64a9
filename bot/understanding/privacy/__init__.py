"""What can be kept of a question without telling who asked it."""
