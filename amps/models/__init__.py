"""One file per Lagrangian; a model may extend another."""
