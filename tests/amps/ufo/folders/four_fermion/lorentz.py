from object_library import all_lorentz, Lorentz

FFFF1 = Lorentz(name = 'FFFF1', spins = [ 2, 2, 2, 2 ],
                structure = 'Gamma(-1,2,-2)*Gamma(-1,4,-3)*ProjM(-2,1)*ProjM(-3,3)')
FFFF2 = Lorentz(name = 'FFFF2', spins = [ 2, 2, 2, 2 ],
                structure = 'Gamma(-1,2,1)*Gamma(-1,4,3) - Gamma(-1,2,3)*Gamma(-1,4,1)')
