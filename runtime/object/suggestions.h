// "Did you mean: ...?": the closest name to one that was not found.
#ifndef KRAIT_RUNTIME_OBJECT_SUGGESTIONS_H_
#define KRAIT_RUNTIME_OBJECT_SUGGESTIONS_H_

#include <span>
#include <string>
#include <string_view>

#include "gc/value.h"

namespace krait {

class Isolate;

// The best of the candidates; empty when none is close enough.
std::string ClosestName(std::string_view name, std::span<const std::string> candidates);
// For a NameError or AttributeError instance; empty when there is nothing to suggest. Never raises.
std::string SuggestionFor(Isolate* iso, Value exception);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_SUGGESTIONS_H_
