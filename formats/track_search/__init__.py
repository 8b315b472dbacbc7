"""Many files of recorded positions, searched by area and time; DuckDB here, Dask past a machine."""
