"""Sends what the ledger has queued: mail, and the group robots of Feishu, DingTalk and WeCom. Off unless switched on.

Law: the room results queues and never sends; here is sent, with no transaction open meanwhile. A failure is a value. No
secret stands in the ledger, in a log or in what is told: neither a password nor the address of a robot.
"""
