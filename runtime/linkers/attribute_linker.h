// Linking of attribute reads, writes and method loads: what the slow paths of the interpreter ask
// for.
#ifndef KRAIT_RUNTIME_LINKERS_ATTRIBUTE_LINKER_H_
#define KRAIT_RUNTIME_LINKERS_ATTRIBUTE_LINKER_H_

#include <cstdint>

#include "callsite/call_site.h"
#include "gc/value.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/special.h"

namespace krait {

class Isolate;
struct Str;
struct Type;

enum class ClassAttribute : uint8_t {
  kAbsent,
  kValue,     // no descriptor: the value itself
  kMethod,    // a function or method descriptor: binds the receiver
  kProperty,  // a property whose getter is a script function
  kMember,    // a __slots__ member
  kComputed,  // an attribute that a built-in type computes
  kStatic,    // a staticmethod
  kClass,     // a classmethod of a script function
  kOther,     // any other descriptor
};

// Of an attribute found on a class; Empty: kAbsent.
ClassAttribute Classify(Isolate* iso, Value attribute);

// What a staticmethod or classmethod holds.
inline Value Held(Value method) { return method.As<MethodHolder>()->function; }

// Is the special method the one that `object` defines?
bool IsObjectDefault(Isolate* iso, Type* type, Special special);

// Each links the site for the receiver and says whether it did. LinkModule knows modules alone,
// whose attributes are read through the cell of the name.
bool LinkModule(Isolate* iso, callsite::CallSite& site, Value receiver, Str* name);
bool LinkGetAttr(Isolate* iso, callsite::CallSite& site, Value receiver, Str* name);
bool LinkSetAttr(Isolate* iso, callsite::CallSite& site, Value receiver, Str* name);
// The class's own __delattr__, or the deleter of a property.
bool LinkDelAttr(Isolate* iso, callsite::CallSite& site, Value receiver, Str* name);
bool LinkLoadMethod(Isolate* iso, callsite::CallSite& site, Value receiver, Str* name);

}  // namespace krait

#endif  // KRAIT_RUNTIME_LINKERS_ATTRIBUTE_LINKER_H_
