import cmath
from object_library import all_functions, Function

complexconjugate = Function(name = 'complexconjugate', arguments = ('z',), expression = 'z.conjugate()')
magnitude = Function(name = 'magnitude', arguments = ('x','y'), expression = 'cmath.sqrt(x**2 + y**2)')
