from object_library import all_couplings, Coupling

GC_1 = Coupling(name='GC_1', value='-(ee*complex(0,1))', order={'QED': 1})
GC_2 = Coupling(name='GC_2', value='ee*complex(0,1)', order={'QED': 1})
