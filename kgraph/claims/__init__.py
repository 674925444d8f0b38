"""Content -> claims and events: what is said, which side it takes, clustered over the corpus."""
