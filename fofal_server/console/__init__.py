"""What administrators type, and how an installation is brought up."""
