"""Tables of other systems to a plan: what of a workspace each row creates, updates or leaves as it is."""
