from object_library import all_parameters, Parameter
from function_library import complexconjugate, re, im, csc, sec, acsc, asec

ZERO = Parameter(name = 'ZERO', nature = 'internal', type = 'real', value = '0.0', texname = '0')

aEWM1 = Parameter(name = 'aEWM1', nature = 'external', type = 'real', value = 137.035999, texname = 'a',
                  lhablock = 'SMINPUTS', lhacode = [ 01 ])

y = Parameter(name = 'y', nature = 'external', type = 'real', value = 0.02, texname = 'y',
              lhablock = 'SCALARS', lhacode = [ 1 ])

A3 = Parameter(name = 'A3', nature = 'external', type = 'real', value = 0.3, texname = 'A_3',
               lhablock = 'SCALARS', lhacode = [ 2 ])

m_e = Parameter(name = 'm_e', nature = 'external', type = 'real', value = 0.000511, texname = 'm_e',
                lhablock = 'MASS', lhacode = [ 11 ])

m_S = Parameter(name = 'm_S', nature = 'external', type = 'real', value = 0.2, texname = 'm_S',
                lhablock = 'MASS', lhacode = [ 9000001 ])

m_phi = Parameter(name = 'm_phi', nature = 'external', type = 'real', value = 0.5, texname = 'm_\\phi',
                  lhablock = 'MASS', lhacode = [ 9000002 ])

W_phi = Parameter(name = 'W_phi', nature = 'external', type = 'real', value = 0.001, texname = 'W_\\phi',
                  lhablock = 'DECAY', lhacode = [ 9000002 ])

ee = Parameter(name = 'ee', nature = 'internal', type = 'real',
               value = '2*cmath.sqrt(1/aEWM1)*cmath.sqrt(cmath.pi)', texname = 'e')
