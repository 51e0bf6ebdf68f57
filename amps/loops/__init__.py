"""One loop, exactly: diagrams from a model, D-dimensional algebra, Feynman parameters, closed forms and limits."""
