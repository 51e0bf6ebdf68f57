"""What leaves the package: scans, plots, exported code."""
