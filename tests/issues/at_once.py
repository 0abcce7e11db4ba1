"""Acts of several people at the same moment."""

from threading import Barrier, Thread

from django.db import connection


def at_once(*acts) -> list[object]:
    """Run the acts at the same moment; each gives its result or the exception that it raised."""
    barrier, outcomes = Barrier(len(acts)), [None] * len(acts)

    def run(n, act):
        try:
            barrier.wait()
            outcomes[n] = act()
        except Exception as error:
            outcomes[n] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
