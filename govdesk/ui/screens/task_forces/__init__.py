"""专班与积案: task forces with their three phases, and the problems left over from the past."""
