"""Puts the tables into a document, between two lines that mark their place. Pure."""
BEGIN, END = "<!-- written by make bench: begin -->", "<!-- written by make bench: end -->"


def rewritten(document, tables):
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"it has no lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}"
