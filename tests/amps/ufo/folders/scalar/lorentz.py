from object_library import all_lorentz, Lorentz

FFV1 = Lorentz(name = 'FFV1', spins = [ 2, 2, 3 ], structure = 'Gamma(3,2,1)')
FFS1 = Lorentz(name = 'FFS1', spins = [ 2, 2, 1 ], structure = 'ProjM(2,1) + ProjP(2,1)')
VSS1 = Lorentz(name = 'VSS1', spins = [ 3, 1, 1 ], structure = 'P(1,3) - P(1,2)')
VVSS1 = Lorentz(name = 'VVSS1', spins = [ 3, 3, 1, 1 ], structure = 'Metric(1,2)')
SSS1 = Lorentz(name = 'SSS1', spins = [ 1, 1, 1 ], structure = '1')
