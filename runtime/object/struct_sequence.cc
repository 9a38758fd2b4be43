#include "runtime/object/struct_sequence.h"

#include <string>

#include "gc/roots.h"
#include "runtime/collection/dict.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

// The spec that names the fields: the type's own, or that of the native base of a script subclass.
const TypeSpec* SpecOf(const Type* type) { return type->layout_spec; }

int VisibleFields(Isolate* iso, Type* type) {
  const Value n = LookupOnType(iso, type, Str::Intern(iso, "n_sequence_fields"));
  return n.IsInt() ? static_cast<int>(n.AsInt())
                   : static_cast<int>(SpecOf(type)->properties.size());
}

Value New(Isolate* iso, Value* a, size_t) {
  Type* type = a[0].As<Type>();
  const TypeSpec* spec = SpecOf(type);
  const int visible = VisibleFields(iso, type);
  const int all = static_cast<int>(spec->properties.size());
  KRAIT_TRY(Tuple*, given, TupleFromIterable(iso, a[1]));
  if (given->size < visible || given->size > all) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s() takes %s %d-sequence (%lld-sequence given)",
                  spec->name,
                  visible == all          ? "a"
                  : given->size < visible ? "an at least"
                                          : "an at most",
                  given->size < visible ? visible : all, static_cast<long long>(given->size));
  }
  gc::RootVector values(iso->heap());
  for (int64_t i = 0; i < all; ++i) {
    values.push_back(i < given->size ? given->items[i] : Value::None());
  }
  return Value::Object(NewStructSequence(iso, type, {values.data(), values.size()}, visible));
}

Value ReprMethod(Isolate* iso, Value* a, size_t) {
  const Tuple* tuple = a[0].As<Tuple>();
  const TypeSpec* spec = SpecOf(TypeOf(iso, a[0]));
  std::string text = std::string(spec->name) + "(";
  // Items without a name are shown under the next names that follow, as CPython does.
  size_t named = 0;
  for (int64_t i = 0; i < tuple->size; ++i, ++named) {
    while (named < spec->properties.size() && spec->properties[named].name[0] == '\0') ++named;
    if (named == spec->properties.size()) break;
    KRAIT_TRY(Str*, item, Repr(iso, tuple->items[i]));
    if (i > 0) text += ", ";
    text += std::string(spec->properties[named].name) + "=" + std::string(item->view());
  }
  return Value::Object(Str::New(iso, text + ")"));
}

Value Reduce(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(Tuple*, items, Tuple::From(iso, a[0].As<Tuple>()->view()));
  KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {Value::Object(items)}));
  return Value::Object(
      Tuple::Of(iso, {Value::Object(TypeOf(iso, a[0])), Value::Object(arguments)}));
}

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($cls, sequence, dict=None)", kConstructor},
    {"__repr__", ReprMethod, "($self, /)"},
    {"__reduce__", Reduce, "($self, /)"},
};

}  // namespace

const TypeSpec kStructSequenceTypeSpec = {
    .name = "structseq",
    .kind = ObjectKind::kTuple,
    .base = &kTupleTypeSpec,
    .methods = kMethods,
    .flags = kStructSequenceFlags | kSubclassable,
};

Type* AddStructSequenceType(Isolate* iso, Module* module, const TypeSpec* spec, int visible) {
  Type* type =
      module != nullptr ? AddModuleType(iso, module, spec) : iso->native_type(spec);
  if (type == nullptr) return nullptr;
  int unnamed = 0;
  for (const NativeProperty& property : spec->properties) unnamed += property.name[0] == '\0';
  Dict* own = TypeAttributes(iso, type);
  const struct {
    const char* name;
    int value;
  } counts[] = {{"n_fields", static_cast<int>(spec->properties.size())},
                {"n_sequence_fields", visible},
                {"n_unnamed_fields", unnamed}};
  for (const auto& count : counts) {
    KRAIT_CHECK_OK(own->Set(iso, Str::Intern(iso, count.name), Value::Int(count.value)));
  }
  KRAIT_TRY(Tuple*, match_args, Tuple::New(iso, visible));
  for (int i = 0; i < visible; ++i) {
    match_args->items[i] = Value::Object(Str::Intern(iso, spec->properties[i].name));
    iso->Barrier(match_args);
  }
  KRAIT_CHECK_OK(own->Set(iso, iso->names().dunder_match_args, Value::Object(match_args)));
  return type;
}

Tuple* NewStructSequence(Isolate* iso, Type* type, std::span<const Value> values, int visible) {
  Tuple* tuple = NewInstance<Tuple>(iso, type, values.size() * sizeof(Value));
  if (tuple == nullptr) return nullptr;
  tuple->size = visible;
  for (size_t i = 0; i < values.size(); ++i) tuple->items[i] = values[i];
  return tuple;
}

}  // namespace krait
