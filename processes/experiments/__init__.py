"""From rates to what an experiment sees: decays inside a detector."""
