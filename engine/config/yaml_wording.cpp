#include "engine/config/yaml_wording.hpp"

#include "engine/config/source_text.hpp"

#include <yaml-cpp/exceptions.h>

#include <array>
#include <string_view>

namespace detente {
namespace {

struct Wording {
  std::string_view theirs, what, expected;
};

}  // namespace

SyntaxFault reworded(std::string const& message) {
  namespace parser = YAML::ErrorMsg;
  std::array<Wording, 8> const wordings{{
      {parser::MAP_VALUE, "a colon where no key can stand",
       "check the indentation, and quote a text that contains ': '"},
      {parser::END_OF_MAP, "this line fits no key above", "check the indentation; 'key: value' was expected"},
      {parser::END_OF_SEQ, "this line fits no list above", "check the indentation; '- value' was expected"},
      {parser::END_OF_MAP_FLOW, "a map in braces is not closed", "',' or '}' was expected"},
      {parser::END_OF_SEQ_FLOW, "a list in brackets is not closed", "',' or ']' was expected"},
      {parser::FLOW_END, "a closing bracket without its opening one", "a value was expected"},
      {parser::BLOCK_ENTRY, "a list item where no list can stand",
       "check the indentation, and quote a text that begins with '-'"},
      {parser::UNKNOWN_TOKEN, "a character that no value begins with", "quote a text that begins with @, ` or %"},
  }};
  bool const is_unclosed = message == parser::END_OF_MAP_FLOW || message == parser::END_OF_SEQ_FLOW;
  for (Wording const& wording : wordings) {
    if (message == wording.theirs) return {std::string(wording.what), std::string(wording.expected), is_unclosed};
  }
  return {"not valid YAML: " + printable(message), "valid YAML was expected", false};
}

}  // namespace detente
