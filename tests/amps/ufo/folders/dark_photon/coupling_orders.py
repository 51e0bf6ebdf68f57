from object_library import all_orders, CouplingOrder

QED = CouplingOrder(name="QED", expansion_order=99, hierarchy=2)
eps = CouplingOrder(name="eps", expansion_order=99, hierarchy=3)
dark = CouplingOrder(name="dark", expansion_order=99, hierarchy=1)
