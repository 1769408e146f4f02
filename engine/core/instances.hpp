#pragma once

// The packs that templates over (number type, lanes) are compiled for (docs/decisions/0008-few-instantiations.md). A
// source file with such definitions ends with
//
//   #define DETENTE_INSTANCE(Real, L) template class Process<Real, L>;
//   DETENTE_EACH_PACK(DETENTE_INSTANCE)
//   #undef DETENTE_INSTANCE
//
// The one lane is the reference: the same in every instruction set, so it is compiled for the baseline alone.

#if defined(DETENTE_EACH_PACK)  // the build has its own (tools/bench/counting)
#elif defined(DETENTE_KERNEL_MODULE)
#define DETENTE_EACH_PACK(instance) instance(double, 16) instance(float, 16)
#else
#define DETENTE_EACH_PACK(instance) instance(double, 1) instance(double, 16) instance(float, 16)
#endif
