"""What is shown of all rooms together: the dashboard of each person. It reads, and keeps only how it was arranged."""
