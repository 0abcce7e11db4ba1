"""The rows of an issue as they are changed: every write asks `guarding` first and leaves its history by `recording`.

Where an entry stands (`placing`), in which order, under which section, and how one comes back (`restoring`).
"""
