detente_test(models_properties_test
  SOURCES
    model_properties_test.cpp
  LIBRARIES models detente_rapidcheck)
