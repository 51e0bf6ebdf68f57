from object_library import all_lorentz, Lorentz

FFV1 = Lorentz(name = 'FFV1', spins = [ 2, 2, 3 ], structure = 'P(-1,3)*Sigma(-1,3,2,-2)*ProjM(-2,1)')
FFV2 = Lorentz(name = 'FFV2', spins = [ 2, 2, 3 ], structure = 'P(-1,3)*Sigma(-1,3,2,-2)*ProjP(-2,1)')
FFV3 = Lorentz(name = 'FFV3', spins = [ 2, 2, 3 ], structure = 'Gamma(3,2,-1)*ProjP(-1,1) - Gamma(3,2,-1)*ProjM(-1,1)')
FFV4 = Lorentz(name = 'FFV4', spins = [ 2, 2, 3 ], structure = 'Gamma(3,2,-1)*ProjM(-1,1)')
FFS1 = Lorentz(name = 'FFS1', spins = [ 2, 2, 1 ], structure = 'Gamma5(2,1)')
