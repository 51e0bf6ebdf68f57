"""The early universe: annihilation in a thermal bath and the relic density, built on the rates of the library."""
