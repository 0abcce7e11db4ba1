"""The history of an entry: its versions, the differences between two of them, and the recycle bin."""
