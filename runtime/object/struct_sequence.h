// Tuples with named fields, as time.struct_time, os.stat_result and sys.version_info are.
//
// Such a type is a TypeSpec of its own, all data:
//
//   constexpr NativeProperty kFields[] = {{"tm_year", StructField<0>}, {"tm_mon", StructField<1>}, ...};
//   const TypeSpec kStructTimeTypeSpec = {.name = "time.struct_time", .module = "time",
//       .kind = ObjectKind::kTuple, .base = &kStructSequenceTypeSpec, .properties = kFields,
//       .flags = kStructSequenceFlags};
//
// Fields from `visible` on are attributes only: they stand behind the tuple's last item. A visible
// item without a name has the property name "".
#ifndef KRAIT_RUNTIME_OBJECT_STRUCT_SEQUENCE_H_
#define KRAIT_RUNTIME_OBJECT_STRUCT_SEQUENCE_H_

#include <span>

#include "gc/value.h"
#include "runtime/collection/tuple.h"
#include "runtime/native.h"

namespace krait {

class Isolate;
struct Module;
struct Type;

extern const TypeSpec kStructSequenceTypeSpec;
inline constexpr uint32_t kStructSequenceFlags = kImmutable | kSequencePattern;

template <int kIndex>
Value StructField(Isolate*, Value self) {
  return self.As<Tuple>()->items[kIndex];
}

// The type of the spec, with n_fields, n_sequence_fields and n_unnamed_fields, entered into the module
// (null: not entered). Null with the exception pending.
Type* AddStructSequenceType(Isolate* iso, Module* module, const TypeSpec* spec, int visible);

// An instance; `values` has one for each field, those beyond `visible` included.
Tuple* NewStructSequence(Isolate* iso, Type* type, std::span<const Value> values, int visible);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_STRUCT_SEQUENCE_H_
