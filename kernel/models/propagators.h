// Exact integration of a leaky membrane over one step h (Rotter & Diesmann 1999, Biol Cybern 81:381): how much of a synaptic
// current at the start of the step is seen in the membrane at its end. Regular everywhere, also for tau == tau_m.
#pragma once

namespace nestling {

// Constant current -> membrane: (tau_m / C) (1 - exp(-h / tau_m)).
double constant_to_membrane(double tau_m, double C, double h);
// Exponential current with time constant tau -> membrane.
double exponential_to_membrane(double tau, double tau_m, double C, double h);
// Slope variable of an alpha-shaped current with time constant tau -> membrane.
double alpha_to_membrane(double tau, double tau_m, double C, double h);

// (e^x - 1) / x and ((x - 1) e^x + 1) / x^2, with their limits 1 and 1/2 at 0.
double phi(double x);
double psi(double x);

}  // namespace nestling
