"""The front page of the office: the tasks of this person, and the progress of the current issue."""
