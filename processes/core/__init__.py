"""The process, its parameters, its result and the way from algebra to a kernel."""
