"""What an issue's page costs against a bare Django view: `python -m bench.reading [issue.json] [rounds]`.

The bare view returns the same bytes from memory, in the same process and behind the same middleware. CPU time per
request through the WSGI handler, medians of interleaved rounds; production settings, a database of its own.
"""

import os
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any
from wsgiref.util import setup_testing_defaults

REQUESTS, ROUNDS = 40, 75
TARGETS = {"public": 2.0, "signed in": 1.25}
SETTINGS = {
    "DIGEST_ENV": "production",
    "SECRET_KEY": "only-for-this-measurement-" * 3,
    "ALLOWED_HOSTS": "127.0.0.1",
    "HTTPS": "0",
    "DJANGO_SETTINGS_MODULE": "digest.settings",
}


@dataclass
class Contender:
    """`cpu`: microseconds a request, one figure for each round."""

    path: str
    cookie: str = ""
    cpu: list[float] = field(default_factory=list)

    def run(self, application: Any) -> None:
        start = time.process_time()
        for _ in range(REQUESTS):
            self.ask(application)
        self.cpu.append((time.process_time() - start) / REQUESTS * 1e6)

    def ask(self, application: Any) -> bytes:
        environ: dict[str, Any] = {"PATH_INFO": self.path, "HTTP_COOKIE": self.cookie}
        setup_testing_defaults(environ)
        statuses: list[str] = []
        response = application(environ, lambda status, headers: statuses.append(status))
        body = b"".join(response)
        response.close()
        if statuses != ["200 OK"]:
            raise SystemExit(f"{self.path} answered {statuses}")
        return body


def main(source: str = "", rounds: str = str(ROUNDS)) -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(SETTINGS | {"VAR_DIR": folder})
        application, number, cookie = prepare(source)
        page = Contender(f"/issues/{number}/")
        met = [
            compare("public", application, page, Contender("/bare/"), int(rounds)),
            compare(
                "signed in",
                application,
                replace(page, cookie=cookie, cpu=[]),
                Contender("/bare-behind-login/", cookie),
                int(rounds),
            ),
        ]
    return 0 if all(met) else 1


def prepare(source: str) -> tuple[Any, int, str]:
    """The WSGI application, the number of a published issue and the cookie of a reader."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    from bench import bare

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    settings.ROOT_URLCONF = "bench.bare"
    return get_wsgi_application(), *bare.publish(source)


def compare(name: str, application: Any, page: Contender, view: Contender, rounds: int) -> bool:
    from django.conf import settings

    from bench import bare

    settings.READING_IS_PUBLIC = name == "public"
    bare.CONTENT = page.ask(application)
    for _ in range(rounds):
        for contender in (view, page):
            contender.ask(application)  # each starts with caches that are its own
            contender.run(application)
    ratio = median(page.cpu) / median(view.cpu)
    print(
        f"{name}: page {median(page.cpu):.0f} µs, bare view {median(view.cpu):.0f} µs of CPU a request,"
        f" ratio {ratio:.2f} (at most {TARGETS[name]}), {len(bare.CONTENT)} bytes"
    )
    return ratio <= TARGETS[name]


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
