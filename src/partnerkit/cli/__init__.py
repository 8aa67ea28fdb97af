"""One file for each command: parse, ask one question, answer in one format."""
