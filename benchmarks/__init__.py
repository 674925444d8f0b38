"""What takes how long, and how much memory: each module is a command."""
