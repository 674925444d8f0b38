"""Scripts that made what ``kgraph/data`` holds: the tagger's weights and the countries."""
