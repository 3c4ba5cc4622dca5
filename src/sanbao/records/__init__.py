"""What was done: service records and the hours that they give."""
