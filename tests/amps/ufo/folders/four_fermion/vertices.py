from object_library import all_vertices, Vertex
import particles as P
import couplings as C
import lorentz as L

V_1 = Vertex(name = 'V_1', particles = [ P.mu__plus__, P.vm, P.ve__tilde__, P.e__minus__ ], color = [ '1' ],
             lorentz = [ L.FFFF1 ], couplings = {(0,0):C.GC_1})
V_2 = Vertex(name = 'V_2', particles = [ P.e__plus__, P.ve, P.vm__tilde__, P.mu__minus__ ], color = [ '1' ],
             lorentz = [ L.FFFF1 ], couplings = {(0,0):C.GC_1})
V_3 = Vertex(name = 'V_3', particles = [ P.chi__tilde__, P.chi, P.chi__tilde__, P.chi ], color = [ '1' ],
             lorentz = [ L.FFFF2 ], couplings = {(0,0):C.GC_2})
