"""Pages with lines to tap: topics, my case, checklists, reminders, news, the office."""
