"""The status of an issue. Only `transitions.perform` changes it; `actions` is the table of all actions, and the other modules
are their conditions and effects."""
