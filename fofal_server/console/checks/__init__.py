"""What ``doctor`` looks at: each check answers one finding."""
