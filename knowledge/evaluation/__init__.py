"""How well questions are found: on held-out phrasings, on labelled questions, and under noise."""
