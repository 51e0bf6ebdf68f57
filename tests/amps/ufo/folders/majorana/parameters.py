from object_library import all_parameters, Parameter
from function_library import complexconjugate, magnitude

ZERO = Parameter(name = 'ZERO', nature = 'internal', type = 'real', value = '0.0', texname = '0')
mu_tr = Parameter(name = 'mu_tr', nature = 'external', type = 'real', value = 1e-3, texname = 'mu',
                  lhablock = 'NEUTRAL', lhacode = [ 1 ])
phase = Parameter(name = 'phase', nature = 'external', type = 'real', value = 0.7, texname = 'phase',
                  lhablock = 'NEUTRAL', lhacode = [ 2 ])
gX = Parameter(name = 'gX', nature = 'external', type = 'real', value = 0.2, texname = 'g',
               lhablock = 'NEUTRAL', lhacode = [ 3 ])
gnu = Parameter(name = 'gnu', nature = 'external', type = 'real', value = 0.4, texname = 'g',
                lhablock = 'NEUTRAL', lhacode = [ 4, 1 ])
MN = Parameter(name = 'MN', nature = 'external', type = 'real', value = 0.6, texname = 'm_N',
               lhablock = 'MASS', lhacode = [ 9900014 ])
MX = Parameter(name = 'MX', nature = 'external', type = 'real', value = 1.2, texname = 'm_X',
               lhablock = 'MASS', lhacode = [ 9900032 ])
WN = Parameter(name = 'WN', nature = 'external', type = 'real', value = 0.1, texname = 'W',
               lhablock = 'DECAY', lhacode = [ 9900014 ])
WX = Parameter(name = 'WX', nature = 'external', type = 'real', value = 0.05, texname = 'W',
               lhablock = 'DECAY', lhacode = [ 9900032 ])
dip = Parameter(name = 'dip', nature = 'internal', type = 'complex',
                value = 'mu_tr*cmath.exp(phase*complex(0,1))', texname = 'd')
size = Parameter(name = 'size', nature = 'internal', type = 'real', value = 'magnitude(gX,0)', texname = 's')
