detente_test(models_security_test fast
  SOURCES
    contributions_test.cpp
    cost_test.cpp
    escalation_test.cpp
    events_test.cpp
    industry_test.cpp
    lived_test.cpp
    missions_test.cpp
    mobility_test.cpp
    observables_test.cpp
    outcomes_cost_test.cpp
    outcomes_ladder_test.cpp
    outcomes_means_test.cpp
    outcomes_response_test.cpp
    procurement_test.cpp
    regional_model_test.cpp
    settlement_test.cpp
    tension_test.cpp
    transport_network_test.cpp
    world_lanes_test.cpp
    world_test.cpp
  LIBRARIES models)
