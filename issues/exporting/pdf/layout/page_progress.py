"""Which page is being laid out: WeasyPrint says so in its log alone."""

import logging
from collections.abc import Callable


class PageProgress(logging.Handler):
    """Calls `on_page` with the number of each page that is begun, from 1."""

    def __init__(self) -> None:
        super().__init__()
        self.on_page: Callable[[int], None] = lambda page: None

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).endswith("Page %d") and isinstance(record.args, tuple):
            self.on_page(int(str(record.args[0])))

    def listen(self) -> None:
        log = logging.getLogger("weasyprint.progress")
        log.handlers, log.propagate = [self], False
        log.setLevel(logging.INFO)
