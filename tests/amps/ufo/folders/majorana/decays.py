from object_library import all_decays, Decay
import particles as P

Decay_N = Decay(name = 'Decay_N', particle = P.N, partial_widths = {(P.vm, P.a): 'mu_tr**2*MN**3/(16.*cmath.pi)'})
