"""The reading site: readers see Editions, never rows that are being edited."""
