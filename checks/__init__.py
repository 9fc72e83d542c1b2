"""The room that judges.

Nothing here touches the network, the disk, the clock or a database. What a check may look at arrives as a view
(`checks.model.views`), what it costs stands in the edition (`checks.indicators`), and what it says is data.

Law inside the room: runner → page | site | account → catalog → facts | indicators → model. No check imports a check.
The edition files are package data, read once through `importlib.resources`; that is the only file this room opens.
"""
