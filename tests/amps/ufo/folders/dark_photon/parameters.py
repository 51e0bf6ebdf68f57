from object_library import all_parameters, Parameter
from function_library import complexconjugate, re, im

ZERO = Parameter(name="ZERO", nature="internal", type="real", value="0.0", texname="0")

alpha = Parameter(name="alpha", nature="external", type="real", value=0.0072973525643, texname="\\alpha",
                  lhablock="SMINPUTS", lhacode=[1])
eps = Parameter(name="eps", nature="external", type="real", value=1e-3, texname="\\epsilon",
                lhablock="DARK", lhacode=[1])
alpha_D = Parameter(name="alpha_D", nature="external", type="real", value=0.1, texname="\\alpha_D",
                    lhablock="DARK", lhacode=[2])
m_e = Parameter(name="m_e", nature="external", type="real", value=0.000510998950, texname="m_e",
                lhablock="MASS", lhacode=[11])
m_mu = Parameter(name="m_mu", nature="external", type="real", value=0.1056583755, texname="m_\\mu",
                 lhablock="MASS", lhacode=[13])
m_Ap = Parameter(name="m_Ap", nature="external", type="real", value=0.3, texname="m_{A'}",
                 lhablock="MASS", lhacode=[9000022])
m_chi = Parameter(name="m_chi", nature="external", type="real", value=0.1, texname="m_\\chi",
                  lhablock="MASS", lhacode=[9000001])
Gamma_Ap = Parameter(name="Gamma_Ap", nature="external", type="real", value=0.0, texname="\\Gamma_{A'}",
                     lhablock="DECAY", lhacode=[9000022])

ee = Parameter(name="ee", nature="internal", type="real", value="2*cmath.sqrt(alpha)*cmath.sqrt(cmath.pi)",
               texname="e")
gD = Parameter(name="gD", nature="internal", type="real", value="2*cmath.sqrt(alpha_D*cmath.pi)", texname="g_D")
