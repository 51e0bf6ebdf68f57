from object_library import all_propagators, Propagator

denominator = "P('mu', id) * P('mu', id) - Mass(id) * Mass(id) + complex(0,1) * Mass(id) * Width(id)"
V1 = Propagator(name = "V1",
                numerator = "complex(0,1) * (-1 * Metric(1, 2) + Metric(1,'mu')* P('mu', id) * P(2, id) / Mass(id)**2 )",
                denominator = denominator)
V2 = Propagator(name = "V2", numerator = "complex(0,1) * -1 * Metric(1, 2)",
                denominator = "P('mu', id) * P('mu', id)")
