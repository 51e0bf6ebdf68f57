"""Everything that yields a number."""
