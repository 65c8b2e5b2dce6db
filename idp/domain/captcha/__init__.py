"""Pictures of a code to copy out, each good for one attempt."""
