"""Expressions to fast callables; knows no physics."""
