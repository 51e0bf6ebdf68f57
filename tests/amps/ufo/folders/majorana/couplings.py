from object_library import all_couplings, Coupling
from function_library import complexconjugate

# Sigma is (i/4) [gamma, gamma]: the Lagrangian (dip/2) Nbar sigma P_L nu F has twice this coupling.
GC_1 = Coupling(name = 'GC_1', value = '-2*dip', order = {'DIP':1})
GC_2 = Coupling(name = 'GC_2', value = '-2*complexconjugate(dip)', order = {'DIP':1})
GC_3 = Coupling(name = 'GC_3', value = 'complex(0,1)*size', order = {'X':1})
GC_4 = Coupling(name = 'GC_4', value = 'complex(0,1)*gnu', order = {'X':1})
