"""One short file per process; the file name is the id."""
