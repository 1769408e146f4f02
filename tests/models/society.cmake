detente_test(models_society_test
  SOURCES
    alignment_test.cpp anchored_index_test.cpp bounds_test.cpp condition_test.cpp conditions_test.cpp crisis_load_test.cpp decisions_diplomacy_test.cpp decisions_test.cpp
    derived_test.cpp drivers_regime_test.cpp drivers_test.cpp governance_test.cpp hybrid_pressure_test.cpp inclusion_test.cpp lever_rules_test.cpp levers_test.cpp
    mistrust_test.cpp parameter_info_test.cpp parameters_security_test.cpp parameters_society_test.cpp parameters_test.cpp
    reference_test.cpp reference_values_test.cpp region_conflict_test.cpp region_test.cpp region_transport_test.cpp scenario_test.cpp state_test.cpp
    step_test.cpp streams_test.cpp
  LIBRARIES models)
