from . import couplings, lorentz, parameters, particles, vertices

all_particles = particles.all_particles
