from object_library import all_lorentz, Lorentz
try:
    import form_factors as ForFac
except ImportError:
    pass

FFV1 = Lorentz(name='FFV1', spins=[2, 2, 3], structure='Gamma(3,2,1)')
VSS1 = Lorentz(name='VSS1', spins=[3, 1, 1], structure='monopole*(P(1,3) - P(1,2))', formfactors=[ForFac.monopole])
