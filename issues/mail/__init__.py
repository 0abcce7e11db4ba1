"""Stores mail messages in the transaction of the action that they report, and sends them when they are due. `issues.reviewing`
chooses the recipients."""
