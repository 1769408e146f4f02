#pragma once

namespace detente::bench {

/// Arithmetic on numbers of one precision, in operations. The elementary functions count as one each, whatever they are
/// made of; a comparison counts together with the choice that follows it.
struct Operations {
  double additions = 0;  // and subtractions
  double multiplications = 0;
  double divisions = 0;
  double comparisons = 0;  // and the choice made of one
  double extrema = 0;      // of two: minimum, maximum
  double negations = 0;    // and absolute values
  double square_roots = 0;
  double exponentials = 0;
  double logarithms = 0;

  /// Calls visit(name, count) for each kind.
  template <class Self, class Visit>
  static void each(Self& operations, Visit&& visit) {
    visit("additions", operations.additions);
    visit("multiplications", operations.multiplications);
    visit("divisions", operations.divisions);
    visit("comparisons", operations.comparisons);
    visit("extrema", operations.extrema);
    visit("negations", operations.negations);
    visit("square_roots", operations.square_roots);
    visit("exponentials", operations.exponentials);
    visit("logarithms", operations.logarithms);
  }
};

/// What the kernel computes in one month of one run, on average over a run.
struct OperationCounts {
  Operations month;                  // in the precision of the kernel
  Operations sums;                   // of outcomes over the months: in double whatever the precision
  double uniforms = 0, normals = 0;  // draws that are made
};

}  // namespace detente::bench
