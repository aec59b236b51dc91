"""Relations: one municipality and one organisation, or the municipality's own volunteers."""
