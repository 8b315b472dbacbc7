"""The bundled world: borders, topology, shapes."""
