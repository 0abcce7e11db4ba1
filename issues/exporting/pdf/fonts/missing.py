"""Characters that no font could draw. The PDF keeps their text, so only WeasyPrint's log can tell."""

import logging


class MissingGlyphs(logging.Handler):
    """Listens to WeasyPrint's log and keeps every other message from it quiet."""

    def __init__(self) -> None:
        super().__init__()
        self.characters: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple):
            self.characters.add(str(record.args[0]))

    def listen(self) -> None:
        log = logging.getLogger("weasyprint")
        log.handlers, log.propagate = [self], False
        log.setLevel(logging.WARNING)

    def take(self) -> tuple[str, ...]:
        found, self.characters = sorted(self.characters), set()
        return tuple(found)
