"""Rows in, answers out: outcomes, what services count, deprivation, promises. A function a question, named in questions.csv."""
