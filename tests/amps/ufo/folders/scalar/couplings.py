from object_library import all_couplings, Coupling
from function_library import complexconjugate, re, im, csc, sec, acsc, asec

GC_1 = Coupling(name = 'GC_1', value = '-(ee*complex(0,1))', order = {'QED':1})
GC_2 = Coupling(name = 'GC_2', value = 'ee*complex(0,1)', order = {'QED':1})
GC_3 = Coupling(name = 'GC_3', value = '2*ee**2*complex(0,1)', order = {'QED':2})
GC_4 = Coupling(name = 'GC_4', value = 'complex(0,1)*y', order = {'NP':1})
GC_5 = Coupling(name = 'GC_5', value = 'A3*complex(0,1)', order = {'NP':1})
