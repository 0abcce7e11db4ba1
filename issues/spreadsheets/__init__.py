"""Tables in and out (xlsx, csv, pasted rows): what the admin's pages in `issues.admin.spreadsheets` show and confirm."""
