"""The compose page (编排): an issue with its sections and entries, where it stands and what to do next."""
