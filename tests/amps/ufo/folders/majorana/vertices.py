from object_library import all_vertices, Vertex
import particles as P
import couplings as C
import lorentz as L

V_1 = Vertex(name = 'V_1', particles = [ P.vm__tilde__, P.N, P.a ], color = [ '1' ], lorentz = [ L.FFV1 ],
             couplings = {(0,0):C.GC_1})
V_2 = Vertex(name = 'V_2', particles = [ P.N, P.vm, P.a ], color = [ '1' ], lorentz = [ L.FFV2 ],
             couplings = {(0,0):C.GC_2})
V_3 = Vertex(name = 'V_3', particles = [ P.N, P.N, P.X ], color = [ '1' ], lorentz = [ L.FFV3 ],
             couplings = {(0,0):C.GC_3})
V_4 = Vertex(name = 'V_4', particles = [ P.vm__tilde__, P.vm, P.X ], color = [ '1' ], lorentz = [ L.FFV4 ],
             couplings = {(0,0):C.GC_4})
V_5 = Vertex(name = 'V_5', particles = [ P.N, P.N, P.phi ], color = [ '1' ], lorentz = [ L.FFS1 ],
             couplings = {(0,0):C.GC_3})
