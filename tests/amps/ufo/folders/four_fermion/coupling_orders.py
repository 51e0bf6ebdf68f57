from object_library import all_orders, CouplingOrder

FERMI = CouplingOrder(name = 'FERMI', expansion_order = 1, hierarchy = 1)
DARK = CouplingOrder(name = 'DARK', expansion_order = 2, hierarchy = 1)
