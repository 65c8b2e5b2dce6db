"""SOFFi, « Suivi Opérateurs, Formation et Financement »: a demonstration service."""
