"""Federal and funders' reports from the releases of the measures, and the record files that an agency sends."""
