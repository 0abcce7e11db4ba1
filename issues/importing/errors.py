class InvalidDocument(ValueError):
    """The source is not an issue: `place` is a path such as sections[2].entries[0].url, `reason` Chinese."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}：{reason}" if place else reason)
        self.place = place
        self.reason = reason
