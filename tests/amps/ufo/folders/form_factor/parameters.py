from object_library import all_parameters, Parameter

ZERO = Parameter(name='ZERO', nature='internal', type='real', value='0.0', texname='0')
ee = Parameter(name='ee', nature='external', type='real', value=0.3028, texname='e', lhablock='IN', lhacode=[1])
Lam = Parameter(name='Lam', nature='external', type='real', value=0.84, texname='L', lhablock='IN', lhacode=[2])
m_e = Parameter(name='m_e', nature='external', type='real', value=0.000511, texname='m', lhablock='MASS', lhacode=[11])
m_S = Parameter(name='m_S', nature='external', type='real', value=0.5, texname='m', lhablock='MASS', lhacode=[9000001])
