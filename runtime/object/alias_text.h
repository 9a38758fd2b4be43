// The text of the parts of generic aliases and unions.
#ifndef KRAIT_RUNTIME_OBJECT_ALIAS_TEXT_H_
#define KRAIT_RUNTIME_OBJECT_ALIAS_TEXT_H_

#include <string>

#include "gc/value.h"

namespace krait {

class Isolate;

// Types by their qualified name, Ellipsis as "...", lists of parts in brackets, anything else by repr.
bool AppendAliasPart(Isolate* iso, Value part, std::string* text);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_ALIAS_TEXT_H_
