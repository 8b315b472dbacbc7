"""Scene to one HTML document, its scripts, the state in its address, the Streamlit component."""
