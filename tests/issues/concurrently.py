"""Calls of several people at the same moment."""

from threading import Barrier, Thread

from django.db import connection


def concurrently(*functions) -> list[object]:
    """Runs the functions in threads that start together: the result of each, or the exception that it raised."""
    barrier, outcomes = Barrier(len(functions)), [None] * len(functions)

    def run(n, function):
        try:
            barrier.wait()
            outcomes[n] = function()
        except Exception as error:
            outcomes[n] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
