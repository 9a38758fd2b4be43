// What `object` gives to every class.
#ifndef KRAIT_RUNTIME_OBJECT_OBJECT_TYPE_H_
#define KRAIT_RUNTIME_OBJECT_OBJECT_TYPE_H_

#include <cstddef>
#include <string>

#include "gc/value.h"

namespace krait {

class Isolate;
struct NativeMethod;
struct Str;
struct Type;

// "0x7f..." as in default reprs.
std::string AddressText(Value v);
// "<module.Name object at 0x...>".
Str* DefaultRepr(Isolate* iso, Value v);
// "module.Qualname", without the module when it is builtins: how types are printed.
std::string TypeDisplayName(Isolate* iso, Type* type);

// object's own versions, to tell what a class overrides.
Value ObjectNew(Isolate* iso, Value* args, size_t count);
Value ObjectInit(Isolate* iso, Value* args, size_t count);
Value ObjectGetattribute(Isolate* iso, Value* args, size_t count);
Value ObjectSetattr(Isolate* iso, Value* args, size_t count);
Value ObjectDelattr(Isolate* iso, Value* args, size_t count);
Value ObjectRepr(Isolate* iso, Value* args, size_t count);
Value ObjectStr(Isolate* iso, Value* args, size_t count);
Value ObjectHash(Isolate* iso, Value* args, size_t count);
Value ObjectEq(Isolate* iso, Value* args, size_t count);
Value ObjectFormat(Isolate* iso, Value* args, size_t count);

// Pickling: runtime/object/reduce.cc.
Value ObjectReduce(Isolate* iso, Value* args, size_t count);
Value ObjectReduceEx(Isolate* iso, Value* args, size_t count);
Value ObjectGetstate(Isolate* iso, Value* args, size_t count);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_OBJECT_TYPE_H_
