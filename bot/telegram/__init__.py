"""Telegram: updates in, replies out. The conversation itself is somewhere else."""

import os

# The library asks for this where it tells times as `timedelta`; without it, it warns at every use.
os.environ.setdefault("PTB_TIMEDELTA", "1")
