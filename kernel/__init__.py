"""The ground floor: technical parts that know no municipality and no grant."""
