"""What words mean: the vocabulary in Turtle and its terms in Python."""
