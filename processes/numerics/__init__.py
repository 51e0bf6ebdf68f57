"""Integration and other numerics that know no process."""
