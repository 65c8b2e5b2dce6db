"""EDOF, « Espace des organismes de formation »: a demonstration service."""
