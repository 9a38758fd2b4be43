// The types of None, Ellipsis and NotImplemented, which are words and never objects.
#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

Value NewNone(Isolate*, Value*, size_t) { return Value::None(); }
Value NewEllipsis(Isolate*, Value*, size_t) { return Value::Ellipsis(); }
Value NewNotImplemented(Isolate*, Value*, size_t) { return Value::NotImplemented(); }

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
    {"__new__", NewNone, "($cls, /)", kConstructor},
    {"__repr__", ReprNone, "($self, /)"},
    {"__bool__", IsFalse, "($self, /)"},
};
constexpr NativeMethod kEllipsisMethods[] = {
    {"__new__", NewEllipsis, "($cls, /)", kConstructor},
    {"__repr__", ReprEllipsis, "($self, /)"},
    {"__reduce__", ReprEllipsis, "($self, /)"},
};
constexpr NativeMethod kNotImplementedMethods[] = {
    {"__new__", NewNotImplemented, "($cls, /)", kConstructor},
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
