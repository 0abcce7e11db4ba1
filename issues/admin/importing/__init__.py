"""The pages that import an issue from a file: upload, preview, confirmation, and the remarks to check afterwards."""
