// What reading an attribute comes to, before anything is called: for hasattr() and getattr() with a
// default.
#ifndef KRAIT_RUNTIME_INTERPRETER_ATTRIBUTE_READING_H_
#define KRAIT_RUNTIME_INTERPRETER_ATTRIBUTE_READING_H_

#include <cstdint>

#include "gc/value.h"

namespace krait {

class Isolate;
struct Str;

enum class Reading : uint8_t {
  kFound,   // the value
  kMethod,  // there, but to be bound
  kAbsent,
  kScript,  // a script function of the class decides
  kNative,  // none of these is known: GetAttr finds out, without script
};

Reading ReadingOf(Isolate* iso, Value object, Str* name, Value* v);

}  // namespace krait

#endif  // KRAIT_RUNTIME_INTERPRETER_ATTRIBUTE_READING_H_
