"""The front page of the office: what waits for this person, and how the current issue stands."""
