"""Background jobs: what the server does by itself when it is due."""
