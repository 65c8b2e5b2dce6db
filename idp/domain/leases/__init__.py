"""Which process runs a periodic job, and when it last ran: one at a time among all workers."""
