"""Cross sections of colliding leptons."""
