"""The compose page (编排) of an issue: its sections and entries, its status, and the next steps."""
