"""The panels of the Streamlit page: each a module that draws one panel and nothing else."""
