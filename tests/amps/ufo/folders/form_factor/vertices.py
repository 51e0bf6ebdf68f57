from object_library import all_vertices, Vertex
import particles as P
import couplings as C
import lorentz as L

V_1 = Vertex(name='V_1', particles=[P.e__plus__, P.e__minus__, P.a], color=['1'], lorentz=[L.FFV1],
             couplings={(0, 0): C.GC_1})
V_2 = Vertex(name='V_2', particles=[P.a, P.S__minus__, P.S__plus__], color=['1'], lorentz=[L.VSS1],
             couplings={(0, 0): C.GC_2})
