"""A graph as a page to look at: the explorer, and small summaries for notebooks."""
