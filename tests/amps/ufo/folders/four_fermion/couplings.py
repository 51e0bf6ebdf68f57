from object_library import all_couplings, Coupling

GC_1 = Coupling(name = 'GC_1', value = '-2*complex(0,1)*Gf*cmath.sqrt(2)', order = {'FERMI':1})
GC_2 = Coupling(name = 'GC_2', value = '(2*cchi*complex(0,1))/Lambda**2', order = {'DARK':1})
