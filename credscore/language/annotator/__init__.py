"""The annotator: a small encoder that reads who says what, flags, retractions, certainty and grades."""
