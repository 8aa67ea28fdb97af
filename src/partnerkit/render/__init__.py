"""One file for each format: from a document to text."""
