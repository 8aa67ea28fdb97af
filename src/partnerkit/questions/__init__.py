"""One file for each question: from a portfolio and a date to a result, and from the result to a document."""
