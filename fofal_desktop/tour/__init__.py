"""The guided tour: the real desktop driven as its users would, with a picture of every step."""
