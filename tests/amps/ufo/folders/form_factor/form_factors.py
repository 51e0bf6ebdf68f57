from object_library import all_form_factors, FormFactor

monopole = FormFactor(name='monopole', type='real', value='1/(1 - P(-1,1)*P(-1,1)/Lam**2)')
unused = FormFactor(name='unused', type='real', value='P(-1,1)*P(-1,2)')
