"""Dates, months and days, and what they are told for."""
