// ast.AST: how nodes are made by scripts and copied.
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/ast/ast_types.h"
#include "runtime/modules/native_fields.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait::ast {

namespace {

constexpr NativeLayout kLayout = {"AST", sizeof(NativeInstance), [](HeapObject*, gc::Marker&) {}};

Value NodeNew(Isolate* iso, Value* args, size_t) { return NewAstObject(iso, args[0].As<Type>()); }

// The position of the name among the class's fields; the number of fields when it is none of them.
bool FieldIndex(Isolate* iso, const Tuple* fields, Value name, int64_t* index) {
  for (*index = 0; *index < fields->size; ++*index) {
    bool same;
    if (!Equal(iso, fields->items[*index], name, &same)) return false;
    if (same) return true;
  }
  return true;
}

Tuple* FieldsOfInstance(Isolate* iso, Value self) {
  Value fields;
  KRAIT_CHECK_OK(
      LookupAttr(iso, Value::Object(TypeOf(iso, self)), Str::Intern(iso, "_fields"), &fields));
  return fields ? TupleFromIterable(iso, fields) : Tuple::New(iso, 0);
}

// AST(*fields, **attributes)
Value NodeInit(Isolate* iso, Value* args, size_t) {
  const Value self = args[0];
  const Tuple* given = args[1].As<Tuple>();
  KRAIT_TRY(Tuple*, fields, FieldsOfInstance(iso, self));
  if (given->size > fields->size) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "%.400s constructor takes at most %lld positional argument%s",
                  TypeOf(iso, self)->name->data, static_cast<long long>(fields->size),
                  fields->size == 1 ? "" : "s");
  }
  for (int64_t i = 0; i < given->size; ++i) {
    if (!IsStr(fields->items[i])) return RaiseTypeError(iso, "attribute name must be string");
    KRAIT_CHECK_OK(SetAttr(iso, self, fields->items[i].As<Str>(), given->items[i]));
  }
  int64_t position = 0;
  Value key, value;
  while (args[2].As<Dict>()->NextEntry(&position, &key, &value)) {
    int64_t index;
    KRAIT_CHECK_OK(FieldIndex(iso, fields, key, &index));
    if (index < given->size) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "%.400s got multiple values for argument '%.400s'",
                    TypeFullName(TypeOf(iso, self)), key.As<Str>()->data);
    }
    KRAIT_CHECK_OK(SetAttr(iso, self, key.As<Str>(), value));
  }
  return Value::None();
}

Value NodeReduce(Isolate* iso, Value* args, size_t) {
  Value attributes;
  KRAIT_CHECK_OK(LookupAttr(iso, args[0], iso->names().dunder_dict, &attributes));
  const Value type = Value::Object(TypeOf(iso, args[0]));
  KRAIT_TRY(Tuple*, nothing, Tuple::New(iso, 0));
  if (!attributes) return Value::Object(Tuple::Of(iso, {type, Value::Object(nothing)}));
  return Value::Object(Tuple::Of(iso, {type, Value::Object(nothing), attributes}));
}

constexpr NativeMethod kMethods[] = {
    {"__new__", NodeNew, "($cls, /, *args, **kwargs)", kConstructor},
    {"__init__", NodeInit, "($self, /, *args, **kwargs)"},
    {"__reduce__", NodeReduce, "($self, /)"},
};

}  // namespace

const TypeSpec kAstSpec = {
    .name = "ast.AST",
    .module = "ast",
    .methods = kMethods,
    .flags = kSubclassable | kHasDict,
    .layout = &kLayout,
};

Value NewAstObject(Isolate* iso, Type* type) {
  return Value::Object(NewInstance<NativeInstance>(iso, type));
}

bool IsAstObject(Isolate* iso, Value v) {
  return HasKind(v, ObjectKind::kNativeInstance) && v.As<NativeInstance>()->layout == &kLayout;
}

}  // namespace krait::ast
