"""The tables, word lists, vocabulary and weights that the code reads; no code of its own."""
