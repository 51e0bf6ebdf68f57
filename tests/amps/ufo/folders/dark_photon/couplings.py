from object_library import all_couplings, Coupling
from function_library import complexconjugate, re, im

GC_1 = Coupling(name="GC_1", value="complex(0,1)*ee", order={"QED": 1})
GC_2 = Coupling(name="GC_2", value="complex(0,1)*ee*eps", order={"QED": 1, "eps": 1})
GC_3 = Coupling(name="GC_3", value="-(complex(0,1)*gD)", order={"dark": 1})
