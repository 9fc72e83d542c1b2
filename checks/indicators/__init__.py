"""The official text as data: one TOML file per edition, overlays for a province or city, the words of this program.

Law: a number that could change when the official text changes stands here and nowhere else, with its source and how
well that source is verified.
"""
