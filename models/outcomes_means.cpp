#include "models/outcomes_means.hpp"

#include "engine/core/instances.hpp"
#include "models/world.hpp"

#include <variant>

namespace detente {
namespace {

/// One field whose mean, and for indices of countries whose end, is an outcome.
template <class Real, int L>
struct MeanRow {
  using F = Field<Real, L>;
  char const* name;
  char const* unit;
  char const* meaning;
  char const* dimension;
  bool at_end;
  std::variant<F State<Real, L>::*, F Derived<Real, L>::*> where;

  F const& of(State<Real, L> const& state, Derived<Real, L> const& derived) const {
    return where.index() == 0 ? state.*std::get<0>(where) : derived.*std::get<1>(where);
  }
};

template <class Real, int L>
std::vector<MeanRow<Real, L>> const& mean_rows() {
  using S = State<Real, L>;
  using D = Derived<Real, L>;
  static std::vector<MeanRow<Real, L>> const rows{
      {"oversight", "1", "oversight of defence", "country", true, &S::oversight},
      {"capture", "1", "state capture", "country", true, &S::capture},
      {"g", "1", "governance", "country", true, &D::governance},
      {"alignment", "1", "alignment with the Union", "country", true, &S::alignment},
      {"trust", "1", "trust in the Union", "country", true, &S::trust},
      {"access", "1", "access delivered", "country", true, &S::access},
      {"resilience", "1", "resilience", "country", true, &S::resilience},
      {"fragmentation", "1", "fragmentation of authority", "country", true, &S::fragmentation},
      {"stability", "1", "political stability", "country", true, &S::stability},
      {"spending", "1", "defence spending, start = 1", "country", true, &S::spending},
      {"pressure", "1", "hybrid pressure of all actors", "country", false, &D::pressure},
      {"dependence", "1", "adversarial pull of all actors", "country", false, &D::dependence},
      {"interoperability", "1", "interoperability", "country", false, &D::interoperability},
      {"western_share", "1", "western part of the arms in service", "country", false, &D::western_share},
      {"leak", "1", "share of own money that leaks", "country", false, &D::leakage},
      {"leak_eu", "1", "share of EU money that leaks", "country", false, &D::leakage_eu},
      {"infoleak", "1", "exposure of shared information", "country", false, &D::information_leakage},
      {"mistrust", "1", "mistrust", "pair", false, &S::mistrust},
      {"tension", "1", "tension", "dispute", false, &S::tension},
      {"perceived_cost", "1", "perceived cost of escalating", "dispute", false, &D::perceived_cost},
  };
  return rows;
}

/// Standard deviation between the entities of a field.
template <class Real, int L>
Sum<L> spread(Field<Real, L> const& field) {
  Sum<L> mean = Sum<L>::Zero();
  for (Pack<Real, L> const& value : field) mean += wide(value);
  mean /= static_cast<double>(field.size());
  Sum<L> squares = Sum<L>::Zero();
  for (Pack<Real, L> const& value : field) squares += (wide(value) - mean).square();
  return square_root(squares / static_cast<double>(field.size()));
}

}  // namespace

template <class Real, int L>
MeanOutcomes<Real, L>::MeanOutcomes(World<Real, L> const& world, int months)
    : world_(&world), months_(months), stances_(detente::stances, Sum<L>::Zero()) {
  for (MeanRow<Real, L> const& row : mean_rows<Real, L>()) {
    means_.emplace_back(row.of(world.reference().state, world.reference().derived).size(), Sum<L>::Zero());
  }
  for (int i = 0; i < world.setup().region.country_count(); ++i) {
    spending_unit_.push_back(
        world.setup().pick([&](Region const& r) { return r.countries[i].spending_share * r.countries[i].gdp; }));
  }
  for (Sum<L>* sum : {&spending_meur_, &bandwidth_, &crossings_, &alignment_spread_, &trust_spread_})
    *sum = Sum<L>::Zero();
}

template <class Real, int L>
std::vector<typename MeanOutcomes<Real, L>::Row> const& MeanOutcomes<Real, L>::rows() {
  static std::vector<Row> const table = [] {
    std::vector<Row> rows;
    add_field_rows(rows);
    add_region_rows(rows);
    return rows;
  }();
  return table;
}

template <class Real, int L>
void MeanOutcomes<Real, L>::add_field_rows(std::vector<Row>& rows) {
  std::vector<MeanRow<Real, L>> const& fields = mean_rows<Real, L>();
  for (std::size_t k = 0; k < fields.size(); ++k) {
    MeanRow<Real, L> const& field = fields[k];
    rows.push_back({{std::string("mean.") + field.name,
                     field.unit,
                     std::string("mean over months: ") + field.meaning,
                     {field.dimension}},
                    [k](MeanOutcomes const& it, Ending<Real, L> const&, OutcomeWriter<L>& to) {
                      to.put_scaled(it.means_[k], it.months_);
                    }});
  }
  for (MeanRow<Real, L> const& field : fields) {
    if (!field.at_end) continue;
    rows.push_back(
        {{std::string("end.") + field.name, field.unit, std::string("at the end: ") + field.meaning, {field.dimension}},
         [&field](MeanOutcomes const&, Ending<Real, L> const& ending, OutcomeWriter<L>& to) {
           for (P const& value : field.of(ending.state, ending.derived)) to.put(wide(value));
         }});
  }
}

template <class Real, int L>
void MeanOutcomes<Real, L>::add_region_rows(std::vector<Row>& rows) {
  auto const mean = [](Sum<L> MeanOutcomes::*of) -> typename Row::Put {
    return [of](MeanOutcomes const& it, Ending<Real, L> const&, OutcomeWriter<L>& to) { to.put(it.*of / it.months_); };
  };
  rows.push_back({{"mean.spending_meur",
                   "MEUR/year",
                   "defence spending of all countries without growth of the economy, mean over months",
                   {}},
                  mean(&MeanOutcomes::spending_meur_)});
  rows.push_back(
      {{"mean.eu_bandwidth", "1", "attention of the Union, mean over months", {}}, mean(&MeanOutcomes::bandwidth_)});
  rows.push_back({{"mean.crossings", "1", "irregular crossings, start = 1, mean over months", {}},
                  mean(&MeanOutcomes::crossings_)});
  rows.push_back({{"alignment_spread", "1", "standard deviation of alignment between countries, mean over months", {}},
                  mean(&MeanOutcomes::alignment_spread_)});
  rows.push_back({{"trust_spread", "1", "standard deviation of trust between countries, mean over months", {}},
                  mean(&MeanOutcomes::trust_spread_)});
  rows.push_back({{"stance_share", "1", "share of country-months in a stance", {"stance"}},
                  [](MeanOutcomes const& it, Ending<Real, L> const&, OutcomeWriter<L>& to) {
                    to.put_scaled(it.stances_,
                                  static_cast<double>(it.months_) * it.world_->setup().region.country_count());
                  }});
}

template <class Real, int L>
void MeanOutcomes<Real, L>::observe(Lived<Real, L> const& lived) {
  std::vector<MeanRow<Real, L>> const& rows = mean_rows<Real, L>();
  for (std::size_t k = 0; k < rows.size(); ++k) {
    Field<Real, L> const& field = rows[k].of(lived.now, lived.derived);
    for (std::size_t i = 0; i < field.size(); ++i) means_[k][i] += wide(field[i]);
  }
  Region const& region = world_->setup().region;
  for (int i = 0; i < region.country_count(); ++i) {
    spending_meur_ += wide(P(spending_unit_[i] * lived.now.spending[i]));
    stances_[0] += wide(lived.now.cooperate[i]);
    stances_[1] += wide(lived.now.hedge[i]);
    stances_[2] += wide(lived.now.defy[i]);
  }
  bandwidth_ += wide(lived.now.eu_bandwidth);
  crossings_ += wide(lived.now.crossings);
  alignment_spread_ += spread<Real, L>(lived.now.alignment);
  trust_spread_ += spread<Real, L>(lived.now.trust);
}

#define DETENTE_INSTANCE(Real, L) template class MeanOutcomes<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
