"""Refusals: something was not done, and nothing changed. Each message is Chinese and says why."""


class Refusal(Exception):
    """Base of all refusals. The admin shows the message, a command prints it and ends with status 2."""


class ActionRefused(Refusal):
    """An action of the workflow or of the review was refused."""


class Forbidden(ActionRefused):
    """This person may not do this."""


class Stale(ActionRefused):
    """The issue is not, or no longer, in the status that the action starts from."""


class Unmet(ActionRefused):
    """A condition of the action is not met."""
