"""What an entry said before: its versions, what differs between two, and the bin."""
