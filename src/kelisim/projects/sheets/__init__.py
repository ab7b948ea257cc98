"""The pool as a spreadsheet: taken in, undone, given out in an office's own form."""
