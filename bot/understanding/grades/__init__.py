"""Grades, points and credits, and grades of other scales."""
