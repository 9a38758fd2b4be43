#include "runtime/modules/operator/getters.h"

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/native_fields.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"

namespace krait {

namespace {

template <typename T>
T* Self(Value* args) {
  return args[0].As<T>();
}

// repr() of the arguments it was made with: `name(a, b, key=value)`.
Value ReprCall(Isolate* iso, Value self, std::span<const Value> arguments, const Dict* keywords) {
  StrBuilder out(iso);
  if (!ReprEnter(iso, self)) {
    return iso->HasPending() ? Value() : Value::Object(Str::NewAscii(iso, "..."));
  }
  out.Append(TypeName(iso, self));
  out.AppendChar('(');
  bool ok = true;
  for (size_t i = 0; ok && i < arguments.size(); ++i) {
    if (i > 0) out.AppendAscii(", ");
    ok = out.AppendRepr(arguments[i]);
  }
  int64_t position = 0;
  Value key, value;
  while (ok && keywords != nullptr && keywords->NextEntry(&position, &key, &value)) {
    out.AppendAscii(", ");
    out.Append(key.As<Str>());
    out.AppendChar('=');
    ok = out.AppendRepr(value);
  }
  ReprLeave(iso, self);
  if (!ok) return Value();
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

Value ReduceCall(Isolate* iso, Value self, Tuple* arguments) {
  return Value::Object(
      Tuple::Of(iso, {Value::Object(TypeOf(iso, self)), Value::Object(arguments)}));
}

// --- itemgetter ---

struct ItemGetter : NativeInstance {
  Tuple* keys;  // at least one
};

constexpr NativeLayout kItemGetterLayout = LayoutOf<ItemGetter, &ItemGetter::keys>("itemgetter");

Value ItemGetterNew(Isolate* iso, Value* args, size_t) {
  Tuple* keys = args[1].As<Tuple>();
  if (keys->size == 0) {
    return RaiseTypeError(iso, "itemgetter expected 1 argument, got 0");
  }
  KRAIT_TRY(ItemGetter*, self, NewInstance<ItemGetter>(iso, args[0].As<Type>()));
  self->keys = keys;
  return Value::Object(self);
}

Value ItemOf(Isolate* iso, Value object, Value key) {
  if (key.IsInt() && key.AsInt() >= 0) {
    const int64_t i = key.AsInt();
    const Tuple* tuple = CastToExact<Tuple>(object, ObjectKind::kTuple);
    if (tuple != nullptr && i < tuple->size) return tuple->items[i];
    const List* list = CastToExact<List>(object, ObjectKind::kList);
    if (list != nullptr && i < list->size) return list->At(i);
  }
  return GetItem(iso, object, key);
}

Value ItemGetterCall(Isolate* iso, Value* args, size_t) {
  const Tuple* keys = Self<ItemGetter>(args)->keys;
  if (keys->size == 1) return ItemOf(iso, args[1], keys->items[0]);
  KRAIT_TRY(Tuple*, result, Tuple::New(iso, keys->size));
  for (int64_t i = 0; i < keys->size; ++i) {
    KRAIT_TRY(Value, item, ItemOf(iso, args[1], keys->items[i]));
    result->items[i] = item;
    iso->Barrier(result, item);
  }
  return Value::Object(result);
}

Value ItemGetterRepr(Isolate* iso, Value* args, size_t) {
  return ReprCall(iso, args[0], Self<ItemGetter>(args)->keys->view(), nullptr);
}

Value ItemGetterReduce(Isolate* iso, Value* args, size_t) {
  return ReduceCall(iso, args[0], Self<ItemGetter>(args)->keys);
}

constexpr NativeMethod kItemGetterMethods[] = {
    {"__new__", ItemGetterNew, "($cls, /, *items)", kConstructor},
    {"__call__", ItemGetterCall, "($self, obj, /)"},
    {"__repr__", ItemGetterRepr, "($self, /)"},
    {"__reduce__", ItemGetterReduce, "($self, /)"},
};

// --- attrgetter ---

struct AttrGetter : NativeInstance {
  Tuple* names;  // as given
  Tuple* paths;  // for each: an interned name, or a tuple of them for a dotted one
};

constexpr NativeLayout kAttrGetterLayout =
    LayoutOf<AttrGetter, &AttrGetter::names, &AttrGetter::paths>("attrgetter");

// "a.b.c" -> ("a", "b", "c"); "a" -> "a".
Value PathOf(Isolate* iso, Str* name) {
  const std::string_view text = name->view();
  if (text.find('.') == std::string_view::npos) return Value::Object(Str::Intern(iso, name));
  KRAIT_TRY(List*, parts, List::New(iso));
  for (size_t start = 0; start <= text.size();) {
    size_t end = name->view().find('.', start);
    if (end == std::string_view::npos) end = name->byte_length;
    KRAIT_TRY(Str*, part, Str::Intern(iso, name->view().substr(start, end - start)));
    KRAIT_CHECK_OK(parts->Append(iso, Value::Object(part)));
    start = end + 1;
  }
  return Value::Object(Tuple::From(iso, parts->view()));
}

Value AttrGetterNew(Isolate* iso, Value* args, size_t) {
  Tuple* names = args[1].As<Tuple>();
  if (names->size == 0) {
    return RaiseTypeError(iso, "attrgetter expected at least 1 argument, got 0");
  }
  KRAIT_TRY(Tuple*, paths, Tuple::New(iso, names->size));
  for (int64_t i = 0; i < names->size; ++i) {
    if (!HasKind(names->items[i], ObjectKind::kStr)) {
      return RaiseTypeError(iso, "attribute name must be a string");
    }
    KRAIT_TRY(Value, path, PathOf(iso, names->items[i].As<Str>()));
    paths->items[i] = path;
    iso->Barrier(paths, path);
  }
  KRAIT_TRY(AttrGetter*, self, NewInstance<AttrGetter>(iso, args[0].As<Type>()));
  self->names = names;
  self->paths = paths;
  return Value::Object(self);
}

Value Follow(Isolate* iso, Value object, Value path) {
  const Tuple* parts = CastTo<Tuple>(path, ObjectKind::kTuple);
  if (parts == nullptr) return GetAttr(iso, object, path.As<Str>());
  for (int64_t i = 0; object && i < parts->size; ++i) {
    object = GetAttr(iso, object, parts->items[i].As<Str>());
  }
  return object;
}

Value AttrGetterCall(Isolate* iso, Value* args, size_t) {
  const Tuple* paths = Self<AttrGetter>(args)->paths;
  if (paths->size == 1) return Follow(iso, args[1], paths->items[0]);
  KRAIT_TRY(Tuple*, result, Tuple::New(iso, paths->size));
  for (int64_t i = 0; i < paths->size; ++i) {
    KRAIT_TRY(Value, value, Follow(iso, args[1], paths->items[i]));
    result->items[i] = value;
    iso->Barrier(result, value);
  }
  return Value::Object(result);
}

Value AttrGetterRepr(Isolate* iso, Value* args, size_t) {
  return ReprCall(iso, args[0], Self<AttrGetter>(args)->names->view(), nullptr);
}

Value AttrGetterReduce(Isolate* iso, Value* args, size_t) {
  return ReduceCall(iso, args[0], Self<AttrGetter>(args)->names);
}

constexpr NativeMethod kAttrGetterMethods[] = {
    {"__new__", AttrGetterNew, "($cls, /, *attrs)", kConstructor},
    {"__call__", AttrGetterCall, "($self, obj, /)"},
    {"__repr__", AttrGetterRepr, "($self, /)"},
    {"__reduce__", AttrGetterReduce, "($self, /)"},
};

// --- methodcaller ---

struct MethodCaller : NativeInstance {
  Tuple* arguments;  // the name, then the positional arguments
  Dict* keywords;
};

constexpr NativeLayout kMethodCallerLayout =
    LayoutOf<MethodCaller, &MethodCaller::arguments, &MethodCaller::keywords>("methodcaller");

Value MethodCallerNew(Isolate* iso, Value* args, size_t) {
  Tuple* given = args[1].As<Tuple>();
  if (given->size == 0) {
    return RaiseTypeError(iso, "methodcaller needs at least one argument, the method name");
  }
  if (!HasKind(given->items[0], ObjectKind::kStr)) {
    return RaiseTypeError(iso, "method name must be a string");
  }
  KRAIT_TRY(Str*, name, Str::Intern(iso, given->items[0].As<Str>()));
  KRAIT_TRY(Tuple*, arguments, Tuple::From(iso, given->view()));
  arguments->items[0] = Value::Object(name);
  KRAIT_TRY(MethodCaller*, self, NewInstance<MethodCaller>(iso, args[0].As<Type>()));
  self->arguments = arguments;
  self->keywords = args[2].As<Dict>();
  return Value::Object(self);
}

Value MethodCallerCall(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<MethodCaller>(args);
  KRAIT_TRY(Value, method, GetAttr(iso, args[1], self->arguments->items[0].As<Str>()));
  const std::span<const Value> arguments = self->arguments->view().subspan(1);
  if (self->keywords == nullptr || self->keywords->size == 0) {
    return Call(iso, method, arguments);
  }
  return CallWithDict(iso, method, arguments, self->keywords);
}

Value MethodCallerRepr(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<MethodCaller>(args);
  return ReprCall(iso, args[0], self->arguments->view(), self->keywords);
}

// With keywords, through functools.partial, which can carry them.
Value MethodCallerReduce(Isolate* iso, Value* args, size_t) {
  const auto* self = Self<MethodCaller>(args);
  if (self->keywords == nullptr || self->keywords->size == 0) {
    return ReduceCall(iso, args[0], self->arguments);
  }
  KRAIT_TRY(Str*, functools, Str::Intern(iso, "functools"));
  const Value import = iso->builtins()->Get(iso, iso->names().dunder_import);
  if (!import) return Raise(iso, ExceptionId::kImportError, "__import__ not found");
  KRAIT_TRY(Value, module, Call(iso, import, {Value::Object(functools)}));
  KRAIT_TRY(Value, partial, GetAttr(iso, module, "partial"));
  const Value leading[] = {Value::Object(TypeOf(iso, args[0])), self->arguments->items[0]};
  KRAIT_TRY(Value, maker, CallWithDict(iso, partial, leading, self->keywords));
  KRAIT_TRY(Tuple*, rest, Tuple::From(iso, self->arguments->view().subspan(1)));
  return Value::Object(Tuple::Of(iso, {maker, Value::Object(rest)}));
}

constexpr NativeMethod kMethodCallerMethods[] = {
    {"__new__", MethodCallerNew, "($cls, /, *args, **kwargs)", kConstructor},
    {"__call__", MethodCallerCall, "($self, obj, /)"},
    {"__repr__", MethodCallerRepr, "($self, /)"},
    {"__reduce__", MethodCallerReduce, "($self, /)"},
};

}  // namespace

const TypeSpec kItemGetterSpec = {
    .name = "operator.itemgetter",
    .module = "operator",
    .methods = kItemGetterMethods,
    .flags = kImmutable,
    .doc = "itemgetter(item, ...) --> a callable that fetches the given items from its operand.",
    .layout = &kItemGetterLayout,
};

const TypeSpec kAttrGetterSpec = {
    .name = "operator.attrgetter",
    .module = "operator",
    .methods = kAttrGetterMethods,
    .flags = kImmutable,
    .doc =
        "attrgetter(attr, ...) --> a callable that fetches the given attributes, which may be "
        "dotted, from its operand.",
    .layout = &kAttrGetterLayout,
};

const TypeSpec kMethodCallerSpec = {
    .name = "operator.methodcaller",
    .module = "operator",
    .methods = kMethodCallerMethods,
    .flags = kImmutable,
    .doc = "methodcaller(name, ...) --> a callable that calls the named method of its operand.",
    .layout = &kMethodCallerLayout,
};

}  // namespace krait
