"""The command line: thin wrappers around the Python interface, one file per command."""
