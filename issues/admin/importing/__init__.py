"""The pages that bring a file in: upload, preview, confirm, and what is left to settle."""
