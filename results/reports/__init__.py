"""Reports: what an office owes each week, as content first and then in one format or another.

Law: content knows no format, a format knows no content. Every figure is counted from the detail rows that the report
itself carries, and a report whose parts do not add up is not written.
"""
