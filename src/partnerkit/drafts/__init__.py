"""Letters, agendas and agreements: templates filled with what a partnership file holds."""
