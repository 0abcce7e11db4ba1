"""What a refusal of the workflow is: nothing changed, and the message is Chinese and says why."""


class Refused(Exception):
    """The act was not carried out and nothing changed."""


class Forbidden(Refused):
    """This person may not."""


class Stale(Refused):
    """The issue is not (or no longer) where this act starts from."""


class Unmet(Refused):
    """Something is still missing."""
