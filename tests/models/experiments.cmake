detente_test(models_experiment_test
  SOURCES
    broken_experiments_test.cpp broken_policies_test.cpp broken_rules_test.cpp experiment_analysis_test.cpp experiment_design_test.cpp experiment_record_test.cpp
    experiment_scenarios_test.cpp experiment_stop_test.cpp experiment_test.cpp golden_test.cpp
    uncertainty_test.cpp
  LIBRARIES models engine_run)
