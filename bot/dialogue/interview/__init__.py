"""An open form: asking for one slot at a time, taking the answer, keeping the result."""
