"""The Streamlit page: its panels, the editor, its jobs, and what all readers of a server share."""
