"""Home care's page: ask on behalf of somebody, and see whether people arrived where they agreed to that."""
