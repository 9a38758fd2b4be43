// The types of None, Ellipsis and NotImplemented, which are words and never objects.
#include <string>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

// The one value of the type; its constructor takes nothing.
Value Only(Isolate* iso, Value* args, const char* name, Value v) {
  if (args[1].As<Tuple>()->size == 0 && args[2].As<Dict>()->size == 0) return v;
  return RaiseTypeError(iso, std::string(name) + " takes no arguments");
}
Value NewNone(Isolate* iso, Value* args, size_t) {
  return Only(iso, args, "NoneType", Value::None());
}
Value NewEllipsis(Isolate* iso, Value* args, size_t) {
  return Only(iso, args, "EllipsisType", Value::Ellipsis());
}
Value NewNotImplemented(Isolate* iso, Value* args, size_t) {
  return Only(iso, args, "NotImplementedType", Value::NotImplemented());
}

Value ReprNone(Isolate* iso, Value*, size_t) { return Value::Object(Str::Intern(iso, "None")); }
Value ReprEllipsis(Isolate* iso, Value*, size_t) {
  return Value::Object(Str::Intern(iso, "Ellipsis"));
}
Value ReprNotImplemented(Isolate* iso, Value*, size_t) {
  return Value::Object(Str::Intern(iso, "NotImplemented"));
}
Value IsFalse(Isolate*, Value*, size_t) { return Value::False(); }
Value WarnTruth(Isolate* iso, Value*, size_t) { return Value::True(); }

constexpr NativeMethod kNoneMethods[] = {
    {"__new__", NewNone, "($cls, /, *args, **kwargs)", kConstructor},
    {"__repr__", ReprNone, "($self, /)"},
    {"__bool__", IsFalse, "($self, /)"},
};
constexpr NativeMethod kEllipsisMethods[] = {
    {"__new__", NewEllipsis, "($cls, /, *args, **kwargs)", kConstructor},
    {"__repr__", ReprEllipsis, "($self, /)"},
    {"__reduce__", ReprEllipsis, "($self, /)"},
};
constexpr NativeMethod kNotImplementedMethods[] = {
    {"__new__", NewNotImplemented, "($cls, /, *args, **kwargs)", kConstructor},
    {"__repr__", ReprNotImplemented, "($self, /)"},
    {"__reduce__", ReprNotImplemented, "($self, /)"},
    {"__bool__", WarnTruth, "($self, /)"},
};

}  // namespace

const TypeSpec kNoneTypeSpec = {
    .name = "NoneType",
    .kind = ObjectKind::kNone,
    .methods = kNoneMethods,
    .flags = kNoWeakReferences,
};
const TypeSpec kEllipsisKindTypeSpec = {
    .name = "ellipsis",
    .kind = ObjectKind::kEllipsisKind,
    .methods = kEllipsisMethods,
    .flags = kNoWeakReferences,
};
const TypeSpec kNotImplementedKindTypeSpec = {
    .name = "NotImplementedType",
    .kind = ObjectKind::kNotImplementedKind,
    .methods = kNotImplementedMethods,
    .flags = kNoWeakReferences,
};

void TraceNone(HeapObject*, gc::Marker&) {}
void TraceEllipsisKind(HeapObject*, gc::Marker&) {}
void TraceNotImplementedKind(HeapObject*, gc::Marker&) {}

}  // namespace krait
