"""Latin hypercubes of a problem, as SALib 1.4 documents dists and bounds; nothing else of it."""
