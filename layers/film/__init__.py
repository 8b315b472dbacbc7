"""Scene to MP4, WebM and GIF: schedule, camera, frames, encoding."""
