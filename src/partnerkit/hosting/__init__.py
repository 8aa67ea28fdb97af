"""What a hosting service shows of a pull request: findings, a summary, one comment, labels and who is asked."""
