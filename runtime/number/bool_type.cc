// The bool type. Its two values are words; what it does not override is int's.
#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/number/number_methods.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr auto kAccepts = IsIntLike;

Value New(Isolate* iso, Value* args, size_t) {
  bool truth = false;
  if (args[1] && !Truth(iso, args[1], &truth)) return Value::Empty();
  return Value::Bool(truth);
}

Value ReprMethod(Isolate* iso, Value* args, size_t) {
  return Value::Object(Str::Intern(iso, args[0].IsTrue() ? "True" : "False"));
}

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($type, x=False, /)", kConstructor},
    {"__repr__", ReprMethod, "($self, /)", kOperatorFlags},
    KRAIT_BINARY_METHOD(kAccepts, kAnd, "and"),
    KRAIT_BINARY_METHOD(kAccepts, kOr, "or"),
    KRAIT_BINARY_METHOD(kAccepts, kXor, "xor"),
};

}  // namespace

const TypeSpec kBoolTypeSpec = {
    .name = "bool",
    .kind = ObjectKind::kBool,
    .base = &kIntTypeSpec,
    .methods = kMethods,
    .flags = kSelfMatch | kImmutable | kNoWeakReferences,
    .doc = "bool(x) -> bool\n\nTrue or False: the truth of x.",
};

void TraceBool(HeapObject*, gc::Marker&) {}

}  // namespace krait
