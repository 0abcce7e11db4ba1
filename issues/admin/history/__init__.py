"""The earlier contents of an entry: its versions, what differs between two, and the bin."""
