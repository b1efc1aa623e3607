"""The engine: knows resources, calls, rows and audit, and no word of the business."""
