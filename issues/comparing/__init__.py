"""What changed between two Documents, for reviewers and for the history.

`documents.compare` says which entries, sections and fields differ; `marking.diff_pieces` and `blocks.mark_html` mark one text
against another; `entries.marked_entry` is an entry that the partials of `templates/entries/` show with its marks.
Texts are compared without Django.
"""
