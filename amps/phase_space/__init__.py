"""Phase-space maps from the unit cube to invariants without cancellation."""
