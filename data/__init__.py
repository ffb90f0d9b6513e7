"""Turns raw files into editions: the only place that writes extracts."""
