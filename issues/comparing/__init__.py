"""Compares two Documents, for reviewers and for the history.

`documents.compare` gives the entries, sections and fields that differ; `marking.diff_pieces` and `blocks.mark_html` mark
one text against another; `entries.marked_entry` makes an entry that the partials of `templates/entries/` show with its
marks. Texts are compared without Django.
"""
