from object_library import all_vertices, Vertex
import particles as P
import couplings as C
import lorentz as L
print 'loading vertices'

V_1 = Vertex(name = 'V_1', particles = [ P.e__plus__, P.e__minus__, P.a ], color = [ '1' ], lorentz = [ L.FFV1 ],
             couplings = {(0,0):C.GC_1})
V_2 = Vertex(name = 'V_2', particles = [ P.a, P.S__minus__, P.S__plus__ ], color = [ '1' ], lorentz = [ L.VSS1 ],
             couplings = {(0,0):C.GC_2})
V_3 = Vertex(name = 'V_3', particles = [ P.a, P.a, P.S__minus__, P.S__plus__ ], color = [ '1' ],
             lorentz = [ L.VVSS1 ], couplings = {(0,0):C.GC_3})
V_4 = Vertex(name = 'V_4', particles = [ P.e__plus__, P.e__minus__, P.phi ], color = [ '1' ], lorentz = [ L.FFS1 ],
             couplings = {(0,0):C.GC_4})
V_5 = Vertex(name = 'V_5', particles = [ P.phi, P.S__minus__, P.S__plus__ ], color = [ '1' ], lorentz = [ L.SSS1 ],
             couplings = {(0,0):C.GC_5})
