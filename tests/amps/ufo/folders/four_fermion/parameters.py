from object_library import all_parameters, Parameter
from function_library import complexconjugate

ZERO = Parameter(name = 'ZERO', nature = 'internal', type = 'real', value = '0.0', texname = '0')
Gf = Parameter(name = 'Gf', nature = 'external', type = 'real', value = 1.1663788e-5, texname = 'G_f',
               lhablock = 'SMINPUTS', lhacode = [ 2 ])
cchi = Parameter(name = 'cchi', nature = 'external', type = 'real', value = 0.1, texname = 'c',
                 lhablock = 'CONTACT', lhacode = [ 1 ])
Lambda = Parameter(name = 'Lambda', nature = 'external', type = 'real', value = 10, texname = 'L',
                   lhablock = 'CONTACT', lhacode = [ 2 ])
Me = Parameter(name = 'Me', nature = 'external', type = 'real', value = 0.000510998950, texname = 'm_e',
               lhablock = 'MASS', lhacode = [ 11 ])
MMU = Parameter(name = 'MMU', nature = 'external', type = 'real', value = 0.1056583755, texname = 'm_mu',
                lhablock = 'MASS', lhacode = [ 13 ])
Mchi = Parameter(name = 'Mchi', nature = 'external', type = 'real', value = 0.4, texname = 'm_chi',
                 lhablock = 'MASS', lhacode = [ 9000001 ])
